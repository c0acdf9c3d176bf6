import { useEffect, useRef, useState } from 'react';
import styles from './ticket-header.module.css';

type TitleProps = { title: string; mayEdit: boolean; onChange: (title: string) => void };

/** The title; a click turns it into a field. Enter keeps, Escape leaves it as it was. */
export function EditableTitle({ title, mayEdit, onChange }: TitleProps) {
  const [editing, setEditing] = useState(false);
  const [typed, setTyped] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (editing) input.current?.select();
  }, [editing]);
  const close = (keep: boolean) => {
    setEditing(false);
    const next = typed.trim();
    if (keep && next !== '' && next !== title) onChange(next);
    requestAnimationFrame(() => button.current?.focus());
  };
  const words = title || '(no subject)';
  if (!mayEdit) {
    return (
      <h1 className={styles.title} dir="auto" title={title}>
        {words}
      </h1>
    );
  }
  if (editing) {
    return (
      <input
        ref={input}
        className={styles.titleInput}
        dir="auto"
        aria-label="Title of the ticket"
        maxLength={300}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => close(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') {
            setTyped(title);
            setEditing(false);
            requestAnimationFrame(() => button.current?.focus());
          }
        }}
      />
    );
  }
  return (
    <h1 className={styles.title} dir="auto" title={title}>
      <button
        ref={button}
        type="button"
        className={styles.titleButton}
        onClick={() => {
          setTyped(title);
          setEditing(true);
        }}
      >
        {words}
        <span className="sr-only"> (change the title)</span>
      </button>
    </h1>
  );
}
