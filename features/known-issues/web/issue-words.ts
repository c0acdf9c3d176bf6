/** Plain words, shape and tone of what known issues are told by. */
import type { Word } from '#ui/words/words.ts';
import type { IssueStatus } from '../rules/issue-status.ts';
import type { Trend } from '../rules/rising.ts';

export const issueStatusWords: Readonly<Record<IssueStatus, Word>> = {
  investigating: {
    label: 'Investigating',
    tone: 'amber',
    shape: 'half',
    hint: 'Somebody looks into it; the cause is not known yet',
  },
  known: {
    label: 'Known',
    tone: 'accent',
    shape: 'ring',
    hint: 'The cause is known, and there is no help yet',
  },
  workaround: {
    label: 'Workaround',
    tone: 'accent',
    shape: 'dot',
    hint: 'Customers can be told what to do meanwhile',
  },
  fixed: { label: 'Fixed', tone: 'green', shape: 'tick', hint: 'A version with the fix is out' },
  closed: {
    label: 'Closed',
    tone: 'quiet',
    shape: 'tick',
    hint: 'No longer proposed; its tickets stay linked',
  },
};

export const trendWords: Readonly<Record<Trend, Word>> = {
  rising: { label: 'Rising', tone: 'red', shape: 'up', hint: 'More tickets this week than the week before' },
  steady: { label: 'Steady', tone: 'quiet', shape: 'none', hint: 'As many tickets as the week before' },
  falling: { label: 'Falling', tone: 'green', shape: 'down', hint: 'Fewer tickets than the week before' },
};

/** "94 %". */
export function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}

const languages =
  typeof Intl.DisplayNames === 'function' ? new Intl.DisplayNames('en', { type: 'language' }) : null;

/** Name of a language; a tag that is none is shown as written. */
export function languageName(tag: string): string {
  try {
    return languages?.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
