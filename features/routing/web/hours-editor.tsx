import { ActionIcon, Button, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Person } from '../contract.ts';
import styles from './routing.module.css';
import { weekdays } from './words.ts';

export type Hours = Person['hours'];
type Span = NonNullable<Hours>[number];

const usual = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));

/** The zone of this browser, and all others. */
function zones(current: string): string[] {
  return [
    ...new Set([
      current,
      Intl.DateTimeFormat().resolvedOptions().timeZone,
      'UTC',
      ...Intl.supportedValuesOf('timeZone'),
    ]),
  ];
}

type DayProps = {
  name: string;
  spans: readonly Span[];
  onChange: (spans: Span[]) => void;
  day: number;
};

function DayRow({ name, day, spans, onChange }: DayProps) {
  const put = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, place) => (place === at ? { ...span, ...change } : span)));
  const add = () => {
    const last = spans.at(-1);
    onChange([...spans, last ? { day, from: last.to, to: '18:00' } : { day, from: '09:00', to: '17:00' }]);
  };
  return (
    <div className={styles.day}>
      <span className={styles.dayName} title={name}>
        {name.slice(0, 3)}
      </span>
      <div className={styles.spans}>
        {spans.length === 0 && <span className={`meta ${styles.free}`}>free</span>}
        {spans.map((span, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name of their own and keep their order
          <div className={styles.span} key={at}>
            <TextInput
              type="time"
              aria-label={`${name} from`}
              value={span.from}
              onChange={(event) => put(at, { from: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              aria-label={`${name} to`}
              value={span.to}
              onChange={(event) => put(at, { to: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={`Remove these hours of ${name}`}
              onClick={() => onChange(spans.filter((_span, place) => place !== at))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        ))}
      </div>
      <ActionIcon variant="subtle" aria-label={`Add hours on ${name}`} onClick={add}>
        <IconPlus size={16} />
      </ActionIcon>
    </div>
  );
}

type HoursProps = {
  zone: string;
  hours: Hours;
  onZone: (zone: string) => void;
  onHours: (hours: Hours) => void;
};

/** A week of working hours in a zone. */
export function HoursEditor({ zone, hours, onZone, onHours }: HoursProps) {
  const choices = useMemo(() => zones(zone), [zone]);
  return (
    <>
      <Switch
        label="Works at set hours"
        description="Off: tickets may come at any time."
        checked={hours !== null}
        onChange={(event) => onHours(event.currentTarget.checked ? usual : null)}
      />
      {hours !== null && (
        <>
          <Select
            label="Time zone"
            searchable
            allowDeselect={false}
            value={zone}
            onChange={(value) => onZone(value ?? zone)}
            data={choices}
          />
          <fieldset className={styles.days}>
            <legend>Hours</legend>
            {weekdays.map((name, at) => (
              <DayRow
                key={name}
                name={name}
                day={at + 1}
                spans={hours.filter((span) => span.day === at + 1)}
                onChange={(spans) =>
                  onHours(
                    [...hours.filter((span) => span.day !== at + 1), ...spans].sort((a, b) => a.day - b.day),
                  )
                }
              />
            ))}
            <p className="meta" style={{ margin: 0 }}>
              An end before the beginning is on the next day.
            </p>
          </fieldset>
          {hours.length === 0 && (
            <Button variant="default" size="compact-sm" onClick={() => onHours(usual)}>
              Monday to Friday, 9 to 5
            </Button>
          )}
        </>
      )}
    </>
  );
}

/** Every time is filled in; a browser leaves half a time empty. */
export function hoursAreWhole(hours: Hours): boolean {
  return hours === null || hours.every(({ from, to }) => from !== '' && to !== '');
}
