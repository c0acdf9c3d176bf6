import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { Card, Table } from '#ui/parts/area.tsx';
import { humanise, plural } from '#ui/words/words.ts';
import type { Measured, TriageModel } from '../contract.ts';
import { ConfusionTable } from './confusion-table.tsx';
import styles from './model.module.css';
import { percent } from './words.ts';

type Part = 'tickets' | 'profile';

const partWords: Readonly<Record<Part, string>> = {
  tickets: 'Of tickets that people corrected or confirmed, one in five is held back and never trained on.',
  profile:
    'Of the profile’s examples, one in ten is held back and never trained on. They are harder than most mail.',
};

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** How right the version in use is on mails it has never seen. */
export function AccuracyCard({ measured }: Pick<TriageModel, 'measured'>) {
  const [chosen, setChosen] = useState<Part | null>(null);
  if (measured === null) {
    return (
      <Card title="How right it is">
        <p className={styles.lead}>
          Nothing was measured yet. Move a ticket that went to the wrong team (<kbd>m</kbd> and the team’s
          letter): the training that follows measures the version in use, too.
        </p>
      </Card>
    );
  }
  const part = chosen ?? (measured.tickets.mails >= 20 ? 'tickets' : 'profile');
  const shown = measured[part];
  return (
    <Card
      title="How right it is"
      action={
        <SegmentedControl
          size="xs"
          aria-label="Measured on"
          value={part}
          onChange={(value) => setChosen(value === 'tickets' ? 'tickets' : 'profile')}
          data={[
            { value: 'tickets', label: `Tickets (${measured.tickets.mails})` },
            { value: 'profile', label: `Profile (${measured.profile.mails})` },
          ]}
        />
      }
    >
      <p className={styles.lead}>{partWords[part]}</p>
      {shown.mails === 0 ? (
        <p className={styles.lead}>None is held back yet: every fifth of a kind will be.</p>
      ) : (
        <Shown measured={shown} />
      )}
    </Card>
  );
}

function Shown({ measured }: { measured: Measured }) {
  const departments = useRoute(getWorkspace, {}, { staleTime: 300_000 }).data?.departments ?? [];
  const label = (topic: string) =>
    departments.flatMap(({ topics }) => topics).find(({ id }) => id === topic)?.label ?? humanise(topic);
  const worst = [...measured.byTopic].sort(
    (a, b) => a.right / a.mails - b.right / b.mails || b.mails - a.mails,
  );
  const [all, setAll] = useState(false);
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>Right topic</dt>
          <dd>{percent(measured.right, measured.mails)}</dd>
        </div>
        <div>
          <dt>Right department</dt>
          <dd>{percent(measured.departmentRight, measured.mails)}</dd>
        </div>
        {measured.byLanguage.map(({ language, mails, right }) => (
          <div key={language}>
            <dt>{language === '' ? 'Unknown' : languageNames.of(language)}</dt>
            <dd>
              {percent(right, mails)} <span className="meta">of {mails}</span>
            </dd>
          </div>
        ))}
      </dl>
      <ConfusionTable measured={measured} departments={departments} />
      <h3 className={styles.sub}>By topic, the weakest first</h3>
      <Table label="Right by topic" head={['Topic', 'Right', 'Mails']}>
        {(all ? worst : worst.slice(0, 8)).map(({ topic, mails, right }) => (
          <tr key={topic}>
            <td style={{ minWidth: 150 }}>{label(topic)}</td>
            <td>
              <span className={styles.meter} aria-hidden>
                <span style={{ width: `${(right / mails) * 100}%` }} />
              </span>{' '}
              <span className="tabular">{percent(right, mails)}</span>
            </td>
            <td className="tabular">{mails}</td>
          </tr>
        ))}
      </Table>
      {worst.length > 8 && (
        <button type="button" className={styles.more} onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show the weakest only' : `Show all ${plural(worst.length, 'topic')}`}
        </button>
      )}
    </>
  );
}
