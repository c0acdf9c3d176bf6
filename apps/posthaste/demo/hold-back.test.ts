import { describe, expect, test } from 'vitest';
import { queueMail } from '#features/mail-out/index.ts';
import { type DemoState, saveDemoState } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { holdBackDemoMail } from './hold-back.ts';

const desk = await testDesk();

async function waitingMail(): Promise<string> {
  const id = newId();
  const address = { name: '', address: 'anna@example.com' };
  await inTransaction(desk, (tx) =>
    queueMail(tx, desk, {
      id,
      brandId: desk.brand.id,
      mailboxId: desk.mailbox.id,
      ticketId: null,
      messageId: null,
      kind: 'notification',
      messageIdHeader: `${id}@desk.example.com`,
      envelopeFrom: '',
      envelopeTo: [address.address],
      subject: 'Hello',
      content: {
        from: { name: '', address: desk.mailbox.address },
        to: [address],
        cc: [],
        replyTo: null,
        inReplyTo: null,
        references: [],
        text: 'Hello',
        html: null,
        attachments: [],
        answeredRaw: null,
        language: null,
      },
      dueAt: desk.clock.now(),
      scheduled: false,
    }),
  );
  return id;
}

async function stateOf(id: string): Promise<string> {
  const row = await desk.db
    .selectFrom('outboundMail')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.state;
}

const startedAt = desk.clock.now().toISOString();

describe('mail that a killed demo left waiting', () => {
  test.each<[DemoState['state'], string]>([
    ['playing', 'cancelled'],
    ['interrupted', 'cancelled'],
    ['played', 'queued'],
  ])('with the demo %s it is %s before a relay is used', async (state, expected) => {
    const id = await waitingMail();
    await saveDemoState(desk.db, { state, startedAt });
    await holdBackDemoMail(desk.db);
    expect(await stateOf(id)).toBe(expected);
  });
});
