/** What a report, a mail or a delivery means to the address of a customer. */
import type { Tx } from '#platform/database/transaction.ts';
import {
  type AddressState,
  causeSentence,
  type FailureCause,
  scoreAfterFailure,
  scoreAt,
  stateOf,
} from '../rules/address-health.ts';
import { normalAddress } from '../rules/normal-address.ts';
import {
  insertReport,
  lockHealth,
  markAccepted,
  type NewReport,
  setHealth,
  wasCounted,
} from '../store/address-health-rows.ts';

type Where = { brandId: string; address: string; now: Date };
export type AddressChange = { before: AddressState; after: AddressState; reason: string };

/** A believed failure. One mail counts once for an address, however many reports come. Null when nothing was counted. */
export async function noteFailure(
  tx: Tx,
  at: Where & { mailId: string; status: string | null; cause: FailureCause },
): Promise<AddressChange | null> {
  const address = normalAddress(at.address);
  if (address === '') return null;
  const health = await lockHealth(tx, at.brandId, address, at.now);
  const before = stateOf(scoreAt(health, at.now));
  if (await wasCounted(tx, at.mailId, address)) return null;
  const score = scoreAfterFailure(health, at, at.now);
  const reason = causeSentence(at.cause);
  await setHealth(tx, at.brandId, address, { score, scoredAt: at.now, reason, acceptedAt: null });
  await record(tx, at, {
    kind: 'failed',
    status: at.status,
    cause: at.cause,
    note: reason,
    counted: true,
    mailId: at.mailId,
  });
  return { before, after: stateOf(score), reason };
}

/** Its owner called our mail spam: automatic mail to it ends. An answer of a person still may go. */
export async function noteComplaint(tx: Tx, at: Where & { mailId: string; note: string }): Promise<void> {
  const address = normalAddress(at.address);
  if (address === '') return;
  await lockHealth(tx, at.brandId, address, at.now);
  await setHealth(tx, at.brandId, address, { complainedAt: at.now });
  await record(tx, at, {
    kind: 'complaint',
    status: null,
    cause: 'other',
    note: at.note,
    counted: true,
    mailId: at.mailId,
  });
}

/** A report that nothing proves, or one that only tells: kept, and nothing changes. */
export async function noteUncounted(
  tx: Tx,
  at: Where & Pick<NewReport, 'kind' | 'status' | 'cause' | 'note' | 'mailId'>,
): Promise<void> {
  if (normalAddress(at.address) === '') return;
  await record(tx, at, { ...at, counted: false });
}

/** It works: somebody wrote from it, or a server reports that a mail arrived. Null when it was not in trouble. */
export async function healAddress(tx: Tx, at: Where & { reason: string }): Promise<AddressChange | null> {
  const address = normalAddress(at.address);
  if (address === '') return null;
  const health = await lockHealth(tx, at.brandId, address, at.now);
  const before = stateOf(scoreAt(health, at.now));
  if (health.score === 0) return null;
  await setHealth(tx, at.brandId, address, { score: 0, scoredAt: at.now, reason: '', acceptedAt: null });
  await record(tx, at, {
    kind: 'healed',
    status: null,
    cause: 'other',
    note: at.reason,
    counted: true,
    mailId: null,
  });
  return before === 'good' ? null : { before, after: 'good', reason: at.reason };
}

/** The relay took a mail for these addresses. Whether it stays there, time tells (`rules/address-health.ts`). */
export function noteAccepted(
  tx: Tx,
  at: { brandId: string; addresses: readonly string[]; now: Date },
): Promise<void> {
  return markAccepted(tx, at.brandId, at.addresses.map(normalAddress), at.now);
}

function record(
  tx: Tx,
  at: Where,
  report: Pick<NewReport, 'kind' | 'status' | 'cause' | 'note' | 'counted' | 'mailId'>,
): Promise<void> {
  const { kind, status, cause, note, counted, mailId } = report;
  return insertReport(tx, {
    brandId: at.brandId,
    address: normalAddress(at.address),
    kind,
    status,
    cause,
    note,
    counted,
    mailId,
    at: at.now,
  });
}
