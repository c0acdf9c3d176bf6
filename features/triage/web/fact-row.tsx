import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { TicketFactShown } from '#features/intake/contract.ts';
import { focusKeys } from '#ui/keyboard/keys.ts';
import { Glyph } from '#ui/parts/mark.tsx';
import styles from './facts.module.css';
import { type Reader, Said } from './said-words.tsx';
import type { Decisions } from './use-decisions.ts';

type RowProps = {
  fact: TicketFactShown;
  /** The one before is of the same kind, and says what it is. */
  again: boolean;
  /** Null for whoever may not decide. */
  decisions: Decisions | null;
  reader: Reader;
};

/** A longer value stands below its label, where it can be read. */
const longestAside = 30;

const stateWords = { confirmed: 'Confirmed', corrected: 'Corrected' } as const;

function State({ fact }: { fact: TicketFactShown }) {
  if (fact.state === 'read') {
    if (fact.known) return null;
    return (
      <span className={styles.guess} title="Not sure enough to count as known">
        perhaps
      </span>
    );
  }
  const words = `${stateWords[fact.state]} by ${fact.by || 'somebody'}`;
  return (
    <span className={styles.settled} title={words}>
      <Glyph shape="tick" />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Correction({ fact, onDone }: { fact: TicketFactShown; onDone: (value: string | null) => void }) {
  const [typed, setTyped] = useState(fact.shown);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  return (
    <form
      className={styles.correction}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(typed.trim() === '' ? null : typed);
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        dir="auto"
        maxLength={300}
        aria-label={`${fact.label}: what is right`}
        description="Enter keeps it, Escape leaves it as it was"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onDone(null);
        }}
      />
    </form>
  );
}

type Action = { key: string; label: string; icon: React.ReactNode; run: () => void };

function Actions({ fact, actions }: { fact: TicketFactShown; actions: readonly Action[] }) {
  return (
    <span className={styles.actions}>
      {actions.map(({ key, label, icon, run }) => (
        <Tooltip key={label} label={`${label} (${key})`}>
          <ActionIcon size={22} aria-label={`${label}: ${fact.label} ${fact.shown}`} onClick={run}>
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}

/** One fact with its words; confirmed, corrected or removed by mouse, by Tab, or by one letter while it has the focus. */
export function FactRow({ fact, again, decisions, reader }: RowProps) {
  const [correcting, setCorrecting] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const back = () => requestAnimationFrame(() => row.current?.querySelector('button')?.focus());
  const remove = () => {
    // The row goes: the keyboard stays in the block, at the next row or the one before.
    const rows = [...(row.current?.closest('[data-facts]')?.querySelectorAll('li[data-state]') ?? [])];
    const at = row.current ? rows.indexOf(row.current) : -1;
    const next = rows[at + 1] ?? rows[at - 1];
    next?.querySelector('button')?.focus();
    decisions?.remove(fact);
  };
  const actions: Action[] = decisions
    ? [
        ...(fact.state === 'read'
          ? [
              {
                key: focusKeys['fact.confirm'].keys[0],
                label: 'Confirm',
                icon: <IconCheck size={14} />,
                run: () => decisions.confirm(fact),
              },
            ]
          : []),
        {
          key: focusKeys['fact.correct'].keys[0],
          label: 'Correct',
          icon: <IconPencil size={14} />,
          run: () => setCorrecting(true),
        },
        { key: focusKeys['fact.remove'].keys[0], label: 'Remove', icon: <IconX size={14} />, run: remove },
      ]
    : [];
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (correcting || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions.find(({ key }) => key === event.key);
    if (!action) return;
    // The same letters mean other things elsewhere on the page.
    event.preventDefault();
    action.run();
  };
  const done = (value: string | null) => {
    setCorrecting(false);
    if (value !== null && value.trim() !== fact.shown) decisions?.correct(fact, value);
    back();
  };
  return (
    <li
      ref={row}
      className={styles.row}
      onKeyDown={onKeyDown}
      data-state={fact.state}
      data-long={fact.shown.length > longestAside || undefined}
    >
      <span className={styles.label}>
        {again ? <span className="sr-only">{fact.label}</span> : fact.label}
      </span>
      {correcting ? (
        <Correction fact={fact} onDone={done} />
      ) : (
        <span className={styles.said}>
          <Said place={fact.place} reader={reader} what={`${fact.label} ${fact.shown}`}>
            {fact.shown}
          </Said>
          <State fact={fact} />
          {actions.length > 0 && <Actions fact={fact} actions={actions} />}
        </span>
      )}
      {fact.contradictions.length > 0 && (
        <span className={styles.contradictions}>
          <Glyph shape="bang" />
          <span>They also said</span>
          {fact.contradictions.map((other) => (
            <Said key={other.value + other.saidAt} place={other.place} reader={reader} what={other.shown}>
              {other.shown}
            </Said>
          ))}
        </span>
      )}
    </li>
  );
}
