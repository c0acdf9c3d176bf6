/** Whatever a stranger sends is read as its expectation says, and ends on a ticket or in quarantine with a reason. */
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestDoor, outcomeOf, readAll } from '#features/mail-in/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { newId } from '#platform/ids.ts';
import { inspected, readCorpus } from './read-corpus.ts';

const desk = await testDesk();
/** One of us, for the mails that agents forward. */
await desk.db
  .insertInto('agent')
  .values({ id: newId(), name: 'Mara Agent', email: 'mara.agent@example.com', role: 'agent' })
  .execute();
/** Their own mail server stands in front of the desk, and what it writes into a mail about its sender counts. */
desk.settings.frontServers = ['127.0.0.1'];
await desk.db
  .updateTable('mailbox')
  .set({ trustedServers: ['mx.example.net'] })
  .execute();
const door = await openTestDoor(desk);
afterAll(async () => {
  await door.close();
  await closeParsePool();
});

/** Sends bytes as the content of one mail, stuffed as RFC 5321 section 4.5.2 asks; returns its ledger id. */
async function send(raw: Buffer): Promise<string> {
  const session = await rawSession(door.port);
  await session.send('EHLO client.example.org\r\n');
  await session.send('MAIL FROM:<envelope@example.com>\r\nRCPT TO:<support@ouraring.com>\r\nDATA\r\n', 3);
  session.socket.write(raw.includes('\n.') ? raw.toString('latin1').replace(/\n\./g, '\n..') : raw, 'latin1');
  const [reply = ''] = await session.send('\r\n.\r\n');
  session.socket.destroy();
  expect(reply).toMatch(/^250 /);
  return /Kept as (\S+)/.exec(reply)?.[1] ?? '';
}

/** What became of a mail sent by SMTP, in the words of an expectation. */
async function sendAndRead(raw: Buffer): Promise<Record<string, unknown>> {
  const id = await send(raw);
  await readAll(desk);
  const { fate, reason, messageId } = await outcomeOf(desk, id);
  if (messageId === null) return { fate, reason };
  const message = await desk.db
    .selectFrom('message')
    .select([
      'lane',
      'authorAddress as author',
      'remoteImageCount',
      'warnings',
      'subject',
      'text as says',
      'ticketId',
    ])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow();
  const files = await desk.db
    .selectFrom('attachment')
    .selectAll()
    .where('messageId', '=', messageId)
    .orderBy('position')
    .execute();
  const { ticketId, ...told } = message;
  return { fate, reason, ...told, files, ...(await besides(ticketId)) };
}

/** The note that was left on the ticket, and the customer that was proposed. */
async function besides(ticketId: string): Promise<Record<string, unknown>> {
  const note = await desk.db
    .selectFrom('message')
    .select('text')
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'note')
    .executeTakeFirst();
  const proposal = await desk.db
    .selectFrom('event')
    .select('data')
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'customer-proposed')
    .executeTakeFirst();
  const { email } = z.object({ email: z.string() }).parse(proposal?.data ?? { email: '' });
  return { note: note?.text, ...(email === '' ? {} : { proposes: email }) };
}

describe.each(await readCorpus())('$name: $rule', ({ raw, reads, never, becomes }) => {
  it('is read so', async () => {
    const printed = await inspected(raw);
    expect(printed).toMatchObject({ ok: true, ...reads });
    for (const word of never ?? []) expect(`${printed.text}${printed.visibleText}`).not.toContain(word);
  });
  it('gets its one fate, within the limits of a reader', async () => {
    const { warnings, ...outcome } = await sendAndRead(raw);
    expect(outcome).toMatchObject(becomes);
    expect(JSON.stringify(warnings ?? [])).not.toMatch(/time-limit|memory-limit|unreadable"/);
  }, 60_000);
});

it('in the end every mail has exactly one fate', async () => {
  const rows = await desk.db.selectFrom('inboundMail').select(['state', 'fate', 'lastError']).execute();
  expect(rows.filter((row) => row.state !== 'done' || row.fate === null)).toEqual([]);
});
