/**
 * One try to send one outbox row. Three commits: `sending` before anything leaves, `data_began_at` before the first
 * byte of content, and the outcome. A process killed between them leaves a row that says by itself what may have happened.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Desk } from '#features/workspace/index.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { composeMail, MailUnsendable } from '../compose.ts';
import { openText } from '../content.ts';
import { loadDkimKey } from '../dkim.ts';
import { addSendJob } from '../jobs-contract.ts';
import type { Refusal, Relay } from '../relay.ts';
import { afterDeath, afterTry, deathReason, type TryResult } from '../rules/sending.ts';
import {
  lockRow,
  markContentBegan,
  markSending,
  type OutboxRow,
  type Settled,
  settle,
} from '../store/outbox-rows.ts';
import { lockTicket } from '../store/ticket-mark.ts';
import { noteDelivery } from './note-delivery.ts';
import { noteReach } from './note-reach.ts';
import { noteRelay } from './note-relay.ts';

const takingLine = { name: 'mail-out.take', atOnce: 1 };
const finishingLine = { name: 'mail-out.finish', atOnce: 1 };

/** Over some ten seconds: a restart of the database. */
const mostFinishTries = 6;

/** The parts of a desk that sending needs. */
export type SendingDesk = Pick<Desk, 'db' | 'clock' | 'files' | 'log' | 'secrets'>;

export type SendInput = { mailId: string; dueAt: string; job: string };

/** `relay` null = capture: the same way, but the bytes stay in the file store. */
export async function sendMail(desk: SendingDesk, relay: Relay | null, input: SendInput): Promise<void> {
  const row = await inSharedTransaction(desk, takingLine, (tx) => take(tx, desk, input));
  if (row === null) return;
  const outcome = await attempt(desk, relay, row, input.job);
  await keepOutcome(desk, row, input.job, outcome);
}

/** The outcome is known here only: a hiccup of the database must not turn it into "unknown". */
async function keepOutcome(desk: SendingDesk, row: OutboxRow, job: string, outcome: Outcome): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inSharedTransaction(desk, finishingLine, (tx) => finish(tx, desk, row, job, outcome));
    } catch (error) {
      if (tries === mostFinishTries) throw error;
      desk.log.warn({ err: error, mailId: row.id }, 'could not keep the outcome of a mail, trying again');
      await wait(tries * 500);
    }
  }
}

/** Claims the row for this job, or null when there is nothing to do. */
async function take(tx: Tx, desk: SendingDesk, input: SendInput): Promise<OutboxRow | null> {
  const row = await lockRow(tx, input.mailId);
  if (row === null) return null;
  if (row.state === 'sending' && row.sendingJob === input.job) {
    // The same job again: the process that ran it before is dead.
    if (row.ticketId) await lockTicket(tx, row.ticketId);
    if (afterDeath(row.dataBeganAt !== null) === 'unknown') {
      await settle(tx, row.id, input.job, { state: 'unknown', lastError: deathReason, replyCode: null });
      await noteDelivery(tx, desk, row, { state: 'unknown', reason: deathReason });
      return null;
    }
  } else if (row.state !== 'queued' || row.dueAt.toISOString() !== input.dueAt) {
    return null;
  }
  await markSending(tx, row.id, input.job, desk.clock.now());
  return { ...row, attempts: row.attempts + 1 };
}

type Outcome = {
  result: TryResult;
  refused?: readonly Refusal[] | undefined;
  captured?: { sha256: string; size: number };
};

async function attempt(
  desk: SendingDesk,
  relay: Relay | null,
  row: OutboxRow,
  job: string,
): Promise<Outcome> {
  let raw: Buffer;
  try {
    const dkim = await loadDkimKey(desk.db, desk.secrets);
    // RFC 5322 section 3.6.1: the moment the mail was complete, not that of this try.
    const content = openText(desk.secrets, row.content);
    raw = await composeMail({ ...row, content }, row.dueAt, desk.files, dkim);
    if (relay === null) {
      return { result: { kind: 'accepted' }, captured: await desk.files.put(raw) };
    }
  } catch (error) {
    desk.log.warn({ err: error, mailId: row.id }, 'could not put a mail together');
    return { result: ownFailure(error) };
  }
  const { refused, ...result } = await relay.send({ from: row.envelopeFrom, to: row.envelopeTo, raw }, () =>
    markContentBegan(desk.db, row.id, job, desk.clock.now()),
  );
  await noteRelay(desk, result);
  return { result, refused };
}

function ownFailure(error: unknown): TryResult {
  return {
    kind: 'error',
    replyCode: null,
    words: error instanceof Error ? error.message : String(error),
    contentBegan: false,
    aboutUs: true,
    hopeless: error instanceof MailUnsendable,
  };
}

async function finish(
  tx: Tx,
  desk: SendingDesk,
  row: OutboxRow,
  job: string,
  outcome: Outcome,
): Promise<void> {
  const now = desk.clock.now();
  const next = afterTry(outcome.result, row.attempts);
  const refused = outcome.refused ?? [];
  const set: Settled =
    next.state === 'accepted'
      ? {
          state: 'accepted',
          lastError: refused.length > 0 ? tellRefused(refused) : null,
          replyCode: refused[0]?.replyCode ?? null,
          acceptedAt: now,
          ...(outcome.captured
            ? { captured: true, rawSha256: outcome.captured.sha256, rawSize: outcome.captured.size }
            : {}),
        }
      : { state: next.state, lastError: next.reason, replyCode: next.replyCode };
  const dueAt = next.state === 'queued' ? new Date(now.getTime() + next.waitSeconds * 1000) : null;
  // Asked for together: the ticket is held before its mail is touched, and one trip carries both.
  const [, settled] = await Promise.all([
    row.ticketId ? lockTicket(tx, row.ticketId) : null,
    settle(tx, row.id, job, dueAt ? { ...set, dueAt } : set),
  ]);
  if (!settled) return;
  if (dueAt) await addSendJob(tx, row, dueAt, now);
  await noteDelivery(tx, desk, row, { state: set.state, reason: set.lastError });
  await noteReach(tx, desk, row, { accepted: set.state === 'accepted', refused });
}

function tellRefused(refused: readonly Refusal[]): string {
  const each = refused.map(({ address, words }) => `${address} (${words})`);
  return `Sent, but the mail server refused ${each.join(', ')}`.slice(0, 1000);
}
