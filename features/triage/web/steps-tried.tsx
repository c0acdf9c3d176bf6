import { Mark } from '#ui/parts/mark.tsx';
import { type Word, wordOf } from '#ui/words/words.ts';
import type { Understood } from '../contract.ts';
import styles from './facts.module.css';
import { type Reader, Said } from './said-words.tsx';

const outcomeWords: Readonly<Record<string, Word>> = {
  'no-change': { label: 'No change', tone: 'quiet', shape: 'ring', hint: 'They did it, and nothing changed' },
  'worked-briefly': {
    label: 'Helped for a while',
    tone: 'amber',
    shape: 'half',
    hint: 'The trouble came back',
  },
  worked: { label: 'Helped', tone: 'green', shape: 'tick', hint: 'It helped' },
  worse: { label: 'Made it worse', tone: 'red', shape: 'bang', hint: 'It got worse by it' },
  'could-not-do': {
    label: 'Could not do it',
    tone: 'amber',
    shape: 'cross',
    hint: 'They tried and could not',
  },
  unknown: {
    label: 'Outcome not said',
    tone: 'quiet',
    shape: 'none',
    hint: 'They do not say what came of it',
  },
};

/** What the customer tried already, so that nobody asks for it again. */
export function StepsTried({ steps, reader }: { steps: Understood['stepsTried']; reader: Reader }) {
  if (steps.length === 0) return null;
  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>Tried already</h3>
      <ul className={styles.rows}>
        {steps.map(({ step, label, outcome, place }) => (
          <li key={step} className={styles.step}>
            <Said place={place} reader={reader} what={label}>
              {label}
            </Said>
            <Mark bare word={wordOf(outcomeWords, outcome)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
