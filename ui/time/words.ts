/** Times in words. Pure: now and zone are given. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type TimeOptions = { now: number; zone?: string | undefined; locale?: string | undefined };

function dayKey(instant: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant);
}

function format(instant: number, options: TimeOptions, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(options.locale ?? 'en-GB', { timeZone: options.zone, ...parts }).format(
    instant,
  );
}

/** Short words for a list: "now", "5 min", "3 h", "Yesterday", "Tue", "12 Mar", "12 Mar 2024". */
export function shortTime(iso: string, options: TimeOptions): string {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return '';
  const age = options.now - instant;
  if (age < minute) return age < -minute ? fullTime(iso, options) : 'now';
  if (age < hour) return `${Math.floor(age / minute)} min`;
  const today = dayKey(options.now, options.zone);
  if (dayKey(instant, options.zone) === today) return `${Math.floor(age / hour)} h`;
  if (dayKey(instant + day, options.zone) === today) return 'Yesterday';
  if (age < 6 * day) return format(instant, options, { weekday: 'short' });
  const sameYear = dayKey(instant, options.zone).slice(0, 4) === today.slice(0, 4);
  return format(instant, options, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

/** Words for a conversation: "just now", "12 min ago", "Today 09:12", "Mon 09:12", "12 Mar, 09:12". */
export function longTime(iso: string, options: TimeOptions): string {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return '';
  const age = options.now - instant;
  if (age >= -minute && age < minute) return 'just now';
  if (age > 0 && age < hour) return `${Math.floor(age / minute)} min ago`;
  const clock = format(instant, options, { hour: '2-digit', minute: '2-digit' });
  const today = dayKey(options.now, options.zone);
  if (dayKey(instant, options.zone) === today) return `Today ${clock}`;
  if (dayKey(instant + day, options.zone) === today) return `Yesterday ${clock}`;
  if (age > 0 && age < 6 * day) return `${format(instant, options, { weekday: 'short' })} ${clock}`;
  const sameYear = dayKey(instant, options.zone).slice(0, 4) === today.slice(0, 4);
  const date = format(instant, options, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
  return `${date}, ${clock}`;
}

/** The exact time for hover: "Tuesday 12 March 2026, 14:00:05 CET". */
export function fullTime(iso: string, options: TimeOptions): string {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return '';
  return format(instant, options, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** How long, in the largest fitting unit: 45 -> "45 s", 150 -> "2 min", 7200 -> "2 h", 200000 -> "2 days". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** Size of a file in the unit people read: 900 -> "900 B", 2048 -> "2 kB", 3_500_000 -> "3.5 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
