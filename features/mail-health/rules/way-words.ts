/** What an alarm says. */
import { minutes, type WayKind, type WayState } from './judge-way.ts';

/** `relay`, `smtp`, `http`, `mailbox:<id>`, or `round-trip:<id>`. */
export function kindOf(wayId: string): WayKind {
  if (wayId === 'relay' || wayId === 'smtp' || wayId === 'http') return wayId;
  return wayId.startsWith('round-trip:') ? 'round-trip' : 'mailbox';
}

/** How a person calls the way. */
export function labelOf(wayId: string, address: string | null, relayHost: string | null): string {
  switch (kindOf(wayId)) {
    case 'relay':
      return relayHost === null ? 'The relay' : `The relay ${relayHost}`;
    case 'smtp':
      return 'Mail by SMTP';
    case 'http':
      return 'Mail by HTTP';
    case 'mailbox':
      return `The mailbox ${address ?? ''}`.trim();
    case 'round-trip':
      return `The round trip of ${address ?? 'a mailbox'}`;
  }
}

const stateWords: Readonly<Record<WayState, string>> = {
  ok: 'has worked',
  late: 'has been late',
  failing: 'has been failing',
  refused: 'has been refused',
};

export type AlarmFacts = { label: string; state: WayState; reason: string; troubleSeconds: number };

/** One line: what, how, since when. */
export function alarmSubject({ label, state, troubleSeconds }: AlarmFacts): string {
  if (state === 'ok') return `${label} works again after ${minutes(troubleSeconds)}`;
  return `${label} ${stateWords[state]} for ${minutes(troubleSeconds)}`;
}
