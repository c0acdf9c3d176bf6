import { IconChevronRight } from '@tabler/icons-react';
import { When } from '#ui/time/when.tsx';
import { humanise, priorityWords, wordOf } from '#ui/words/words.ts';
import type { Understood } from '../contract.ts';
import styles from './facts.module.css';

type Verdict = NonNullable<Understood['verdict']>;

const clarityWords: Readonly<Record<Verdict['clarity'], string>> = {
  clear: 'The subject says what it is about.',
  vague: 'The subject does not say what it is about.',
  empty: 'There was no subject.',
  shouting: 'The subject is in capital letters; that moves nothing.',
};

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** In one line what the desk thought of the message. */
function summaryOf({ unsure, guesses, topic, confidence, danger }: Verdict): string {
  if (danger) return 'it tells of harm';
  if (!unsure) return `${humanise(topic)}, ${percent(confidence)} sure`;
  const two = guesses.slice(0, 2).map((guess) => humanise(guess.topic));
  return two.length === 0 ? 'unsure' : `unsure: ${two.join(' or ')}`;
}

/** Why the ticket is where it is: told when somebody asks. */
export function WhyHere({ verdict }: { verdict: Verdict }) {
  return (
    <details className={styles.why}>
      <summary>
        <IconChevronRight size={13} stroke={1.8} className={styles.chevron} aria-hidden />
        <span>
          Why it is here: <strong>{summaryOf(verdict)}</strong>
        </span>
      </summary>
      <ul className={styles.reasons}>
        {verdict.reasons.map((reason) => (
          <li key={reason} dir="auto">
            {reason}
          </li>
        ))}
        <li>{clarityWords[verdict.clarity]}</li>
        {verdict.guesses.length > 1 && !verdict.danger && (
          <li>
            Also thought of:{' '}
            {verdict.guesses
              .slice(1)
              .map(({ topic, chance }) => `${humanise(topic)} (${percent(chance)})`)
              .join(', ')}
          </li>
        )}
      </ul>
      <p className="meta">
        {wordOf(priorityWords, verdict.priority).label} priority, read <When at={verdict.at} long /> by model{' '}
        <span className={styles.model}>{verdict.model}</span>
      </p>
    </details>
  );
}
