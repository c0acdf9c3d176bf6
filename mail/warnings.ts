import { mailLimits } from './limits.ts';
import type { MailWarning } from './parsed-mail.ts';

/** Collects what could not be read, one entry per code, at most `mailLimits.warnings`. */
export type WarningLog = {
  readonly list: MailWarning[];
  add(code: string, note: string): void;
};

/** Makes an empty log. The first note per code wins: a mail with 9,000 bad parts says so once. */
export function createWarningLog(): WarningLog {
  const list: MailWarning[] = [];
  const seen = new Set<string>();
  return {
    list,
    add(code, note) {
      if (seen.has(code) || list.length >= mailLimits.warnings) return;
      seen.add(code);
      list.push({ code, note });
    },
  };
}
