import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { Area, Card } from '#ui/parts/area.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { getRouting, type Person, type TeamRouting } from '../contract.ts';
import { PeopleTable } from './people-table.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { TeamEntry } from './team-card.tsx';
import { WorkDialog } from './work-dialog.tsx';

/** The limit that holds for somebody: their own, else the narrowest of their teams that give tickets, else of any. */
function capFor(person: Person, teams: readonly TeamRouting[]): number {
  const theirs = teams.filter(({ id }) => person.teamIds.includes(id));
  const routed = theirs.filter(({ policy }) => policy.mode !== 'off');
  const caps = (routed.length > 0 ? routed : theirs).map(({ policy }) => policy.cap);
  return person.cap ?? (caps.length > 0 ? Math.min(...caps) : 10);
}

/** How tickets find their person: teams with their rules and queues, people with their hours, skills and load. */
export function RoutingArea() {
  const routing = useRoute(getRouting, {}, { again: () => 30_000 });
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const [team, setTeam] = useState<TeamRouting | null>(null);
  const [person, setPerson] = useState<Person | null>(null);
  if (routing.isError) return <ErrorState error={routing.error} onRetry={() => void routing.refetch()} />;
  if (!routing.data) return <RowSkeletons rows={6} />;
  const { teams, people, deskLanguage } = routing.data;
  const mayManage = me.data?.permissions.includes('routing:manage') ?? false;
  const departments = desk.data?.departments ?? [];
  const subjects = new Map(
    departments.flatMap(({ id, label, topics }) => [
      ...topics.map((one) => [one.id, one.label] as const),
      [id, label],
    ]),
  );
  return (
    <Area
      title="Routing"
      intro="Each team decides how its tickets find their person. What a person chose by hand is never changed. Every giving says why, in the ticket’s timeline."
    >
      <Card title="Teams">
        {teams.map((one) => (
          <TeamEntry key={one.id} team={one} mayManage={mayManage} onChange={() => setTeam(one)} />
        ))}
      </Card>
      {people.length === 0 ? (
        <EmptyState icon={<IconUsers size={24} stroke={1.4} />} title="Nobody answers tickets yet">
          Invite people and put them into teams; then tickets can be given to them.
        </EmptyState>
      ) : (
        <PeopleTable
          people={people}
          capOf={(one) => capFor(one, teams)}
          subjects={subjects}
          teamNames={new Map(teams.map(({ id, name }) => [id, name]))}
          deskLanguage={deskLanguage}
          mayManage={mayManage}
          onChange={setPerson}
        />
      )}
      {team && <PolicyDialog team={team} onClose={() => setTeam(null)} />}
      {person && <WorkDialog person={person} deskLanguage={deskLanguage} onClose={() => setPerson(null)} />}
    </Area>
  );
}
