import { Button, Group } from '@mantine/core';
import { useCommand } from '#ui/api/query.ts';
import { Table } from '#ui/parts/area.tsx';
import { Face } from '#ui/parts/face.tsx';
import { Chip, Mark } from '#ui/parts/mark.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { getMyWork, getRouting, type Person, setAway } from '../contract.ts';
import { AwayMenu } from './away-menu.tsx';
import styles from './routing.module.css';
import { hoursWords, languageName, presenceWord } from './words.ts';

/** How many tickets somebody has of how many they may have. */
function LoadBar({ load, cap }: { load: number; cap: number }) {
  const full = load >= cap;
  return (
    <div className={styles.load}>
      <span className="tabular">
        {load} of {cap}
        {full && <span className="meta"> · full</span>}
      </span>
      <div className={styles.bar} aria-hidden>
        <div
          className={styles.fill}
          data-full={full || undefined}
          style={{ width: `${Math.min(100, (100 * load) / cap)}%` }}
        />
      </div>
    </div>
  );
}

/** Whether they get tickets now, and until when not. */
export function Presence({ person }: { person: Person }) {
  return (
    <>
      <Mark word={presenceWord(person)} bare />
      {person.away?.until && (
        <div className="meta">
          until <When at={person.away.until} long />
        </div>
      )}
      {!person.away && person.beginsAt && (
        <div className="meta">
          from <When at={person.beginsAt} long />
        </div>
      )}
    </>
  );
}

type RowProps = {
  person: Person;
  cap: number;
  subjects: ReadonlyMap<string, string>;
  teams: string;
  deskLanguage: string;
  mayManage: boolean;
  onChange: () => void;
};

function PersonRow({ person, cap, subjects, teams, deskLanguage, mayManage, onChange }: RowProps) {
  const save = useCommand(setAway, [getRouting, getMyWork]);
  const onAway = (body: { away: boolean; until: string | null }) =>
    save.run(
      { params: { id: person.id }, body },
      {
        done: () =>
          tell(body.away ? `${person.name} is away and gets no tickets.` : `${person.name} is back.`),
        refused: (error) => tellProblem(error, 'Nothing was changed'),
      },
    );
  const languages = person.languages.length > 0 ? person.languages : [deskLanguage];
  return (
    <tr>
      <td style={{ minWidth: 150 }}>
        <Group gap="sm" wrap="nowrap">
          <Face name={person.name} size={28} kind="agent" />
          <div style={{ minWidth: 0 }}>
            <div style={{ overflowWrap: 'anywhere' }}>{person.name}</div>
            <div className="meta">{teams || 'no team'}</div>
          </div>
        </Group>
      </td>
      <td style={{ minWidth: 150 }}>
        <Presence person={person} />
        <div className="meta">
          {hoursWords(person.hours)}
          {person.hours !== null && `, ${person.zone}`}
        </div>
      </td>
      <td>
        <LoadBar load={person.load} cap={cap} />
      </td>
      <td style={{ minWidth: 170 }}>
        {languages.map(languageName).join(', ')}
        {person.skills.length === 0 ? (
          <div className="meta">any topic</div>
        ) : (
          <div className={styles.skills}>
            {person.skills.map(({ of, level }) => (
              <Chip key={of} tone={level === 3 ? 'accent' : 'quiet'}>
                {subjects.get(of) ?? of}
                {level === 1 && ' (learning)'}
                {level === 3 && ' (asked by others)'}
              </Chip>
            ))}
          </div>
        )}
      </td>
      <td>
        {mayManage && (
          <div className={styles.actions}>
            <AwayMenu person={person} busy={save.isPending} named onAway={onAway} />
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`Change how ${person.name} works`}
              onClick={onChange}
            >
              Change
            </Button>
          </div>
        )}
      </td>
    </tr>
  );
}

type TableProps = {
  people: readonly Person[];
  capOf: (person: Person) => number;
  subjects: ReadonlyMap<string, string>;
  teamNames: ReadonlyMap<string, string>;
  deskLanguage: string;
  mayManage: boolean;
  onChange: (person: Person) => void;
};

/** Everybody who can have tickets. */
export function PeopleTable({ people, capOf, teamNames, onChange, ...rest }: TableProps) {
  return (
    <Table label="People" head={['Person', 'Now', 'Tickets', 'Speaks and knows', '']}>
      {people.map((person) => (
        <PersonRow
          key={person.id}
          person={person}
          cap={capOf(person)}
          teams={person.teamIds.map((id) => teamNames.get(id) ?? '').join(', ')}
          onChange={() => onChange(person)}
          {...rest}
        />
      ))}
    </Table>
  );
}
