import { useEffect, useRef, useState } from 'react';
import styles from './composer.module.css';
import { htmlOfText } from './early-text.ts';

type FieldProps = { empty: boolean; takeFocus: boolean; label: string; onChange: (html: string) => void };

/**
 * Stands where the editor will be until it has loaded. What is typed meanwhile is kept, and no letter
 * can fall through to the single-key actions of the page ("e" would resolve the ticket).
 */
export function EarlyField({ empty, takeFocus, label, onChange }: FieldProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takeFocus) field.current?.focus();
  }, [takeFocus]);
  return (
    <textarea
      ref={field}
      className={styles.early}
      aria-label={label}
      dir="auto"
      // A restored draft may hold more than plain text: it waits for the editor.
      readOnly={!empty && text === ''}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(htmlOfText(event.target.value));
      }}
    />
  );
}
