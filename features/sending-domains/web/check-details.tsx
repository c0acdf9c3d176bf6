import { Code } from '@mantine/core';
import { Mark } from '#ui/parts/mark.tsx';
import { Copyable } from '#ui/parts/secret.tsx';
import type { DomainCheck } from '../contract.ts';
import { kindWords, wantsAction, wordOf } from './check-words.ts';
import styles from './sending-domains.module.css';

const toneLabels = { bad: 'Wrong', warn: 'Better', info: 'Note' } as const;
const changeWords = { add: 'Publish', replace: 'Publish instead', remove: 'Take away' } as const;

type Publish = NonNullable<DomainCheck['publish']>;

/** What DNS said, word for word, or that it said nothing. */
function Found({ check }: { check: DomainCheck }) {
  if (check.asked === null) return null;
  const { name, type } = check.asked;
  return (
    <div className={styles.block}>
      <div className={styles.label}>
        DNS says now <span className="meta">{`${type} ${name}`}</span>
      </div>
      {check.found.length === 0 && (
        <span className="meta">{check.verdict === 'unknown' ? 'no answer in time' : 'nothing'}</span>
      )}
      {check.found.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: records of one answer, never reordered, and two may be alike
        <Code key={index} className={styles.record}>
          {text}
        </Code>
      ))}
    </div>
  );
}

function Fingerprints({ of }: { of: NonNullable<DomainCheck['fingerprints']> }) {
  return (
    <dl className={styles.prints}>
      <dt>Our key</dt>
      <dd>{of.ours}</dd>
      <dt>Key in DNS</dt>
      <dd>{of.inDns ?? 'none that can be read'}</dd>
    </dl>
  );
}

/** Exactly what to put into DNS, each part with a button to copy it. */
function Record({ publish, title }: { publish: Publish; title: string }) {
  const { name, shortName, type, value, strings, change, words } = publish;
  return (
    <div className={styles.block}>
      <div className={styles.label}>{changeWords[change]}</div>
      <p className={styles.words}>{words}</p>
      <div className={styles.fields}>
        <span className="meta">Host</span>
        <Copyable value={name} label={`the host of the ${title} record`} />
        <span className="meta">Type</span>
        <span className={styles.type}>{type}</span>
        {value !== null && (
          <>
            <span className="meta">Value</span>
            <Copyable value={value} label={`the value of the ${title} record`} />
          </>
        )}
      </div>
      <p className="meta" style={{ margin: 0 }}>
        Some providers add the domain themselves: the host there is <b>{shortName}</b>
      </p>
      {strings.length > 1 && (
        <details className={styles.inner}>
          <summary>In {strings.length} strings, for providers that take 255 characters at a time</summary>
          <Copyable
            value={strings.map((part) => `"${part}"`).join(' ')}
            label={`the ${title} record in strings`}
          />
        </details>
      )}
    </div>
  );
}

/** One check: its verdict and a sentence in sight, the rest behind it. What needs action stands open. */
export function CheckDetails({ check }: { check: DomainCheck }) {
  const { title, what } = kindWords[check.kind];
  return (
    <details className={styles.check} open={wantsAction(check)}>
      <summary>
        <span className={styles.title}>{title}</span>
        <span className={styles.mark}>
          <Mark word={wordOf(check)} />
        </span>
        <span className={styles.summary}>{check.summary}</span>
      </summary>
      <div className={styles.body}>
        <p className="meta">{what}</p>
        {check.notes.length > 0 && (
          <ul className={styles.notes}>
            {check.notes.map((note) => (
              <li key={note.words} data-tone={note.tone}>
                <span className="sr-only">{toneLabels[note.tone]}: </span>
                {note.words}
              </li>
            ))}
          </ul>
        )}
        {check.fingerprints && <Fingerprints of={check.fingerprints} />}
        <Found check={check} />
        {check.publish && <Record publish={check.publish} title={title} />}
      </div>
    </details>
  );
}
