/**
 * An outbox for tests of this feature alone: real rows in `outbound_mail`, nothing ever sent. The real one is
 * mail-out's, a feature above this one, and is tested there.
 */

import type { TestDesk } from '#features/workspace/testing.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Delivery, Outbox } from './ports.ts';

export function testOutbox(desk: TestDesk): Outbox {
  return {
    async recipients(db, ticketId, answering) {
      const rows = await db
        .selectFrom('message')
        .select(['id', 'authorName', 'authorAddress', 'ccList'])
        .where('ticketId', '=', ticketId)
        .where('direction', '=', 'in')
        .orderBy('at', 'desc')
        .execute();
      const row = answering === null ? rows[0] : rows.find((candidate) => candidate.id === answering);
      if (answering !== null && !row) throw new NamedError('message-not-found', 'It is not on this ticket.');
      // Written by this feature as a list of recipients.
      const cc = (row?.ccList ?? []) as { name: string; address: string }[];
      return {
        from: { name: desk.brand.name, address: desk.mailbox.address },
        to: row
          ? [{ name: row.authorName, address: row.authorAddress ?? '', reason: 'wrote the message' }]
          : [],
        cc: cc.map((one) => ({ ...one, reason: 'was in copy' })),
      };
    },
    async queue(tx, reply) {
      const messageIdHeader = `${reply.messageId}@desk.example.com`;
      const subject = 'Re: test';
      await tx
        .insertInto('outboundMail')
        .values({
          id: newId(),
          brandId: desk.brand.id,
          ticketId: reply.ticketId,
          messageId: reply.messageId,
          kind: 'reply',
          messageIdHeader,
          envelopeTo: [...reply.to, ...reply.cc, ...reply.bcc].map((one) => one.address),
          subject,
          content: JSON.stringify({ html: reply.html, text: reply.text, files: reply.files }),
          dueAt: reply.dueAt,
          scheduled: reply.scheduled,
        })
        .execute();
      await tx
        .updateTable('message')
        .set({ messageIdHeader, subject })
        .where('id', '=', reply.messageId)
        .execute();
      return { messageIdHeader, subject };
    },
    async cancel(tx, messageId) {
      const gone = await tx
        .updateTable('outboundMail')
        .set({ state: 'cancelled' })
        .where('messageId', '=', messageId)
        .where('state', '=', 'queued')
        .returning('id')
        .executeTakeFirst();
      if (!gone) throw new NamedError('too-late-to-undo', 'It is on its way.');
    },
    async retry(tx, messageId) {
      const row = await tx
        .updateTable('outboundMail')
        .set({ state: 'queued' })
        .where('messageId', '=', messageId)
        .where('state', 'in', ['failed', 'unknown'])
        .returning('envelopeTo')
        .executeTakeFirst();
      if (!row) throw new NamedError('not-retryable', 'It did not fail.');
      return row.envelopeTo;
    },
    async deliveries(db, messageIds) {
      const rows = await db
        .selectFrom('outboundMail')
        .select(['messageId', 'state', 'dueAt', 'acceptedAt', 'captured', 'scheduled'])
        .where('messageId', 'in', messageIds)
        .execute();
      return new Map(
        rows.map((row): [string, Delivery] => [
          row.messageId ?? '',
          {
            // The check constraint of the table allows these states only.
            state: row.scheduled && row.state === 'queued' ? 'scheduled' : (row.state as Delivery['state']),
            reason: null,
            dueAt: row.state === 'queued' ? row.dueAt : null,
            at: row.acceptedAt,
            captured: row.captured,
            retryable: row.state === 'failed' || row.state === 'unknown',
          },
        ]),
      );
    },
  };
}
