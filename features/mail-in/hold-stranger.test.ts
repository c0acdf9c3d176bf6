/** Reasons that follow from who wrote and how: block list, floods, programs, machines; and what comes in all the same. */
import { afterAll, describe, expect, it } from 'vitest';
import { addBlock, forgetBlocks, type NewBlockInput } from '#features/block-list/index.ts';
import { forgetOurAddresses } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { mailInLimits } from './limits.ts';
import { deliver, type MailParts, mailText, openTestDoor, readAll, take } from './testing.ts';

const desk = await testDesk();
const door = await openTestDoor(desk);
afterAll(async () => {
  await door.close();
  await closeParsePool();
});

async function block(target: string, more: Partial<NewBlockInput> = {}): Promise<string> {
  const input = { target, reason: 'Sells pills', refuse: false, days: null, ...more };
  const { id } = await inTransaction(desk, (tx) => addBlock(tx, desk, systemActor('Test'), input));
  forgetBlocks(desk);
  return id;
}

const hits = async (id: string) =>
  (await desk.db.selectFrom('blockEntry').select('hitCount').where('id', '=', id).executeTakeFirstOrThrow())
    .hitCount;

describe('who is blocked', () => {
  it.each<[string, string, MailParts, string | null, string]>([
    ['an address', 'one@blocked.example', { from: 'One <ONE@blocked.example>' }, null, 'blocked-sender'],
    ['a domain', 'spam.test', { from: 'a@deep.spam.test' }, null, 'blocked-domain'],
    ['an IPv4 network', '203.0.113.0/24', { from: 'a@net.example' }, '203.0.113.9', 'blocked-network'],
    ['an IPv6 network', '2001:db8:5::/48', { from: 'b@net.example' }, '2001:db8:5::1', 'blocked-network'],
    [
      'whoever names somebody else as sender, but wants the answer',
      'two@blocked.example',
      { from: 'x@example.com', headers: { 'Reply-To': 'two@blocked.example' } },
      null,
      'blocked-sender',
    ],
  ])('%s is held, with the reason, and counted', async (_what, target, parts, ip, reason) => {
    const id = await block(target);
    const mail = await take(desk, parts, ip === null ? {} : { remoteAddress: ip });
    expect(mail).toMatchObject({ fate: 'quarantine', reason });
    expect(await hits(id)).toBe(1);
    const { fateNote } = await desk.db
      .selectFrom('inboundMail')
      .select('fateNote')
      .where('id', '=', mail.id)
      .executeTakeFirstOrThrow();
    expect(fateNote).toContain('Sells pills');
  });

  it('is held on an open ticket as well, and the ticket says so', async () => {
    const first = await take(desk, { from: 'was-nice@example.net', messageId: '<nice-1@example.net>' });
    await block('was-nice@example.net');
    const answer = await take(desk, { from: 'was-nice@example.net', inReplyTo: '<nice-1@example.net>' });
    expect(answer).toMatchObject({ fate: 'quarantine', reason: 'blocked-sender' });
    const event = await desk.db
      .selectFrom('event')
      .select(['data', 'reasons'])
      .where('ticketId', '=', first.ticketId ?? '')
      .where('kind', '=', 'answer-held')
      .executeTakeFirstOrThrow();
    expect(event.data).toMatchObject({ mailId: answer.id, reason: 'blocked-sender' });
    expect(event.reasons.join()).toContain('was-nice@example.net');
  });

  it('is heard again when the block is over', async () => {
    await block('for-a-day@example.net', { days: 1 });
    expect(await take(desk, { from: 'for-a-day@example.net' })).toMatchObject({ fate: 'quarantine' });
    desk.clock.advance(24 * 3_600_000);
    expect(await take(desk, { from: 'for-a-day@example.net' })).toMatchObject({ fate: 'ticket' });
    // And may be blocked anew.
    await block('for-a-day@example.net');
  });

  it('by an entry that refuses, is told so by SMTP; nothing is kept, and the hit is counted', async () => {
    const id = await block('door@refused.example', { refuse: true });
    const before = await desk.db.selectFrom('inboundMail').select('id').execute();
    const session = await rawSession(door.port);
    await session.send('EHLO client.example.org\r\n');
    await session.send('MAIL FROM:<door@refused.example>\r\nRCPT TO:<support@ouraring.com>\r\nDATA\r\n', 3);
    const [reply] = await session.send(`${mailText().toString('latin1')}\r\n.\r\n`);
    session.socket.destroy();
    expect(reply).toMatch(/^550 5\.7\.1 .*not taken here/);
    expect(await desk.db.selectFrom('inboundMail').select('id').execute()).toHaveLength(before.length);
    expect(await hits(id)).toBe(1);
    // Whoever hides behind another envelope is held when the mail is read.
    expect(await take(desk, { from: 'door@refused.example' })).toMatchObject({ reason: 'blocked-sender' });
  });
});

