/** The order of delivery does not matter: a conversation gives the same threads however its mails arrive. */
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readMail } from '#features/mail-in/commands/read-mail.ts';
import { deliver, mailText } from '#features/mail-in/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';

const desk = await testDesk();
afterAll(closeParsePool);

const people = ['ada@example.com', 'ben@example.org', 'cleo@example.net'];

/** A mail of a conversation: who writes, which earlier mail it answers, and how its program says so. */
type Step = {
  conversation: number;
  parent: number;
  writer: number;
  style: 'both' | 'reply-only' | 'references-only';
};

const step: fc.Arbitrary<Step> = fc.record({
  conversation: fc.nat(1),
  parent: fc.nat(20),
  writer: fc.nat(people.length - 1),
  style: fc.constantFrom('both', 'reply-only', 'references-only'),
});

/** Conversations with branches, and an order in which their mails arrive. */
const scenario = fc.array(step, { minLength: 3, maxLength: 8 }).chain((steps) =>
  fc.record({
    steps: fc.constant(steps),
    order: fc.shuffledSubarray(
      steps.map((_, index) => index),
      { minLength: steps.length, maxLength: steps.length },
    ),
  }),
);

let run = 0;

type Written = { conversation: number; raw: Buffer; id: string; writer: string; references: string[] };

function write(steps: readonly Step[], name: string): Written[] {
  const mails: Written[] = [];
  for (const [index, { conversation, parent, writer, style }] of steps.entries()) {
    const earlier = mails.filter((mail) => mail.conversation === conversation);
    const answered = earlier[parent % Math.max(earlier.length, 1)];
    const id = `<${name}-${index}@mail.example.com>`;
    const from = people[writer] ?? '';
    const references = answered ? [...answered.references, answered.id] : [];
    const to = ['support@ouraring.com', ...(answered ? [answered.writer] : [])].join(', ');
    mails.push({
      conversation,
      id,
      writer: from,
      references,
      raw: mailText({
        from,
        to,
        cc: people.filter((one) => one !== from).join(', '),
        messageId: id,
        subject: `Matter ${conversation}`,
        date: new Date(Date.UTC(2026, 10, 20, 8, index)).toUTCString(),
        ...(answered && style !== 'references-only' ? { inReplyTo: answered.id } : {}),
        ...(answered && style !== 'reply-only' ? { references } : {}),
      }),
    });
  }
  return mails;
}

async function threadsOf(mails: readonly Written[], order: readonly number[]): Promise<string[]> {
  const tickets = new Map<number, string>();
  const ledger = new Map<number, string>();
  for (const index of order) {
    const mail = mails[index];
    if (!mail) continue;
    const { id } = await deliver(desk, mail.raw, { envelopeFrom: mail.writer });
    ledger.set(index, id);
    await readMail(desk, id);
  }
  for (const [index, id] of ledger) {
    const row = await desk.db
      .selectFrom('message')
      .select('ticketId')
      .where('inboundMailId', '=', id)
      .executeTakeFirstOrThrow();
    tickets.set(index, row.ticketId);
  }
  // The partition, without the ids that differ between runs.
  const groups = Map.groupBy(mails.keys(), (index) => tickets.get(index));
  return [...groups.values()].map((group) => group.join(',')).sort();
}

it('any order of delivery gives the same threads, and they are the conversations', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ steps, order }) => {
      run += 1;
      const expected = [...Map.groupBy(steps.keys(), (index) => steps[index]?.conversation).values()]
        .map((group) => group.join(','))
        .sort();
      expect(await threadsOf(write(steps, `r${run}`), order)).toEqual(expected);
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);

it('also when all mails are read at the same instant', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ steps }) => {
      run += 1;
      const mails = write(steps, `c${run}`);
      const ids = await Promise.all(
        mails.map((mail) => deliver(desk, mail.raw, { envelopeFrom: mail.writer })),
      );
      await Promise.all(ids.map(({ id }) => readMail(desk, id)));
      const rows = await desk.db
        .selectFrom('message')
        .select(['ticketId', 'subject'])
        .where(
          'inboundMailId',
          'in',
          ids.map(({ id }) => id),
        )
        .execute();
      expect(rows).toHaveLength(mails.length);
      expect(new Set(rows.map((row) => `${row.ticketId} ${row.subject}`)).size).toBe(
        new Set(steps.map((one) => one.conversation)).size,
      );
    }),
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);
