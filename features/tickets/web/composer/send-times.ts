/** Times offered for "send later". Pure: now is given; times are in the zone of the reader's clock. */

export type SendTime = { label: string; at: Date };

const morning = 9;

function at(now: Date, days: number, hour: number): Date {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date;
}

export function sendTimes(now: Date): SendTime[] {
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const times: SendTime[] = [
    { label: 'In one hour', at: new Date(now.getTime() + 3_600_000) },
    { label: 'Tomorrow morning', at: at(now, 1, morning) },
    { label: 'Tomorrow afternoon', at: at(now, 1, 14) },
  ];
  if (toMonday > 1) times.push({ label: 'Monday morning', at: at(now, toMonday, morning) });
  return times;
}

/** Value of a `datetime-local` field for an instant, in the reader's zone. */
export function localField(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Instant of a `datetime-local` value, or null when it is empty, broken or in the past. */
export function readLocalField(value: string, now: Date): Date | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) || date.getTime() <= now.getTime() ? null : date;
}
