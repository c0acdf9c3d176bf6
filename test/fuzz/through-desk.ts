/** Cases through a real desk: kept, read by its jobs, settled in PostgreSQL. */

import type { Delivery } from '#features/mail-in/commands/receive-mail.ts';
import { mailInLimits } from '#features/mail-in/limits.ts';
import type { LedgerRow } from '#features/mail-in/store/ledger-rows.ts';
import { deliver, readAll } from '#features/mail-in/testing.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Random } from './random.ts';

export type Handed = { raw: Uint8Array; delivery: Partial<Delivery> };

/** Who hands the mail in, by which door; a hostile envelope once in a while. */
export function deliveryOf(random: Random, index: number): Partial<Delivery> {
  const source = random.pick(['smtp', 'smtp', 'imap', 'http', 'import'] as const);
  const from = random.pick([
    'fay@example.com',
    `fay${index}@example.com`,
    '',
    '\0',
    '\ud800',
    'x'.repeat(2_000),
    '"\r\n"@example.com',
  ]);
  const to = random.pick([
    ['support@ouraring.com'],
    [],
    ['suport@ouraring.com', 'support@ouraring.com'],
    ['support+x@ouraring.com'],
    Array.from({ length: 300 }, (_, i) => `a${i}\0@example.com`),
  ]);
  const smtp = source === 'smtp';
  return {
    source,
    sourceKey: smtp ? null : `fuzz:${index}`,
    envelopeFrom: smtp ? from : null,
    envelopeTo: smtp ? to : [],
    remoteAddress: smtp ? random.pick(['192.0.2.1', '2001:db8::1']) : null,
    helo: smtp ? random.pick(['mail.example.com', '', '\0', '[192.0.2.1]', 'x'.repeat(900)]) : null,
    background: source === 'import',
  };
}

/** The ledger row as the rules see it, for the way without a database. */
export function rowOf(delivery: Partial<Delivery>, raw: Uint8Array): LedgerRow {
  return {
    id: '00000000-0000-7000-8000-000000000000',
    source: delivery.source ?? 'smtp',
    mailboxId: null,
    envelopeFrom: asKept(delivery.envelopeFrom),
    envelopeTo: (delivery.envelopeTo ?? []).map((one) => asKept(one) ?? ''),
    remoteAddress: delivery.remoteAddress ?? null,
    helo: asKept(delivery.helo),
    rawSha256: '0'.repeat(64),
    rawSize: raw.length,
    wholeSize: null,
    backfill: delivery.background ?? false,
    receivedAt: new Date('2026-11-23T12:00:00Z'),
    state: 'received',
    fate: null,
    fateReason: null,
    removedAt: null,
    ticketId: null,
    messageId: null,
    attempts: 0,
    auth: null,
    form: null,
  };
}

/** What the ledger keeps of the envelope (`receive-mail.ts`). */
function asKept(text: string | null | undefined): string | null {
  return text?.replaceAll('\0', '').toWellFormed().slice(0, mailInLimits.listCharacters) ?? null;
}

/** For each mail what went wrong with it; nothing when it got its fate at the first try and what its fate names is there. */
export async function throughDesk(desk: Desk, handed: readonly Handed[]): Promise<string[][]> {
  const kept = await Promise.all(
    handed.map(async ({ raw, delivery }) => {
      try {
        return await deliver(desk, raw, delivery);
      } catch (error) {
        return String(error);
      }
    }),
  );
  await readAll(desk);
  return Promise.all(
    kept.map((one) => (typeof one === 'string' ? [`it was not kept: ${one}`] : faultsOfRow(desk, one.id))),
  );
}

async function faultsOfRow(desk: Desk, id: string): Promise<string[]> {
  const row = await desk.db
    .selectFrom('inboundMail')
    .select(['state', 'fate', 'fateReason', 'attempts', 'lastError', 'messageId', 'ticketId', 'duplicateOf'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { fate } = row;
  const message =
    row.messageId === null
      ? undefined
      : await desk.db
          .selectFrom('message')
          .select('ticketId')
          .where('id', '=', row.messageId)
          .executeTakeFirst();
  return [
    ...(row.state === 'done' && fate !== null ? [] : [`the desk gave it no fate: ${row.lastError}`]),
    ...(row.attempts === 0 ? [] : [`the desk needed another try: ${row.lastError}`]),
    ...(fate === 'ticket' && !message ? ['its message is not there'] : []),
    ...(fate === 'duplicate' && row.duplicateOf === null ? ['it is a duplicate of nothing'] : []),
    ...(fate === 'quarantine' && row.fateReason === null ? ['it is held for no reason'] : []),
  ];
}
