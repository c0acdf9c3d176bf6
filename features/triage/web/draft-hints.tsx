import { ActionIcon } from '@mantine/core';
import { IconBulb, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { call } from '#ui/api/call.ts';
import { plural } from '#ui/words/words.ts';
import { type DraftHintShown, hintDraft } from '../contract.ts';
import styles from './draft-hints.module.css';
import type { BelowDraft } from './given.ts';
import { hintId, hintWords } from './hint-words.ts';

/** A pause this long after the last key: nobody is corrected in the middle of a word. */
const pauseMilliseconds = 900;
/** Less than this is no answer yet. */
const fewestCharacters = 15;

type Draft = { text: string; answering: string | null };

/** Hints on the draft as it stood at the last pause. */
function useHints(number: number, { text, answering }: Draft): DraftHintShown[] {
  const [hints, setHints] = useState<DraftHintShown[]>([]);
  useEffect(() => {
    if (text.length < fewestCharacters) {
      setHints([]);
      return undefined;
    }
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      // A courtesy: when nobody answers, nothing is hinted at and the answer can be sent all the same.
      const reply = await call(
        hintDraft,
        { params: { number }, body: { text, answering } },
        { signal: gone.signal },
      ).catch(() => null);
      if (!gone.signal.aborted) setHints(reply?.hints ?? []);
    }, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [number, text, answering]);
  return hints;
}

/** Below the text: what a colleague would say quietly. It holds nothing back. */
function Hints({ ticket, draft, onShow }: BelowDraft) {
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const hints = useHints(ticket.number, draft).filter((hint) => !dismissed.has(hintId(hint)));
  const said = hints.map(hintWords);
  return (
    <>
      <p className="sr-only" role="status">
        {hints.length === 0 ? '' : `${plural(hints.length, 'hint')} on your answer. ${said.join(' ')}`}
      </p>
      {hints.length > 0 && (
        <ul className={styles.hints} aria-label="Hints on your answer">
          {hints.map((hint) => {
            const { place } = hint;
            return (
              <li key={hintId(hint)} className={styles.hint}>
                <IconBulb size={15} stroke={1.6} aria-hidden />
                <span dir="auto" className={styles.words}>
                  {hintWords(hint)}{' '}
                  {place && (
                    <button type="button" className={styles.jump} onClick={() => onShow(place)}>
                      Show where
                    </button>
                  )}
                </span>
                <ActionIcon
                  size={22}
                  aria-label={`Dismiss: ${hintWords(hint)}`}
                  onClick={() => setDismissed(new Set([...dismissed, hintId(hint)]))}
                >
                  <IconX size={13} />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

export const draftHintsSlot = { id: 'draft-hints', content: Hints };
