/** An answer that comes back, and everybody who would like it to look so: real desk, real mails, no browser. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailText, take } from '#features/mail-in/testing.ts';
import { createOutbox, queueNotification, jobs as sendingJobsOf } from '#features/mail-out/index.ts';
import { answer, deliveryOf } from '#features/mail-out/test-help/reply-builder.ts';
import { sendDue } from '#features/mail-out/testing.ts';
import { addressStates } from '#features/people/index.ts';
import { createTicket, permissions } from '#features/tickets/index.ts';
import { agentActor } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';

const desk = await testDesk({ permissions: [permissions] });
const agent = await agentActor(desk, 'agent', 'Mara');
afterAll(closeParsePool);

type Report = {
  to?: string;
  of?: string | null;
  recipient?: string;
  action?: string;
  status?: string;
  from?: string;
};

/** A delivery report as a mail server writes it. */
function report({
  to = 'support@ouraring.com',
  of = null,
  recipient,
  action = 'failed',
  status = '5.1.1',
  from,
}: Report): Buffer {
  const fields =
    recipient === undefined
      ? ''
      : `\n\nFinal-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 ${status} no such user`;
  return mailText({
    from: from ?? 'Mail Delivery System <mailer-daemon@mx.example.net>',
    to,
    subject: 'Undelivered Mail Returned to Sender',
    headers: {
      'Return-Path': '<>',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    body: [
      '--b\n\nYour mail could not be delivered.',
      `--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net${fields}`,
      ...(of === null ? [] : [`--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${of}>`]),
      '--b--',
    ].join('\n'),
  });
}

async function receiveReport(mail: Buffer, to = 'support@ouraring.com') {
  const outcome = await take(desk, mail, { envelopeFrom: '', envelopeTo: [to] });
  await drainJobs(desk.pool, sendingJobsOf(desk));
  return outcome;
}

let count = 0;

/** A customer writes, an agent answers, the relay takes it. */
async function answered(cc: { name: string; address: string }[] = []) {
  count += 1;
  const customer = `customer${count}@example.org`;
  const first = await take(desk, { from: `Customer <${customer}>` }, { envelopeFrom: customer });
  const ticketId = first.ticketId ?? '';
  const sent = await answer(desk, ticketId, cc.length > 0 ? { cc } : {});
  await sendDue(desk);
  const mail = await desk.db
    .selectFrom('outboundMail')
    .selectAll()
    .where('id', '=', sent.mailId)
    .executeTakeFirstOrThrow();
  return {
    customer,
    ticketId,
    messageId: sent.messageId,
    id: mail.messageIdHeader,
    returnPath: mail.envelopeFrom,
  };
}

async function stateOf(address: string): Promise<string | undefined> {
  const [state] = await addressStates(desk.db, {
    brandId: desk.brand.id,
    addresses: [address],
    now: desk.clock.now(),
  });
  return state?.state;
}

async function eventsOf(ticketId: string): Promise<string[]> {
  const rows = await desk.db
    .selectFrom('event')
    .select('kind')
    .where('ticketId', '=', ticketId)
    .orderBy('id')
    .execute();
  return rows.map(({ kind }) => kind);
}

describe('an answer that comes back', () => {
  it('by its Message-ID is shown as not delivered, with the reason, and closes the address', async () => {
    const { customer, ticketId, messageId, id } = await answered();
    const outcome = await receiveReport(report({ of: id, recipient: customer }));
    expect(outcome).toMatchObject({ fate: 'ticket', ticketId });
    expect(await deliveryOf(desk, messageId)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('There is no such address.'),
    });
    expect(await stateOf(customer)).toBe('dead');
    expect(await eventsOf(ticketId)).toEqual(expect.arrayContaining(['mail-failed', 'address-dead']));
  });

  it('by its return path alone is known, also when the report returns nothing of it', async () => {
    const { customer, ticketId, returnPath } = await answered();
    const mail = mailText({
      from: 'MAILER-DAEMON@mx.example.net',
      to: returnPath,
      subject: 'failure notice',
      body: `Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<forwarded-to@example.net>:\n550 5.1.1 unknown user\n`,
    });
    expect(await receiveReport(mail, returnPath)).toMatchObject({ fate: 'ticket', ticketId });
    expect(await stateOf(customer)).toBe('dead');
  });

  it('counts once, however many reports come about the same mail', async () => {
    const { customer, id } = await answered();
    for (let i = 0; i < 3; i++) await receiveReport(report({ of: id, recipient: customer, status: '5.2.2' }));
    expect(await stateOf(customer)).toBe('doubtful');
  });

  it('is healed by a mail from the address', async () => {
    const { customer, ticketId, id } = await answered();
    await receiveReport(report({ of: id, recipient: customer }));
    const again = await take(desk, { from: customer, references: [`<${id}>`] }, { envelopeFrom: customer });
    expect(again.ticketId).toBe(ticketId);
    expect(await stateOf(customer)).toBe('good');
    expect(await eventsOf(ticketId)).toContain('address-good');
  });

  it('is not healed by a program that answers for the address', async () => {
    const { customer, id } = await answered();
    await receiveReport(report({ of: id, recipient: customer }));
    await take(
      desk,
      { from: customer, references: [`<${id}>`], headers: { 'Auto-Submitted': 'auto-replied' } },
      { envelopeFrom: customer },
    );
    expect(await stateOf(customer)).toBe('dead');
  });

  it('is healed by a report that a mail arrived', async () => {
    const { customer, id } = await answered();
    await receiveReport(report({ of: id, recipient: customer }));
    await receiveReport(report({ of: id, recipient: customer, action: 'delivered', status: '2.1.5' }));
    expect(await stateOf(customer)).toBe('good');
  });

  it('closes the address for a new ticket of the team, too, until that is confirmed', async () => {
    const { customer, id } = await answered();
    await receiveReport(report({ of: id, recipient: customer }));
    const open = (confirmAddress: boolean) =>
      inTransaction(desk, (tx) =>
        createTicket(tx, desk, createOutbox(desk), agent, {
          customer: { name: '', email: customer },
          subject: 'Your ring',
          text: 'Hello',
          kind: 'reply',
          priority: 'normal',
          teamId: null,
          assigneeId: null,
          tags: [],
          confirmAddress,
        }),
      );
    await expect(open(false)).rejects.toMatchObject({ problem: 'address-needs-confirm' });
    expect((await open(true)).ticketId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['by its id', 'by its return path'])(
    'of several recipients is told %s on its message, and closes nobody: each of them could have written it',
    async (way) => {
      const friend = `friend-${way.length}@example.net`;
      const sent = await answered([{ name: '', address: friend }]);
      const { customer, messageId, id, ticketId, returnPath } = sent;
      if (way === 'by its id') await receiveReport(report({ of: id, recipient: friend }));
      else await receiveReport(report({ to: returnPath, recipient: friend }), returnPath);
      expect([await stateOf(customer), await stateOf(friend)]).toEqual(['good', 'good']);
      const delivery = await deliveryOf(desk, messageId);
      expect(delivery.state).toBe('accepted');
      expect(JSON.stringify(delivery)).toContain(`It came back from ${friend}`);
      const told = await desk.db
        .selectFrom('event')
        .select('reasons')
        .where('ticketId', '=', ticketId)
        .where('kind', '=', 'mail-partly-refused')
        .execute();
      expect(JSON.stringify(told)).toContain('each of them could have written this report');
      expect(await eventsOf(ticketId)).not.toContain('address-dead');
      const kept = await desk.db
        .selectFrom('addressReport')
        .select(['kind', 'counted', 'note'])
        .where('address', '=', friend)
        .execute();
      expect(kept).toEqual([
        { kind: 'failed', counted: false, note: expect.stringContaining('several people') },
      ]);
    },
  );
});

it('a delay is told and changes nothing', async () => {
  const { customer, messageId, id } = await answered();
  await receiveReport(report({ of: id, recipient: customer, action: 'delayed', status: '4.4.1' }));
  expect((await deliveryOf(desk, messageId)).state).toBe('accepted');
  expect(await stateOf(customer)).toBe('good');
});

describe('a forged report', () => {
  let victim: Awaited<ReturnType<typeof answered>>;
  beforeAll(async () => {
    victim = await answered();
  });
  const unharmed = async (): Promise<void> => {
    expect(await stateOf(victim.customer)).toBe('good');
    expect((await deliveryOf(desk, victim.messageId)).state).toBe('accepted');
  };

  it('that names an id we never made is held back', async () => {
    const outcome = await receiveReport(report({ of: 'made-up@example.com', recipient: victim.customer }));
    expect(outcome).toMatchObject({ fate: 'quarantine', reason: 'backscatter' });
    await unharmed();
  });

  it('that guesses an id of ours is held back', async () => {
    const guess = victim.id.replace(/^(t[^-]*-[^-]*-)./, '$1z');
    expect(await receiveReport(report({ of: guess, recipient: victim.customer }))).toMatchObject({
      fate: 'quarantine',
    });
    await unharmed();
  });

  it('that comes to a guessed return path is held back', async () => {
    const [local = '', domain = ''] = victim.returnPath.split('@');
    const guess = `${local.slice(0, -1)}${local.endsWith('a') ? 'b' : 'a'}@${domain}`;
    expect(await receiveReport(report({ to: guess, recipient: victim.customer }), guess)).toMatchObject({
      fate: 'quarantine',
    });
    await unharmed();
  });

  it('by somebody who has a mail of ours closes nobody else', async () => {
    const own = await answered();
    await receiveReport(report({ of: own.id, recipient: victim.customer }));
    await receiveReport(
      report({ to: own.returnPath, of: own.id, recipient: victim.customer }),
      own.returnPath,
    );
    await unharmed();
    expect(await eventsOf(own.ticketId)).toContain('report-not-believed');
    const kept = await desk.db
      .selectFrom('addressReport')
      .select(['counted', 'kind'])
      .where('address', '=', victim.customer)
      .execute();
    expect(kept).toEqual([{ counted: false, kind: 'failed' }]);
  });

  it('about a mail the customer wrote changes nothing', async () => {
    const first = await take(
      desk,
      { from: victim.customer, messageId: '<theirs@example.org>' },
      { envelopeFrom: victim.customer },
    );
    await receiveReport(report({ of: 'theirs@example.org', recipient: victim.customer }));
    await unharmed();
    expect(await eventsOf(first.ticketId ?? '')).toContain('report-not-believed');
  });

  it('that is a letter of a person is one', async () => {
    const mail = mailText({
      from: 'eve@example.net',
      subject: 'Undelivered Mail Returned to Sender',
      body: `This is the mail system at host x.\n\n<${victim.customer}>: 550 5.1.1 unknown user\n\nMessage-ID: <${victim.id}>`,
    });
    expect(await take(desk, mail, { envelopeFrom: 'eve@example.net' })).toMatchObject({
      fate: 'ticket',
      reason: 'new',
    });
    await unharmed();
  });
});

it('an absence note to the return path lands on its ticket and changes no address', async () => {
  const { customer, ticketId, returnPath } = await answered();
  const note = mailText({
    from: customer,
    to: returnPath,
    subject: 'Out of office',
    headers: { 'Auto-Submitted': 'auto-replied' },
    body: 'I am away.',
  });
  const outcome = await take(desk, note, { envelopeFrom: '', envelopeTo: [returnPath] });
  expect(outcome).toMatchObject({ fate: 'ticket', ticketId });
  expect(await stateOf(customer)).toBe('good');
});

it('a notification that comes back opens no ticket, and its address is remembered', async () => {
  const address = 'former.agent@example.net';
  const mailId = await inTransaction(desk, (tx) =>
    queueNotification(tx, desk, { to: { name: '', address }, subject: 'Sign in', paragraphs: ['Hello'] }),
  );
  await sendDue(desk);
  const mail = await desk.db
    .selectFrom('outboundMail')
    .select('messageIdHeader as id')
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow();
  const outcome = await receiveReport(report({ of: mail.id, recipient: address }));
  expect(outcome.fate).toBe('quarantine');
  expect(await stateOf(address)).toBe('dead');
});

it('a complaint is told on the ticket and leaves the address good', async () => {
  const { customer, ticketId, id } = await answered();
  const complaint = mailText({
    from: 'feedback@provider.example',
    subject: 'FW: your mail',
    headers: { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary="b"' },
    body: `--b\n\nAn abuse report.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <${id}>\n\nhi\n--b--`,
  });
  await receiveReport(complaint);
  const [state] = await addressStates(desk.db, {
    brandId: desk.brand.id,
    addresses: [customer],
    now: desk.clock.now(),
  });
  expect(state).toMatchObject({ state: 'good', complainedAt: expect.any(Date) });
  expect(await eventsOf(ticketId)).toContain('complaint-received');
});
