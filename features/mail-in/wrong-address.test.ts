import { afterAll, beforeEach, describe, expect, it, test } from 'vitest';
import { jobs as acknowledgementJobs } from '#features/acknowledgement/index.ts';
import { forgetKnownAddresses, seedAddresses } from '#features/addresses/index.ts';
import { capturedMails, sendDue } from '#features/mail-out/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { rawSession } from '#mail/smtp/testing.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { jobs } from './jobs.ts';
import { wrongRecipient } from './rules/wrong-recipient.ts';
import { deliver, mailText, openTestDoor, outcomeOf, take } from './testing.ts';

const desk = await testDesk();
await seedAddresses(desk.db, desk.profile, desk.brand.id, desk.clock.now());
const door = await openTestDoor(desk);
afterAll(async () => {
  await door.close();
  await closeParsePool();
});
beforeEach(() => forgetKnownAddresses(desk));

async function unknownRecipients(handling: 'refuse' | 'quarantine'): Promise<void> {
  const value = JSON.stringify(handling);
  await desk.db
    .insertInto('setting')
    .values({ key: 'unknown-recipients', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  forgetKnownAddresses(desk);
}

async function rcpt(address: string): Promise<string> {
  const session = await rawSession(door.port);
  await session.send('EHLO client.example.org\r\n');
  await session.send('MAIL FROM:<mia@example.com>\r\n');
  const [reply = ''] = await session.send(`RCPT TO:<${address}>\r\n`);
  await session.send('QUIT\r\n');
  return reply;
}

const ticketOf = (id: string | null) =>
  desk.db
    .selectFrom('ticket')
    .select(['mailboxId', 'teamId'])
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow();

const marksOf = (ticketId: string | null) =>
  desk.db
    .selectFrom('event')
    .select(['data', 'reasons'])
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'address-corrected')
    .execute();

describe('at the SMTP door', () => {
  test.each([
    ['suport@ouraring.com', /^250/],
    ['Biling@OuraRing.com', /^250/],
    ['suport+abc@ouraring.com', /^250/],
    ['nobody.at.all+abc@ouraring.com', /^550/],
    ['ouraringcustomerservice@ouraring.com', /^250/],
    ['care@ouraring.com', /^250/],
    ['jarmo.lehtinen@ouraring.com', /^550 5\.1\.1 .*Please write to support@ouraring\.com/],
    ['suport@example.org', /^550 5\.1\.1 .*check the spelling/],
    ['support@ouraring.example', /^550/],
    [`${'s'.repeat(60)}@ouraring.com`, /^550/],
  ])('%s is answered with %s', async (address, answer) => {
    expect(await rcpt(address)).toMatch(answer);
  });

  it('takes mail for nobody into quarantine when an admin wants it so, but never mail for other domains', async () => {
    await unknownRecipients('quarantine');
    expect(await rcpt('jarmo.lehtinen@ouraring.com')).toMatch(/^250/);
    expect(await rcpt('jarmo.lehtinen@example.org')).toMatch(/^550/);
    const held = await take(
      desk,
      { to: 'jarmo.lehtinen@ouraring.com' },
      { envelopeTo: ['jarmo.lehtinen@ouraring.com'] },
    );
    expect(held).toMatchObject({ fate: 'quarantine', reason: 'unknown-recipient' });
    await unknownRecipients('refuse');
  });
});

describe('mail to a misspelt or retired address of ours', () => {
  test.each([
    ['biling@ouraring.com', 'billing@ouraring.com', 'misspelt', 'billing'],
    ['biling+ring4@ouraring.com', 'billing@ouraring.com', 'misspelt', 'billing'],
    ['ouraring-refunds@ouraring.com', 'billing@ouraring.com', 'misspelt', 'billing'],
    ['shop@ouraring.com', 'orders@ouraring.com', 'retired', 'orders'],
  ])('%s belongs to %s: %s, and goes to the team %s', async (to, right, how, team) => {
    const { fate, ticketId } = await take(desk, { to }, { envelopeTo: [to] });
    expect(fate).toBe('ticket');
    expect(await ticketOf(ticketId)).toEqual({ mailboxId: desk.mailbox.id, teamId: desk.teams[team] });
    const [mark] = await marksOf(ticketId);
    expect(mark?.data).toMatchObject({ wrote: to, right, how, confidence: expect.any(Number) });
    expect(mark?.reasons).toHaveLength(1);
  });

  test.each(['imap', 'http'] as const)(
    'is let in from a catch-all read by %s; mail for nobody is held',
    async (source) => {
      const fetched = { source, mailboxId: desk.mailbox.id, envelopeFrom: null, envelopeTo: [] };
      const near = await take(desk, { to: 'waranty@ouraring.com' }, fetched);
      expect(near.fate).toBe('ticket');
      expect(await marksOf(near.ticketId)).toHaveLength(1);
      const far = await take(desk, { to: 'jarmo.lehtinen@ouraring.com' }, fetched);
      expect(far).toMatchObject({ fate: 'quarantine', reason: 'unknown-recipient' });
    },
  );

  test.each([
    ['a right address beside the wrong one', { to: 'suport@ouraring.com, billing@ouraring.com' }],
    ['a right address alone', { to: 'support@ouraring.com' }],
    ['nobody of ours (Bcc)', { to: 'friend@example.org' }],
  ])('is not marked when the mail names %s', async (_title, parts) => {
    const { ticketId } = await take(desk, parts);
    expect(await marksOf(ticketId)).toEqual([]);
  });

  it('is marked also when a server on the way put the address right', async () => {
    const { ticketId } = await take(desk, { to: 'suport@ouraring.com' });
    expect(await marksOf(ticketId)).toHaveLength(1);
  });

  it('is not marked in an import: its sender wrote long ago', async () => {
    const { ticketId } = await take(
      desk,
      { to: 'suport@ouraring.com' },
      { source: 'import', background: true },
    );
    expect(await marksOf(ticketId)).toEqual([]);
  });
});

describe('the confirmation', () => {
  const confirmed = async (to: string, body: string): Promise<string> => {
    const from = `${to.slice(0, to.indexOf('@'))}.writer@example.com`;
    const { id } = await deliver(desk, mailText({ from: `EVIL WORDS <${from}>`, to, body }), {
      envelopeTo: [to],
    });
    await drainJobs(desk.pool, [...jobs(desk), ...acknowledgementJobs(desk)]);
    await sendDue(desk);
    expect((await outcomeOf(desk, id)).fate).toBe('ticket');
    const mails = await capturedMails(desk);
    return mails.find((mail) => mail.raw.includes(from))?.mail.text ?? '';
  };

  it('tells the right address, and nothing the sender wrote', async () => {
    const text = await confirmed(
      'oders@ouraring.com',
      'Where is my order? It was to arrive last week already.',
    );
    expect(text).toContain('next time, please write to orders@ouraring.com');
    expect(text).not.toMatch(/oders@|EVIL/);
  });

  it('tells it in the language of the customer', async () => {
    const text = await confirmed(
      'garantie@ouraring.com',
      'Guten Tag, mein Ring ist leider kaputt und ich möchte gerne wissen, wie ich ihn umtauschen kann.',
    );
    expect(text).toContain('bitte schreiben Sie das nächste Mal an warranty@ouraring.com');
  });

  it('says nothing of addresses when the right one was used', async () => {
    const text = await confirmed(
      'help@ouraring.com',
      'The ring stays dark on its charger, what can I do about it?',
    );
    expect(text).toContain('ticket number');
    expect(text).not.toContain('next time');
  });
});

test('of many recipients the first wrong one is told, unless one of them is right', () => {
  const guide = (address: string) =>
    address.startsWith('right')
      ? ({ kind: 'ours' } as const)
      : address.startsWith('wrong')
        ? ({ kind: 'meant', right: 'right@x', how: 'misspelt', note: 'n', confidence: 1 } as const)
        : ({ kind: 'elsewhere' } as const);
  const found = (named: string[], behind: string[] = []) =>
    wrongRecipient({ named, behind, guide })?.wrote ?? null;
  expect(found(['a@x', 'wrong1@x', 'wrong2@x'])).toBe('wrong1@x');
  expect(found(['wrong1@x', 'right@x'])).toBeNull();
  expect(found([], ['wrong3@x'])).toBe('wrong3@x');
  expect(found(['wrong1@x'], ['right@x'])).toBe('wrong1@x');
  expect(found([])).toBeNull();
});