describe('a mail that opens a ticket', () => {
  it('with a program of a stranger is held; somebody known may be careless', async () => {
    const boundary = 'b1';
    const withProgram = (from: string): Buffer =>
      mailText({
        from,
        headers: { 'MIME-Version': '1.0', 'Content-Type': `multipart/mixed; boundary=${boundary}` },
        body: `--${boundary}\nContent-Type: text/plain\n\nLook\n--${boundary}\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="invoice.exe"\n\nMZ\n--${boundary}--\n`,
      });
    expect(await take(desk, withProgram('stranger@example.com'))).toMatchObject({
      fate: 'quarantine',
      reason: 'executable-attachment',
    });
    await take(desk, { from: 'known@example.com' });
    expect(await take(desk, withProgram('known@example.com'))).toMatchObject({ fate: 'ticket' });
  });

  it('that a scanner called infected is held', async () => {
    const headers = { 'X-Virus-Status': 'Infected (Eicar-Signature)' };
    expect(await take(desk, { from: 'ill@example.com', headers })).toMatchObject({ reason: 'malware' });
    const clean = { 'X-Virus-Status': 'Clean' };
    expect(await take(desk, { from: 'well@example.com', headers: clean })).toMatchObject({ fate: 'ticket' });
  });

  it.each<[string, MailParts, string]>([
    ['an absence note', { headers: { 'Auto-Submitted': 'auto-replied' } }, 'automatic-without-ticket'],
    [
      'an absence note of Exchange',
      { subject: 'Automatic reply: Hello', headers: { 'Auto-Submitted': 'auto-generated' } },
      'automatic-without-ticket',
    ],
    ['what a form sends for a customer', { headers: { 'Auto-Submitted': 'auto-generated' } }, 'new'],
    [
      'a list that names nobody here',
      { to: 'all@lists.example', headers: { 'List-Id': '<all.lists.example>' } },
      'mailing-list',
    ],
    ['a list with us in To', { headers: { 'List-Id': '<all.lists.example>' } }, 'new'],
    [
      'a shop that writes List-Unsubscribe',
      { to: 'x@example.org', headers: { 'List-Unsubscribe': '<https://shop.example/u>' } },
      'new',
    ],
    [
      'a blank mail with a picture',
      {
        subject: '',
        headers: {
          'MIME-Version': '1.0',
          'Content-Type': 'image/png; name=screen.png',
          'Content-Transfer-Encoding': 'base64',
        },
        body: 'iVBORw0KGgo=',
      },
      'new',
    ],
    [
      'a DMARC report',
      {
        headers: {
          'MIME-Version': '1.0',
          'Content-Type': 'application/gzip; name="example.net!ouraring.com!1732320000!1732406399.xml.gz"',
          'Content-Transfer-Encoding': 'base64',
        },
        body: 'H4sIAAAAAAAA',
      },
      'machine-report',
    ],
  ])('%s: %#', async (what, parts, reason) => {
    const from = `m${what.length}@machines.example`;
    expect(await take(desk, { from, ...parts })).toMatchObject({ reason });
  });

  it('to a no-reply address of ours is held when a stranger wrote it', async () => {
    const values = { address: 'no-reply@ouraring.com', mailboxId: desk.mailbox.id };
    await desk.db
      .insertInto('mailboxAlias')
      .values(values)
      .onConflict((on) => on.doNothing())
      .execute();
    forgetOurAddresses(desk);
    const to = { to: 'no-reply@ouraring.com' };
    const envelope = { envelopeTo: ['no-reply@ouraring.com'] };
    expect(await take(desk, { from: 'new1@example.com', ...to }, envelope)).toMatchObject({
      reason: 'to-no-reply',
    });
    const both = { envelopeTo: ['no-reply@ouraring.com', 'support@ouraring.com'] };
    expect(await take(desk, { from: 'new2@example.com', ...to }, both)).toMatchObject({ fate: 'ticket' });
  });

  it('with words that fifty others just used is a flood; short words are no sign', async () => {
    const body = `${'We can make your shop the first in every list. '.repeat(4)}Write to us now.`;
    const short = 'Please call me back.';
    for (let at = 0; at < mailInLimits.ticketsOfSameWordsAndHour; at += 1) {
      await deliver(
        desk,
        mailText({ from: `f${at}@flood.example`, messageId: `<f${at}@flood.example>`, body }),
      );
      await deliver(
        desk,
        mailText({ from: `s${at}@short.example`, messageId: `<s${at}@short.example>`, body: short }),
      );
    }
    await readAll(desk);
    expect(await take(desk, { from: 'last@flood.example', body })).toMatchObject({
      fate: 'quarantine',
      reason: 'flood',
    });
    expect(await take(desk, { from: 'last@short.example', body: short })).toMatchObject({ fate: 'ticket' });
    desk.clock.advance(3_600_001);
    expect(await take(desk, { from: `${newId()}@flood.example`, body })).toMatchObject({ fate: 'ticket' });
  }, 60_000);
});
