import { Button } from '@mantine/core';
import { useCommand } from '#ui/api/query.ts';
import { Card, Table } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { plural, type Word } from '#ui/words/words.ts';
import { chooseVersion, getTriageModel, type TriageModel, type Version } from '../contract.ts';
import styles from './model.module.css';
import { percent, versionName } from './words.ts';

const words = {
  inUse: { label: 'In use', tone: 'green', shape: 'tick', hint: 'It judges new mail' },
  kept: { label: 'Kept', tone: 'quiet', shape: 'ring', hint: 'It can be taken into use again' },
  refused: { label: 'Refused', tone: 'amber', shape: 'cross', hint: 'It was worse than what was in use' },
  old: { label: 'Other release', tone: 'quiet', shape: 'none', hint: 'Made by another release of the desk' },
} as const satisfies Record<string, Word>;

/** All versions that are known, and the way back to one. */
export function VersionsCard({ model, mayManage }: { model: TriageModel; mayManage: boolean }) {
  const choose = useCommand(chooseVersion, [getTriageModel]);
  const onChoose = (number: number) =>
    choose.run(
      { body: { number } },
      {
        done: () => tell(`${versionName(number)} judges from now on. Training rests until you ask for it.`),
        refused: (error) => tellProblem(error, 'The version in use stays'),
      },
    );
  const action = (number: number, possible: boolean) =>
    mayManage && possible && number !== model.inUse.number ? (
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={`Use ${versionName(number)}`}
        loading={choose.isPending && choose.asked?.body.number === number}
        onClick={() => onChoose(number)}
      >
        Use this
      </Button>
    ) : null;
  return (
    <Card title="Versions">
      {model.versions.length === 0 && (
        <p className={styles.lead}>
          Only the profile’s own examples were learnt so far. The first correction brings the first version.
        </p>
      )}
      <Table
        label="Versions"
        head={['Version', 'State', 'Right on tickets', 'Right on profile', 'Learnt from', '']}
      >
        {model.versions.map((version) => (
          <VersionRow key={version.number} version={version} inUse={version.number === model.inUse.number}>
            {action(version.number, version.usable)}
          </VersionRow>
        ))}
        <tr>
          <td style={{ minWidth: 150 }}>{versionName(0)}</td>
          <td>
            <Mark word={model.inUse.number === 0 ? words.inUse : words.kept} />
          </td>
          <td colSpan={3} className="meta">
            What the profile’s examples give, without any correction
          </td>
          <td>{action(0, true)}</td>
        </tr>
      </Table>
    </Card>
  );
}

type RowProps = { version: Version; inUse: boolean; children: React.ReactNode };

function VersionRow({ version, inUse, children }: RowProps) {
  const { number, state, usable, madeAt, madeBy, measured, against, corrections, examples } = version;
  const word = inUse ? words.inUse : state === 'refused' ? words.refused : usable ? words.kept : words.old;
  return (
    <tr>
      <td style={{ minWidth: 150 }}>
        {versionName(number)}
        <div className="meta">
          {madeBy}, <When at={madeAt} />
        </div>
      </td>
      <td>
        <Mark word={word} />
      </td>
      <td style={{ minWidth: 120 }}>
        <Score {...measured.tickets} before={against.tickets.right} />
      </td>
      <td style={{ minWidth: 120 }}>
        <Score {...measured.profile} before={against.profile.right} />
      </td>
      <td style={{ minWidth: 220 }}>
        <span className="tabular">
          {plural(corrections, 'correction')}, {plural(examples, 'example')}
        </span>
        <details className={styles.why}>
          <summary>Why {state === 'refused' ? 'it was refused' : 'it was adopted'}</summary>
          <ul>
            {version.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </details>
      </td>
      <td>{children}</td>
    </tr>
  );
}

function Score({ mails, right, before }: { mails: number; right: number; before: number }) {
  if (mails === 0) return <span className="meta">none held back</span>;
  const change = right - before;
  return (
    <>
      <span className="tabular">{percent(right, mails)}</span>
      <div className="meta tabular">
        {change === 0 ? 'as before' : `${change > 0 ? '+' : '−'}${Math.abs(change)} of ${mails}`}
      </div>
    </>
  );
}
