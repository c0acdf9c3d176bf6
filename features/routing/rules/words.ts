/** Words for people in reasons. */
import { Temporal } from 'temporal-polyfill';

/** Names that reasons are told with. */
export type Words = { language(tag: string): string; subject(topicOrDepartment: string): string };

const names = new Intl.DisplayNames('en', { type: 'language' });

/** English names of languages, and of the topics and departments of the profile. */
export function wordsOf(labels: ReadonlyMap<string, string>): Words {
  return {
    language: (tag) => {
      try {
        return names.of(tag) ?? tag;
      } catch (error) {
        // What mail calls a language need not be a tag.
        if (error instanceof RangeError) return tag;
        throw error;
      }
    },
    subject: (id) => labels.get(id) ?? id.replaceAll('-', ' '),
  };
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon 09:00`, in the zone of the person it is about; a day further than a week off is named by its date. */
export function whenWords(at: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${weekdays[local.dayOfWeek - 1]} ${local.toPlainDate().toString()} ${time}`;
}

/** Minutes of work as people say them: `45 minutes`, `4 hours`, `1 hour 30 minutes`. */
export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const of = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;
  return [hours > 0 ? of(hours, 'hour') : '', rest > 0 || hours === 0 ? of(rest, 'minute') : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** Reasons as one sentence; they are kept without a full stop, because the preview shows them one by one. */
export function sentenceOf(reasons: readonly string[]): string {
  const text = reasons.join(', ');
  return text === '' ? '' : `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;
}
