/** Mails read in one shared transaction end as they would one after the other. */
import { afterAll, expect, it } from 'vitest';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { readMail } from './commands/read-mail.ts';
import { deliver, mailText, outcomeOf } from './testing.ts';

const desk = await testDesk();
afterAll(closeParsePool);

async function deliverAll(mails: Uint8Array[]): Promise<string[]> {
  const ids: string[] = [];
  for (const mail of mails) ids.push((await deliver(desk, mail)).id);
  return ids;
}

/** All at once, so that they share a transaction; gives the outcomes in the same order. */
async function readTogether(ids: string[]) {
  await Promise.all(ids.map((id) => readMail(desk, id)));
  return Promise.all(ids.map((id) => outcomeOf(desk, id)));
}

async function ticketRow(id: string) {
  return desk.db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

const reply = (n: number, to: string) =>
  mailText({
    messageId: `<r${n}-${to}>`,
    inReplyTo: `<${to}>`,
    references: [`<${to}>`],
    subject: 'Re: My ring does not charge',
    body: `Answer number ${n}, and it is still dark.`,
  });

it('a mail and its answers are one ticket, whose counter is right', async () => {
  const opening = mailText({ messageId: '<together@mail.example.com>' });
  const replies = [1, 2, 3, 4, 5, 6].map((n) => reply(n, 'together@mail.example.com'));
  const outcomes = await readTogether(
    await deliverAll([...replies.slice(0, 3), opening, ...replies.slice(3)]),
  );
  expect(outcomes.map((one) => one.fate)).toEqual(Array(7).fill('ticket'));
  const messages = await desk.db
    .selectFrom('message')
    .select('ticketId')
    .where(
      'id',
      'in',
      outcomes.map((one) => one.messageId ?? ''),
    )
    .execute();
  const tickets = new Set(messages.map((row) => row.ticketId));
  expect(tickets.size).toBe(1);
  expect((await ticketRow([...tickets][0] ?? '')).messageCount).toBe(7);
});

it('many answers to a ticket that exists are all counted', async () => {
  const [first] = await deliverAll([mailText({ messageId: '<exists@mail.example.com>' })]);
  const [opened] = await readTogether([first ?? '']);
  const ids = await deliverAll(Array.from({ length: 12 }, (_, n) => reply(n, 'exists@mail.example.com')));
  const outcomes = await readTogether(ids);
  expect(new Set(outcomes.map((one) => one.ticketId))).toEqual(new Set([opened?.ticketId]));
  expect((await ticketRow(opened?.ticketId ?? '')).messageCount).toBe(13);
});

it('the same mail to two of our addresses is one ticket and one double', async () => {
  const mail = mailText({ messageId: '<twice@mail.example.com>' });
  const outcomes = await readTogether(await deliverAll([mail, mail, mail]));
  expect(outcomes.map((one) => one.fate).sort()).toEqual(['duplicate', 'duplicate', 'ticket']);
  expect(new Set(outcomes.map((one) => one.ticketId)).size).toBe(1);
});

it('several matters of a new person are several tickets of one person', async () => {
  const mails = [1, 2, 3, 4].map((n) =>
    mailText({
      from: 'Nora New <nora@new.example>',
      subject: `Matter ${n}`,
      body: `This is matter number ${n}.`,
    }),
  );
  const outcomes = await readTogether(await deliverAll(mails));
  const rows = await Promise.all(outcomes.map((one) => ticketRow(one.ticketId ?? '')));
  expect(new Set(rows.map((row) => row.id)).size).toBe(4);
  expect(new Set(rows.map((row) => row.number)).size).toBe(4);
  expect(new Set(rows.map((row) => row.personId)).size).toBe(1);
});

it('each of them gets one job that considers its confirmation', async () => {
  const count = async () => {
    const { rows } = await desk.pool.query<{ n: number }>(
      `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'acknowledgement.consider'`,
    );
    return rows[0]?.n ?? 0;
  };
  const before = await count();
  await readTogether(
    await deliverAll([1, 2, 3, 4, 5].map((n) => mailText({ body: `Another matter, number ${n}.` }))),
  );
  expect((await count()) - before).toBe(5);
});

it('one that the database refuses is told alone, and its neighbours are read', async () => {
  const ids = await deliverAll([1, 2, 3].map((n) => mailText({ subject: `Neighbour ${n}` })));
  await desk.pool.query(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$;
    create trigger refuse before insert on ticket for each row when (new.subject = 'Neighbour 2') execute function refuse();`);
  const ended = await Promise.allSettled(ids.map((id) => readMail(desk, id)));
  expect(ended.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const outcomes = await Promise.all(ids.map((id) => outcomeOf(desk, id)));
  expect(outcomes.map((one) => one.fate)).toEqual(['ticket', null, 'ticket']);
  await desk.pool.query('drop trigger refuse on ticket');
  expect((await readTogether([ids[1] ?? '']))[0]?.fate).toBe('ticket');
});
