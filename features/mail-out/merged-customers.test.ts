/** Two customers whose tickets were merged: each is answered in their own conversation, and hears nothing of the other. */
import { describe, expect, it } from 'vitest';
import { findReplyTokens, mergeTickets } from '#features/tickets/index.ts';
import { receive, ticketDetail, unmergeTicket } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { createOutbox } from './outbox.ts';
import { answer } from './test-help/reply-builder.ts';
import { type CapturedMail, capturedMails, sendDue } from './testing.ts';

const desk = await testDesk();
const outbox = createOutbox(desk);
const actor = systemActor('Test');
const anna = { name: 'Anna', address: 'anna@example.com' };
const ben = { name: 'Ben', address: 'ben@example.net' };

/** Anna's ticket with Ben's merged into it. */
async function merged() {
  const hers = await receive(desk, {
    author: anna,
    subject: 'Ring size',
    messageIdHeader: `${newId()}@example.com`,
  });
  desk.clock.advance(60_000);
  const his = await receive(desk, {
    author: ben,
    subject: 'My charger',
    messageIdHeader: `${newId()}@example.net`,
  });
  await inTransaction(desk, (tx) =>
    mergeTickets(tx, desk, actor, { fromId: his.ticketId, intoId: hers.ticketId }),
  );
  return { hers, his };
}

async function sent(of: { mailId: string }): Promise<CapturedMail> {
  await sendDue(desk);
  const found = (await capturedMails(desk)).find((mail) => mail.id === of.mailId);
  if (!found) throw new Error('The mail was not captured');
  return found;
}

const recipients = (ticketId: string, answering: string | null) =>
  inTransaction(desk, (tx) => outbox.recipients(tx, ticketId, answering));

describe('after a merge', () => {
  it('an answer goes to the one whose message is answered, and nobody else is in copy', async () => {
    const { hers, his } = await merged();
    const toBen = await recipients(hers.ticketId, his.messageId);
    expect([toBen.to.map((one) => one.address), toBen.cc]).toEqual([['ben@example.net'], []]);
    const toAnna = await recipients(hers.ticketId, hers.messageId);
    expect([toAnna.to.map((one) => one.address), toAnna.cc]).toEqual([['anna@example.com'], []]);
  });

  it('the mail carries subject, number, token and references of their own conversation only', async () => {
    const { hers, his } = await merged();
    const mail = await sent(await answer(desk, hers.ticketId, { answering: his.messageId }));
    expect(mail.header('Subject')).toBe(`Re: My charger [#${his.ticketNumber}]`);
    expect(mail.header('To')).toBe('Ben <ben@example.net>');
    expect(`${mail.header('References')}${mail.mail.text}`).not.toMatch(/anna|Ring size/i);
    const [token] = findReplyTokens(desk.keys, [mail.header('Message-ID') ?? '']);
    expect(token?.ticketNumber).toBe(his.ticketNumber);
  });

  it('a stranger on the one ticket who opened the other is answered there', async () => {
    const { hers, his } = await merged();
    await desk.db
      .updateTable('ticketParticipant')
      .set({ role: 'unverified', viaTicketId: null })
      .where('ticketId', '=', hers.ticketId)
      .where('personId', '!=', (await ticketDetail(desk, outbox, { id: hers.ticketId })).customer?.id ?? '')
      .execute();
    const { to } = await recipients(hers.ticketId, his.messageId);
    expect(to.map((one) => one.address)).toEqual(['ben@example.net']);
    expect((await recipients(hers.ticketId, null)).to[0]?.address).toBe('ben@example.net');
  });

  it('the ticket says who came with which', async () => {
    const { hers, his } = await merged();
    const detail = await ticketDetail(desk, outbox, { number: his.ticketNumber });
    expect([detail.askedNumber, detail.number]).toEqual([his.ticketNumber, hers.ticketNumber]);
    expect(detail.participants.map(({ person, role, cameWith }) => [person.email, role, cameWith])).toEqual([
      ['anna@example.com', 'requester', null],
      ['ben@example.net', 'cc', his.ticketNumber],
    ]);
  });

  it('undoing it takes the answers along to the ticket of whom they were written to', async () => {
    const { hers, his } = await merged();
    const { messageId } = await answer(desk, hers.ticketId, { answering: his.messageId });
    const stays = await answer(desk, hers.ticketId, { answering: hers.messageId });
    await inTransaction(desk, (tx) => unmergeTicket(tx, desk, actor, { ticketId: his.ticketId }));
    const ids = async (id: string) =>
      (await ticketDetail(desk, outbox, { id })).messages.map((message) => message.id);
    expect(await ids(his.ticketId)).toEqual([his.messageId, messageId]);
    expect(await ids(hers.ticketId)).toEqual([hers.messageId, stays.messageId]);
  });
});
