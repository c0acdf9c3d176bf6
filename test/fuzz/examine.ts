/** One case through the whole path; what does not hold is told in sentences. */
import { mailInLimits } from '#features/mail-in/limits.ts';
import { quarantineReasonTable } from '#features/mail-in/rules/quarantine-reasons.ts';
import type { LedgerRow } from '#features/mail-in/store/ledger-rows.ts';
import { fallbackMail } from '#mail/fallback-mail.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import type { Judged } from './judge.ts';
import { asText, faultsOf, structureFaults, unstorable } from './properties.ts';

export type Readers = {
  /** As the desk reads: in the pool of workers. */
  read(raw: Uint8Array): Promise<ParsedMail>;
  /** The same bytes once more, in this thread. */
  again(raw: Uint8Array): ParsedMail;
  judge(row: LedgerRow, mail: ParsedMail, raw: Uint8Array): Judged;
};

/** Longest a mail may take. A machine that does much else delays every mail now and then, so the best of some tries counts. */
export const mostMilliseconds = 2_000;
const tries = 3;

export type Examined = { faults: string[]; fate: string; milliseconds: number };

/** Never throws: what is thrown is a fault. */
export async function examine(readers: Readers, row: LedgerRow, raw: Uint8Array): Promise<Examined> {
  const timed = await readInTime(readers, raw);
  const { mail, milliseconds } = timed;
  const slow = milliseconds > mostMilliseconds ? [`it took ${Math.round(milliseconds)} ms to read`] : [];
  if (mail === null) return { faults: [...slow, ...timed.faults], fate: 'none', milliseconds };
  const faults = [...slow, ...faultsOf(mail)];
  // What hangs a worker would hang this thread.
  if (slow.length > 0) return { faults, fate: 'none', milliseconds };
  faults.push(...attempt('reading again', () => compare(mail, readers.again(raw))));
  faults.push(...attempt('cutting into parts', () => structureFaults(raw)));
  faults.push(
    ...attempt('the fallback', () => faultsOf({ ...fallbackMail(raw, 'time-limit'), warnings: [] })),
  );
  let fate = 'none';
  faults.push(
    ...attempt('judging', () => {
      const judged = readers.judge(row, mail, raw);
      fate = judged.reason ?? judged.fate;
      return faultsOfJudgement(judged);
    }),
  );
  return { faults, fate, milliseconds };
}

async function readInTime(
  { read }: Readers,
  raw: Uint8Array,
): Promise<{ mail: ParsedMail | null; milliseconds: number; faults: string[] }> {
  let best = Number.POSITIVE_INFINITY;
  let mail: ParsedMail | null = null;
  for (let left = tries; left > 0 && best > mostMilliseconds; left -= 1) {
    const start = performance.now();
    try {
      mail = await read(raw);
    } catch (error) {
      return { mail: null, milliseconds: performance.now() - start, faults: [`reading threw ${error}`] };
    }
    best = Math.min(best, performance.now() - start);
  }
  return { mail, milliseconds: best, faults: [] };
}

function attempt(what: string, work: () => string[]): string[] {
  try {
    return work();
  } catch (error) {
    return [`${what} threw ${error instanceof Error ? (error.stack ?? error.message) : error}`];
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
