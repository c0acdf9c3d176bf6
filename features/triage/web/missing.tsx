import { Button, Tooltip, UnstyledButton } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { focusKeys } from '#ui/keyboard/keys.ts';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { tell } from '#ui/parts/toast.ts';
import type { Understood } from '../contract.ts';
import { asParagraph, isAsked, weaveQuestion } from './ask-in-draft.ts';
import { askedWords } from './asked-words.ts';
import styles from './facts.module.css';
import type { Compose } from './given.ts';

type Completeness = NonNullable<Understood['completeness']>;
type Need = Completeness['missing'][number];

type MissingProps = {
  completeness: Completeness;
  /** Null for whoever may not answer. */
  onCompose: Compose | null;
};

/** Puts questions into the answer, and tells which of them did not stand there before. Null when it cannot be changed. */
function putInto(compose: Compose, { missing, intro }: Completeness, needs: readonly Need[]): Need[] | null {
  const added: Need[] = [];
  for (const need of needs) {
    let stands = false;
    const done = compose({
      insert: asParagraph(need),
      weave: (html) => {
        stands = isAsked(html, need);
        return weaveQuestion(html, { question: need, others: missing.filter((one) => one !== need), intro });
      },
    });
    if (!done) return null;
    if (!stands) added.push(need);
  }
  return added;
}

function wordsFor(needs: readonly Need[], added: readonly Need[]): string {
  const [first] = added;
  if (first === undefined)
    return needs.length === 1
      ? 'Your answer asks for it already.'
      : 'Your answer asks for all of it already.';
  if (added.length > 1) return `Your answer asks for ${added.length} things now.`;
  const before = first.asked === null ? '' : ` They were asked for it before, ${askedWords(first.asked)}.`;
  return `Your answer asks for it now: ${first.label}.${before}`;
}

/** What the topic needs and nobody said; each can be asked for by one key. */
export function Missing({ completeness, onCompose }: MissingProps) {
  const { score, missing } = completeness;
  const [said, say] = useState('');
  // What was said of the answer is over when it was sent, or when something became known.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is missing now
  useEffect(() => say(''), [missing]);
  const ask =
    onCompose &&
    ((needs: readonly Need[]): void => {
      const added = putInto(onCompose, completeness, needs);
      if (added !== null) say(wordsFor(needs, added));
    });
  const required = missing.filter(({ need }) => need === 'required');
  const useful = missing.filter(({ need }) => need === 'useful');
  const toAsk = required.filter(({ asked }) => asked === null);
  useKeys({
    // The most important that nobody asked for yet, one more each time.
    'ask-missing': () => {
      if (onCompose === null) return false;
      for (const need of missing.filter(({ asked }) => asked === null)) {
        const added = putInto(onCompose, completeness, [need]);
        if (added === null) return true;
        if (added.length > 0) return say(wordsFor([need], added));
      }
      return tell(missing.length === 0 ? 'Nothing is missing.' : 'All that is missing is asked for already.');
    },
  });
  return (
    <section className={styles.group} aria-label="What is missing">
      <h3 className={styles.heading}>
        {missing.length === 0 ? 'All that this topic needs is known' : 'Still missing'}
        <span className={styles.score}>{score} %</span>
      </h3>
      <div className={styles.meter} aria-hidden>
        <span style={{ width: `${score}%` }} />
      </div>
      <Needs label="Needed to help" needs={required} ask={ask} />
      <Needs label="Would help" needs={useful} ask={ask} />
      {ask && toAsk.length > 1 && (
        <Button
          size="compact-xs"
          variant="default"
          mt={8}
          leftSection={<IconMessageQuestion size={14} stroke={1.6} />}
          onClick={() => ask(toAsk)}
        >
          Ask for all {toAsk.length} needed
        </Button>
      )}
      <p role="status" className={styles.saidOf}>
        {said}
      </p>
    </section>
  );
}

type NeedsProps = { label: string; needs: readonly Need[]; ask: ((needs: readonly Need[]) => void) | null };

function Needs({ label, needs, ask }: NeedsProps) {
  if (needs.length === 0) return null;
  return (
    <>
      <h4 className={styles.need}>{label}</h4>
      <ul className={styles.rows}>
        {needs.map((need) => (
          <li key={need.key} className={styles.missingRow}>
            <span className={styles.missingWords}>
              {need.label}
              {need.asked && <span className={styles.askedBefore}>Asked {askedWords(need.asked)}</span>}
            </span>
            {ask && <AskButton need={need} onAsk={() => ask([need])} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function AskButton({ need, onAsk }: { need: Need; onAsk: () => void }) {
  return (
    <Tooltip
      multiline
      maw={300}
      position="top-end"
      label={<span dir="auto">{need.ask}</span>}
      events={{ hover: true, focus: true, touch: false }}
    >
      <UnstyledButton
        className={styles.ask}
        aria-label={`Ask for it: ${need.label}`}
        onClick={onAsk}
        onKeyDown={(event) => {
          if (event.key !== focusKeys['fact.ask'].keys[0] || event.ctrlKey || event.metaKey || event.altKey)
            return;
          // On the page the same letter asks for the first of them.
          event.preventDefault();
          onAsk();
        }}
      >
        Ask
      </UnstyledButton>
    </Tooltip>
  );
}
