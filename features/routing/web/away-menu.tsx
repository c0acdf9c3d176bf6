import { Button, Menu } from '@mantine/core';
import type { Person } from '../contract.ts';

/** From now, in milliseconds; `tomorrow` is the next morning at eight, as this browser tells the time. */
const hourMs = 3_600_000;

function endsFrom(now: Date): { label: string; until: Date | null }[] {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  const nextWeek = new Date(morning);
  nextWeek.setDate(nextWeek.getDate() + 6);
  return [
    { label: 'For an hour', until: new Date(now.getTime() + hourMs) },
    { label: 'For four hours', until: new Date(now.getTime() + 4 * hourMs) },
    { label: 'Until tomorrow, 8:00', until: morning },
    { label: 'For a week', until: nextWeek },
    { label: 'Until I say so', until: null },
  ];
}

type AwayProps = {
  person: Person;
  busy: boolean;
  /** For a list, where the name of the person has to be said. */
  named?: boolean;
  onAway: (away: { away: boolean; until: string | null }) => void;
};

/** Away or back, with the usual ends to choose from. */
export function AwayMenu({ person, busy, named = false, onAway }: AwayProps) {
  const size = named ? 'compact-sm' : 'sm';
  const about = named ? ` ${person.name}` : '';
  if (person.away) {
    return (
      <Button
        size={size}
        variant="default"
        loading={busy}
        aria-label={named ? `${person.name} is back` : undefined}
        onClick={() => onAway({ away: false, until: null })}
      >
        {named ? 'Back' : 'I am back'}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size={size}
          variant="default"
          loading={busy}
          aria-label={named ? `Set${about} away` : undefined}
        >
          {named ? 'Away…' : 'Set me away…'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {endsFrom(new Date()).map(({ label, until }) => (
          <Menu.Item key={label} onClick={() => onAway({ away: true, until: until?.toISOString() ?? null })}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
