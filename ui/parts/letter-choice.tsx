import { useMemo } from 'react';
import { lettersFor } from '../keyboard/letters.ts';
import { Dialog } from './dialog.tsx';
import styles from './letter-choice.module.css';

type Choice = { id: string; label: string; current?: boolean };

type LetterChoiceProps = {
  title: string;
  /** What happens, in a sentence. */
  hint: string;
  choices: readonly Choice[];
  /** Said where there is nothing to choose. */
  empty: string;
  onPick: (id: string) => void;
  onClose: () => void;
};

/** A small sheet of choices, each with its key: one stroke takes it, Escape leaves. */
export function LetterChoice({ title, hint, choices, empty, onPick, onClose }: LetterChoiceProps) {
  const letters = useMemo(() => lettersFor(choices.map(({ label }) => label)), [choices]);
  const pick = (id: string) => {
    onClose();
    onPick(id);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const found = choices[letters.indexOf(event.key.toLowerCase())];
    if (!found) return;
    event.preventDefault();
    // The key ends here: closed at once, the page would take it for one of its own.
    event.stopPropagation();
    pick(found.id);
  };
  return (
    <Dialog onClose={onClose} title={title} size="sm">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside, heard wherever the focus is among them */}
      <div onKeyDown={onKeyDown}>
        <p className={styles.hint}>{choices.length === 0 ? empty : hint}</p>
        <ul className={styles.choices}>
          {choices.map((choice, index) => {
            const letter = letters[index];
            return (
              <li key={choice.id}>
                <button
                  type="button"
                  className={styles.choice}
                  data-autofocus={index === 0 || undefined}
                  aria-keyshortcuts={letter ?? undefined}
                  aria-current={choice.current || undefined}
                  onClick={() => pick(choice.id)}
                >
                  <kbd aria-hidden>{letter ?? ''}</kbd>
                  <span className={styles.label}>{choice.label}</span>
                  {choice.current && <span className="meta">here now</span>}
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </Dialog>
  );
}
