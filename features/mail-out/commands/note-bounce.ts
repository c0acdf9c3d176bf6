/** A report about a mail of ours came back: its message and the address say so. */
import { healAddress, noteComplaint, noteFailure, noteUncounted } from '#features/people/index.ts';
import { type BounceReport, verifyBounceToken } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type BelievedRecipient, believeReport, type ReportFacts } from '../rules/believe-report.ts';
import { afterBounce } from '../rules/bounce.ts';
import { changeRow, lockRowByMessageId, type ReturnedRow, ticketOfMail } from '../store/outbox-rows.ts';
import { findMailOfToken, ticketOfNumber } from '../store/returned-mail.ts';
import { lockTicket } from '../store/ticket-mark.ts';
import { noteDelivery } from './note-delivery.ts';
import { tellAddress, tellComplaint, tellDoubt } from './tell-report.ts';

type NotingDesk = Pick<Desk, 'clock' | 'brand' | 'keys'>;

/**
 * Changes only what the report proves: it came to the return path of a mail, or names its exact id and somebody it was sent
 * to. Everything else is kept and changes nothing, so that nobody can close a customer's address by writing a report.
 */
export async function noteBounce(tx: Tx, desk: NotingDesk, bounce: BounceReport): Promise<void> {
  const found = await findMail(tx, desk, bounce);
  if (found === null)
    return tellDoubt(tx, desk, bounce.reportTicketId, ['It is about no mail that we sent.']);
  const { row, proof } = found;
  const verdict = believeReport({
    proof,
    envelopeTo: row.envelopeTo,
    kind: bounce.kind,
    recipients: reportedBy(bounce),
  });
  const failures = verdict.believed.filter(({ kind }) => kind === 'failed');
  const outcome = afterBounce(failures, { state: row.state, recipients: row.envelopeTo.length });
  if (outcome !== null) {
    await changeRow(tx, row.id, { state: outcome.state, lastError: outcome.reason });
    const sentence =
      outcome.state === 'failed'
        ? 'A message came back: it could not be delivered.'
        : 'A message came back from one of its recipients.';
    const isShared = row.envelopeTo.length > 1;
    const reason = isShared ? `${outcome.reason} ${sharedMail} No address was marked.` : outcome.reason;
    await noteDelivery(tx, desk, row, { ...outcome, reason, sentence });
  }
  for (const one of verdict.believed) await noteOne(tx, desk, row, one);
  const now = desk.clock.now();
  for (const { address, reason } of verdict.doubted) {
    if (address === null) continue;
    const told = { kind: bounce.kind, status: bounce.status, cause: 'other', note: reason, mailId: row.id };
    await noteUncounted(tx, { brandId: desk.brand.id, address, now, ...told });
  }
  const doubts = [...new Set(verdict.doubted.map(({ reason }) => reason))];
  if (doubts.length > 0) await tellDoubt(tx, desk, bounce.reportTicketId ?? row.ticketId, doubts);
}

type Found = { row: ReturnedRow; proof: ReportFacts['proof'] };

/** The mail it is about, locked together with its ticket. The token is asked first: it proves more. */
async function findMail(tx: Tx, desk: NotingDesk, bounce: BounceReport): Promise<Found | null> {
  const proven = bounce.token === null ? null : verifyBounceToken(desk.keys, bounce.token);
  if (proven !== null) {
    const ticketId = await ticketOfNumber(tx, desk.brand.id, proven.ticketNumber);
    if (ticketId !== null) {
      await lockTicket(tx, ticketId);
      const row = await findMailOfToken(tx, ticketId, proven.isOfMail);
      if (row !== null) return { row, proof: 'token' };
    }
  }
  if (bounce.messageIdHeader === null) return null;
  const { messageIdHeader } = bounce;
  const ticketId = await ticketOfMail(tx, { messageIdHeader });
  if (ticketId !== null) await lockTicket(tx, ticketId);
  const row = await lockRowByMessageId(tx, desk.brand.id, messageIdHeader);
  return row === null ? null : { row, proof: 'message-id' };
}

function reportedBy(bounce: BounceReport): ReportFacts['recipients'] {
  if (bounce.recipients.length > 0 || bounce.recipient === null) return bounce.recipients;
  const { recipient: address, kind, status, diagnostic } = bounce;
  return [{ address, originalAddress: null, kind, status, cause: 'other', diagnostic }];
}

/** Why a failure that is told on its message says nothing of the address. */
const sharedMail = 'The mail went to several people, and each of them could have written this report.';

async function noteOne(tx: Tx, desk: NotingDesk, row: ReturnedRow, one: BelievedRecipient): Promise<void> {
  const at = { brandId: desk.brand.id, address: one.address, now: desk.clock.now() };
  if (!one.marksAddress && one.kind !== 'delayed') {
    const note = `${sharedMail} ${one.diagnostic ?? ''}`.trim();
    return noteUncounted(tx, { ...at, ...one, note, mailId: row.id });
  }
  switch (one.kind) {
    case 'failed': {
      const change = await noteFailure(tx, { ...at, mailId: row.id, status: one.status, cause: one.cause });
      return change === null ? undefined : tellAddress(tx, desk, row.ticketId, one.address, change);
    }
    case 'delivered': {
      const change = await healAddress(tx, {
        ...at,
        reason: 'A mail server reports that a mail arrived there.',
      });
      return change === null ? undefined : tellAddress(tx, desk, row.ticketId, one.address, change);
    }
    case 'delayed':
      return noteUncounted(tx, { ...at, ...one, note: one.diagnostic ?? '', mailId: row.id });
    case 'complaint':
      await noteComplaint(tx, { ...at, mailId: row.id, note: one.diagnostic ?? '' });
      return tellComplaint(tx, desk, row.ticketId, one.address);
  }
}
