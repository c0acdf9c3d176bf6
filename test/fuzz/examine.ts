/** One case through the whole path; what does not hold is told in sentences. */
import { mailInLimits } from '#features/mail-in/limits.ts';
import { quarantineReasonTable } from '#features/mail-in/rules/quarantine-reasons.ts';
import type { LedgerRow } from '#features/mail-in/store/ledger-rows.ts';
import { fallbackMail } from '#mail/fallback-mail.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import type { SenderAuth } from '#mail/sender-auth.ts';
import type { Judged } from './judge.ts';
import { asText, faultsOf, structureFaults, unstorable } from './properties.ts';

export type Readers = {
  /** As the desk reads: in the pool of workers. */
  read(raw: Uint8Array): Promise<ParsedMail>;
  /** The same bytes once more, in this thread. */
  again(raw: Uint8Array): ParsedMail;
  /** Who really sent it, asked of a DNS that knows every name. A check that breaks off would let a forgery pass as unknown. */
  check(row: LedgerRow, raw: Uint8Array): Promise<SenderAuth>;
  judge(row: LedgerRow, mail: ParsedMail, raw: Uint8Array, checked: SenderAuth | null): Judged;
};

/** Longest a mail may take. A machine that does much else delays every mail now and then, so the best of some tries counts. */
export const mostMilliseconds = 2_000;
const tries = 3;

export type Examined = { faults: string[]; fate: string; milliseconds: number };

/** Never throws: what is thrown is a fault. */
export async function examine(readers: Readers, row: LedgerRow, raw: Uint8Array): Promise<Examined> {
  const timed = await inTime('reading', () => readers.read(raw));
  const { result: mail, milliseconds } = timed;
  const slow = timed.faults;
  if (mail === null) return { faults: slow, fate: 'none', milliseconds };
  const faults = [...slow, ...faultsOf(mail)];
  // What hangs a worker would hang this thread.
  if (slow.length > 0) return { faults, fate: 'none', milliseconds };
  faults.push(...attempt('reading again', () => compare(mail, readers.again(raw))));
  faults.push(...attempt('cutting into parts', () => structureFaults(raw)));
  faults.push(
    ...attempt('the fallback', () => faultsOf({ ...fallbackMail(raw, 'time-limit'), warnings: [] })),
  );
  const checked = await inTime('checking the sender', () => readers.check(row, raw));
  faults.push(...checked.faults);
  let fate = 'none';
  faults.push(
    ...attempt('judging', () => {
      const judged = readers.judge(row, mail, raw, row.source === 'smtp' ? checked.result : null);
      fate = judged.reason ?? judged.fate;
      return faultsOfJudgement(judged);
    }),
  );
  return { faults, fate, milliseconds };
}

/** The best of some tries, as long as each is too slow. */
async function inTime<T>(
  what: string,
  work: () => Promise<T>,
): Promise<{ result: T | null; milliseconds: number; faults: string[] }> {
  let best = Number.POSITIVE_INFINITY;
  let result: T | null = null;
  for (let left = tries; left > 0 && best > mostMilliseconds; left -= 1) {
    const start = performance.now();
    try {
      result = await work();
    } catch (error) {
      const milliseconds = performance.now() - start;
      return { result: null, milliseconds, faults: [`${what} threw ${detail(error)}`] };
    }
    best = Math.min(best, performance.now() - start);
  }
  const faults = best > mostMilliseconds ? [`${what} took ${Math.round(best)} ms`] : [];
  return { result, milliseconds: best, faults };
}

function detail(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function attempt(what: string, work: () => string[]): string[] {
  try {
    return work();
  } catch (error) {
    return [`${what} threw ${detail(error)}`];
  }
}

function compare(first: ParsedMail, second: ParsedMail): string[] {
  const [one, two] = [asText(first), asText(second)];
  if (one === two) return [];
  let at = 0;
  while (one[at] === two[at]) at += 1;
  return [
    `two readings differ: ${one.slice(Math.max(0, at - 40), at + 40)} | ${two.slice(Math.max(0, at - 40), at + 40)}`,
  ];
}

function faultsOfJudgement(judged: Judged): string[] {
  const { fate, reason } = judged;
  const title = String(judged.title);
  return [
    ...(fate === 'quarantine' && !(reason !== null && reason in quarantineReasonTable)
      ? [`it is held for no reason there is: ${reason}`]
      : []),
    ...(fate !== 'quarantine' && fate !== 'ticket' ? ['it has no fate'] : []),
    ...(title.trim() === '' ? ['its title is empty'] : []),
    ...unstorable({ ...judged, auth: null }),
    // What a server states of the sender is stored in a column of its own, as JSON.
    ...unstorable(judged.auth, 'auth'),
    ...(JSON.stringify(judged.auth).length > 400 * mailInLimits.listCharacters
      ? ['what is known of the sender is endless']
      : []),
  ];
}
