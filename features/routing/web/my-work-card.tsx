import { Button, MultiSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Card, Fact } from '#ui/parts/area.tsx';
import { ErrorState } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { getMyWork, getRouting, type Person, setMyAway, setMyHours } from '../contract.ts';
import { AwayMenu } from './away-menu.tsx';
import { HoursEditor, hoursAreWhole } from './hours-editor.tsx';
import { Presence } from './people-table.tsx';
import styles from './routing.module.css';
import { languageChoices } from './words.ts';

function AwayCard({ me }: { me: Person }) {
  const save = useCommand(setMyAway, [getMyWork, getRouting]);
  const onAway = (body: { away: boolean; until: string | null }) =>
    save.run(
      { body },
      {
        done: () =>
          tell(
            body.away
              ? 'You are away. Tickets that wait for you go back to your team.'
              : 'Welcome back. You get tickets again.',
          ),
        refused: (error) => tellProblem(error, 'Nothing was changed'),
      },
    );
  return (
    <Card title="Away or here" action={<AwayMenu person={me} busy={save.isPending} onAway={onAway} />}>
      <Fact
        label="Now"
        hint="While you are away nobody is waiting for you: what the desk gave you goes back to your team’s queue."
      >
        <Presence person={me} />
      </Fact>
      <Fact label="Your tickets" hint="New and open ones">
        <span className="tabular">{me.load}</span>
      </Fact>
    </Card>
  );
}

function HoursCard({ me }: { me: Person }) {
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [zone, setZone] = useState(me.hours === null ? here : me.zone);
  const [hours, setHours] = useState(me.hours);
  const [languages, setLanguages] = useState(me.languages);
  const save = useCommand(setMyHours, [getMyWork, getRouting]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.run(
      { body: { zone, hours, languages } },
      { done: () => tell('Your hours and languages are saved.') },
    );
  };
  return (
    <Card title="When and how you work">
      <form onSubmit={onSubmit} className={styles.form} style={{ maxWidth: 480 }}>
        <MultiSelect
          label="Languages you answer in"
          searchable
          value={languages}
          onChange={setLanguages}
          data={languageChoices(desk.data?.brand.languages ?? [])}
        />
        <HoursEditor zone={zone} hours={hours} onZone={setZone} onHours={setHours} />
        {save.isError && (
          <p role="alert" className={styles.alert}>
            {sentenceOf(save.error)}
          </p>
        )}
        <Button
          type="submit"
          loading={save.isPending}
          disabled={!hoursAreWhole(hours)}
          style={{ justifySelf: 'start' }}
        >
          Save hours and languages
        </Button>
      </form>
    </Card>
  );
}

/** For people who answer tickets: away, hours and languages. Viewers have none of these. */
export function MyWork() {
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const has = me.data?.permissions.includes('routing:self') ?? false;
  const work = useRoute(getMyWork, {}, { enabled: has });
  if (!has) return null;
  if (work.isError) return <ErrorState error={work.error} onRetry={() => void work.refetch()} />;
  if (!work.data) return null;
  return (
    <>
      <AwayCard me={work.data} />
      <HoursCard me={work.data} />
    </>
  );
}
