import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import styles from './inbox-page.module.css';

type SearchProps = {
  value: string;
  problems: readonly string[];
  onChange: (text: string) => void;
  /** Enter, or Escape on an empty box: back to the rows. */
  onLeave: () => void;
};

/** The filter of the list. What is typed is applied after a short pause. */
export function SearchBox({ value, problems, onChange, onLeave }: SearchProps) {
  const [typed, setTyped] = useState(value);
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const settle = useDebouncedCallback(onChange, 220);
  useEffect(() => setTyped(value), [value]);
  useKeys({
    search: () => {
      input.current?.focus();
      input.current?.select();
    },
  });
  const set = (text: string) => {
    setTyped(text);
    settle(text);
  };
  return (
    <search className={styles.search}>
      <TextInput
        ref={input}
        size="sm"
        value={typed}
        aria-label="Search tickets"
        placeholder="Search words, people, numbers"
        maxLength={500}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        rightSection={
          typed ? (
            <ActionIcon size="sm" aria-label="Clear the search" onClick={() => set('')}>
              <IconX size={14} />
            </ActionIcon>
          ) : (
            <KeyHint name="search" />
          )
        }
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            onChange(typed);
            onLeave();
          }
          if (event.key === 'Escape') {
            if (typed) set('');
            else onLeave();
          }
        }}
      />
      {focused && problems.length === 0 && (
        <p className={styles.hint}>
          Narrow it with <code>status:open</code> <code>assignee:me</code> <code>team:technical</code>
        </p>
      )}
      {problems.map((problem) => (
        <p key={problem} className={styles.hint} role="alert">
          {problem}
        </p>
      ))}
    </search>
  );
}
