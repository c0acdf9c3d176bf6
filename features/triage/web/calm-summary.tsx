import { UnstyledButton } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { plural } from '#ui/words/words.ts';
import { getFacts, type Understood } from '../contract.ts';
import styles from './calm-summary.module.css';
import type { AroundWords } from './given.ts';
import { type Reader, Said } from './said-words.tsx';
import { wordsAround } from './words-around.ts';

type Summary = Understood['summaries'][number];

/** Around the words of a message: angry, shouting and very long ones are told in short first. */
export function CalmMessage(props: AroundWords) {
  const { ticket, message } = props;
  const { number } = ticket;
  const facts = useRoute(getFacts, { params: { number } }, { staleTime: 5_000, keepPrevious: true });
  const summary = facts.data?.summaries.find(({ messageId }) => messageId === message.id);
  return summary === undefined ? props.children : <Calm {...props} summary={summary} />;
}

function Calm(props: AroundWords & { summary: Summary }) {
  const { ticket, message, asked, onShow, summary } = props;
  const reader: Reader = { show: onShow, around: (place) => wordsAround(ticket, place) };
  const words = countWords(message.visibleText);
  // A report of harm is read whole, and so is what is merely long.
  const folds = summary.why !== 'long' && !summary.danger;
  /** `at`: what was asked for when the reader last opened or folded it; what is asked for later must be seen. */
  const [chosen, choose] = useState({ open: !folds, at: 0 });
  const open = chosen.open || asked > chosen.at;
  const turn = () => choose({ open: !open, at: asked });
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  useKeys({
    words: () => {
      if (!folds || isElsewhere(frame.current)) return false;
      turn();
      return true;
    },
  });
  return (
    <div ref={frame} data-calm>
      <section className={styles.summary} aria-label="In short">
        <h4 className={styles.title}>
          In short <span className={styles.why}>{whyWords(summary, words)}</span>
        </h4>
        <dl className={styles.lines}>
          {summary.lines.map(({ kind, label, parts }) => (
            <div key={kind} className={styles.line} data-kind={kind}>
              <dt>{label}</dt>
              <dd>
                {parts.map(({ text, place }) => (
                  <span key={`${text}${place?.start}`} className={styles.part}>
                    <Said place={place} reader={reader} what={text}>
                      {text}
                    </Said>
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {folds && (
        <UnstyledButton className={styles.fold} aria-expanded={open} aria-controls={id} onClick={turn}>
          {open ? 'Fold their words' : `Show their words, ${plural(words, 'word')}`}
          <KeyHint name="words" />
        </UnstyledButton>
      )}
      <div id={id} hidden={!open} className={styles.words}>
        {open && props.children}
      </div>
    </div>
  );
}

/** The reader is at another message that has a summary, too: the key is meant for that one. */
function isElsewhere(frame: HTMLElement | null): boolean {
  const focused = document.activeElement?.closest('article')?.querySelector('[data-calm]');
  return focused !== undefined && focused !== null && focused !== frame;
}

function whyWords({ why, toneReason }: Summary, words: number): string {
  if (why === 'long') return `a long message: ${plural(words, 'word')}`;
  const reason = toneReason === null ? '' : `: ${toneReason}`;
  const sounds = why === 'angry' ? 'they sound angry' : 'they sound loud';
  return `${sounds}${reason}. Their place and priority stay what they are.`;
}

function countWords(text: string): number {
  return text.match(/[^\s]+/g)?.length ?? 0;
}
