import { Button } from '@mantine/core';
import { useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Fact } from '#ui/parts/area.tsx';
import { Glyph, Mark } from '#ui/parts/mark.tsx';
import { When } from '#ui/time/when.tsx';
import type { Shape, Word } from '#ui/words/words.ts';
import { listMailTests, type MailTest, startMailTest } from '../contract.ts';
import { type Step, sideOf, stepTitles } from '../rules/steps.ts';
import { durationOf, summaryOf } from '../rules/summary.ts';
import styles from './test-panel.module.css';

const watchMs = 600;

const words: Readonly<Record<MailTest['state'], Word>> = {
  waiting: { label: 'Waiting', tone: 'quiet', shape: 'ring', hint: 'A worker takes it up in a moment' },
  running: { label: 'Testing', tone: 'accent', shape: 'half', hint: 'Each step is shown as it is taken' },
  passed: { label: 'Passed', tone: 'green', shape: 'tick', hint: 'Every step went well' },
  partly: { label: 'In part', tone: 'amber', shape: 'half', hint: 'What was tried went well' },
  failed: { label: 'Failed', tone: 'red', shape: 'cross', hint: 'A step went wrong' },
  'broken-off': { label: 'Broken off', tone: 'amber', shape: 'bang', hint: 'It did not come to its end' },
};

const signs: Readonly<Record<Step['state'], { shape: Shape; word: string }>> = {
  pending: { shape: 'ring', word: 'not yet' },
  running: { shape: 'half', word: 'now' },
  ok: { shape: 'tick', word: 'went well' },
  failed: { shape: 'cross', word: 'failed' },
  skipped: { shape: 'dot', word: 'left out' },
};

function StepRow({ step }: { step: Step }) {
  const { shape, word } = signs[step.state];
  return (
    <li className={styles.step} data-state={step.state}>
      <span className={styles.sign}>
        <Glyph shape={shape} />
        <span className="sr-only">{word}: </span>
      </span>
      <div>
        <div className={styles.title}>{stepTitles[step.id]}</div>
        {step.words && <p className={styles.words}>{step.words}</p>}
        {step.advice && <p className={`${styles.words} ${styles.next}`}>{step.advice}</p>}
        {step.detail && (
          <details className={styles.more}>
            <summary>Details</summary>
            <code>{step.detail}</code>
          </details>
        )}
      </div>
      <span className="meta tabular">
        {step.ms !== null && step.state !== 'skipped' && durationOf(step.ms)}
      </span>
    </li>
  );
}

function Side({ label, steps }: { label: string; steps: readonly Step[] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <p className={styles.side}>{label}</p>
      <ol className={styles.steps} aria-label={label}>
        {steps.map((step) => (
          <StepRow key={step.id} step={step} />
        ))}
      </ol>
    </div>
  );
}

function isUnderWay(test: MailTest | undefined): boolean {
  return test?.state === 'waiting' || test?.state === 'running';
}

/** The last test of one target, while it runs and after. `name`: what a person calls the target. */
function LastTest({ test, name, open }: { test: MailTest; name: string; open: boolean }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const shown = chosen ?? (open || isUnderWay(test));
  const red = test.state === 'failed';
  const advice = test.steps.find((step) => step.state === 'failed')?.advice;
  return (
    <section aria-label={`Test of ${name}`} style={{ paddingBottom: 12 }}>
      <div className={styles.head}>
        <Mark word={words[test.state]} />
        <span className="meta">
          <When at={test.startedAt} long /> by {test.startedBy}
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={shown}
          aria-label={`${shown ? 'Hide' : 'Show'} the steps of the test of ${name}`}
          onClick={() => setChosen(!shown)}
        >
          {shown ? 'Hide the steps' : 'Show the steps'}
        </Button>
      </div>
      <p role="status" className={styles.summary} style={red ? { color: 'var(--ph-red)' } : undefined}>
        {summaryOf(test, test.mailboxId !== null)}
      </p>
      {red && advice && <p className={styles.advice}>{advice}</p>}
      {shown && (
        <div className={styles.sides}>
          <Side label="Out, by the relay" steps={test.steps.filter(({ id }) => sideOf(id) === 'out')} />
          <Side label="And back in" steps={test.steps.filter(({ id }) => sideOf(id) === 'in')} />
        </div>
      )}
    </section>
  );
}

/** A button that tests a mailbox both ways, or the relay, and every step of it. Nothing for those who may not. */
export function TestPanel({ mailboxId, name }: { mailboxId: string | null; name: string }) {
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const mayTest = me.data?.permissions.includes('mail-test:run') ?? false;
  const mine = (tests: readonly MailTest[] | undefined) =>
    tests?.find((test) => test.mailboxId === mailboxId);
  const list = useRoute(
    listMailTests,
    {},
    { enabled: mayTest, again: (data) => (isUnderWay(mine(data?.tests)) ? watchMs : false) },
  );
  const start = useCommand(startMailTest, [listMailTests]);
  if (!mayTest) return null;
  const test = mine(list.data?.tests);
  const busy = start.isPending || isUnderWay(test);
  const both = mailboxId !== null;
  const label = test ? 'Test again' : both ? 'Test both ways' : 'Test the relay';
  const problem = start.isError ? start.error : list.isError ? list.error : null;
  return (
    <>
      <Fact
        label={both ? 'Two-way test' : 'Test of the relay'}
        hint={
          both
            ? 'A mail of the desk to itself leaves by the relay and has to come back, step by step. At most 90 seconds.'
            : 'Every step until the relay takes a mail of the desk to itself. At most 90 seconds.'
        }
      >
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          aria-label={`${label}: ${name}`}
          onClick={() => start.run({ body: { mailboxId } })}
        >
          {label}
        </Button>
      </Fact>
      {problem && (
        <p role="alert" style={{ margin: '0 0 10px', color: 'var(--ph-red)' }}>
          {sentenceOf(problem)}
        </p>
      )}
      {test && <LastTest key={test.id} test={test} name={name} open={start.data?.id === test.id} />}
    </>
  );
}
