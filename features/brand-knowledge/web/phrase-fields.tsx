import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '#ui/api/call.ts';
import { checkPhrases, type Strength } from '../contract.ts';
import { linesOf } from './error-form.ts';
import styles from './knowledge.module.css';
import { languageName } from './languages.ts';
import { markedParts } from './marked-parts.ts';
import { strengths } from './topic-form.ts';

const fieldWords: Readonly<Record<Strength, [label: string, description: string]>> = {
  strong: ['Speaks strongly for it', 'One of these nearly decides.'],
  fair: ['Speaks for it', 'Counts about half as much.'],
  slight: ['Speaks a little for it', 'Helps when nothing clearer is said.'],
  against: ['Speaks against it', 'The mail is about something else, though it sounds like this.'],
};

type Phrases = Readonly<Record<Strength, string>>;
type FieldsProps = { language: string; phrases: Phrases; onChange: (phrases: Phrases) => void };
type Checked = { phrase: string; problem: string | null; hits: { start: number; end: number }[] };

/** The phrases of a topic in one language: one a line, checked as they are typed, and tried in a sentence. */
export function PhraseFields({ language, phrases, onChange }: FieldsProps) {
  const [text, setText] = useState('');
  const checked = useChecked(
    strengths.flatMap((strength) => linesOf(phrases[strength])),
    text,
  );
  return (
    <>
      <details>
        <summary>How phrases are written</summary>
        <Help />
      </details>
      <div className={styles.pairs}>
        {strengths.map((strength) => {
          const [label, description] = fieldWords[strength];
          const wrong = linesOf(phrases[strength]).flatMap((phrase) => {
            const problem = checked.find((one) => one.phrase === phrase)?.problem ?? null;
            return problem === null ? [] : [problem];
          });
          return (
            <Textarea
              key={strength}
              label={label}
              description={description}
              className={styles.phrases ?? ''}
              lang={language}
              autosize
              minRows={3}
              maxRows={14}
              spellCheck={false}
              value={phrases[strength]}
              onChange={(event) => onChange({ ...phrases, [strength]: event.currentTarget.value })}
              error={wrong.length > 0 ? wrong.join('. ') : null}
            />
          );
        })}
      </div>
      <Trial language={language} text={text} onText={setText} checked={checked} />
    </>
  );
}

/** A request holds so many phrases; a topic has about forty in a language. */
const mostChecked = 200;

function useChecked(phrases: readonly string[], text: string): readonly Checked[] {
  const [asked] = useDebouncedValue(JSON.stringify([phrases.slice(0, mostChecked), text]), 300);
  const { data } = useQuery({
    queryKey: [checkPhrases.path, asked],
    queryFn: async ({ signal }) => {
      // Only what stands right above was put in.
      const [wanted, tried] = JSON.parse(asked) as [string[], string];
      if (wanted.length === 0) return [];
      return (await call(checkPhrases, { body: { phrases: wanted, text: tried } }, { signal })).phrases;
    },
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });
  return data ?? [];
}

type TrialProps = {
  language: string;
  text: string;
  onText: (text: string) => void;
  checked: readonly Checked[];
};

function Trial({ language, text, onText, checked }: TrialProps) {
  const found = checked.filter(({ hits }) => hits.length > 0);
  return (
    <div className={styles.trial}>
      <Textarea
        label={`Try a sentence in ${languageName(language)}`}
        description="What these phrases find in it is marked below."
        lang={language}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5_000}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <div role="status">
        {text.trim() !== '' && (
          <>
            <p className={styles.tried} lang={language} dir="auto">
              {markedParts(
                text,
                found.flatMap(({ hits }) => hits),
              ).map(({ words, marked, at }) =>
                marked ? <mark key={at}>{words}</mark> : <span key={at}>{words}</span>,
              )}
            </p>
            <div className="meta">
              {found.length === 0
                ? 'No phrase is found in it.'
                : `Found by: ${found.map(({ phrase }) => phrase).join(', ')}`}
            </div>
          </>
        )}
      </div>
    </div>
  );
}

function Help() {
  return (
    <dl className={styles.help}>
      <dt>not syncing</dt>
      <dd>these words side by side; capitals, accents and punctuation do not matter</dd>
      <dt>sync*</dt>
      <dd>any word that begins so; *akku one that ends so; *brand* one that holds it</dd>
      <dt>(lost|no) connection</dt>
      <dd>either word</dd>
      <dt>ring? offline</dt>
      <dd>the first word may be missing</dd>
      <dt>battery .. empty</dt>
      <dd>up to four words may stand between</dd>
    </dl>
  );
}
