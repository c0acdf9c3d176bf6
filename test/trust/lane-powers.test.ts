/** The whole table of what a lane may do, each line of it by mail that really comes in. */
import { afterAll, describe, expect, it } from 'vitest';
import { considerAcknowledgement } from '#features/acknowledgement/commands/consider-acknowledgement.ts';
import { trackingUrl } from '#features/mail-out/index.ts';
import { openLink } from '#features/portal/queries/open-link.ts';
import { lanePowers, type Power } from '#features/tickets/index.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { machines, type Sent, trustScene } from './scene.ts';

const scene = await trustScene();
const { desk, domains, send, see, ticketOf } = scene;
afterAll(closeParsePool);

type LaneName = keyof typeof lanePowers;
/** One writer a lane: their domain, and how their mail comes. `failed` is held unless it is tied to a ticket. */
const ways = {
  verified: { domain: 'strict.example', came: { sign: domains.strict } },
  plausible: { domain: 'silent.example', came: {} },
  unverified: { domain: 'watching.example', came: { ip: machines.evil } },
  failed: { domain: 'quarantining.example', came: { ip: machines.evil } },
} as const satisfies Record<LaneName, object>;
desk.dns.set('_dmarc.quarantining.example', 'TXT', ['v=DMARC1; p=quarantine']);

let count = 0;
/** A customer who has a ticket, and their next mail in this lane. */
async function nextMail(lane: LaneName, tie: 'token' | 'reference' | 'number' | 'nothing') {
  const { domain, came } = ways[lane];
  count += 1;
  const from = `c${count}@${domain}`;
  // A token of their own would prove them: here it is that of somebody else on the ticket.
  const mine = await ticketOf(from, `other${count}@${domain}`);
  const parts = {
    from,
    cc: 'friend@example.net',
    subject: tie === 'number' ? `Re: ring [#${mine.number}]` : `Another matter ${count}`,
    ...(tie === 'token' ? { references: [mine.tokenId] } : {}),
    ...(tie === 'reference' ? { references: [mine.reference] } : {}),
  };
  const sent = await send(parts, { ...came, envelopeFrom: 'x@relay.example' });
  return { mine, sent, from, seen: await see(sent) };
}

async function wasAnswered({ ticketId, messageId }: Sent): Promise<boolean> {
  if (ticketId === null || messageId === null) return false;
  // It has waited long enough to be understood: whether it may be answered does not depend on that.
  const opened = { ticketId, messageId, noAutoReply: null, waits: 100 };
  await inTransaction(desk, (tx) => considerAcknowledgement(tx, desk, opened));
  const mails = await desk.db
    .selectFrom('outboundMail')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'acknowledgement')
    .execute();
  return mails.length > 0;
}

/** The customer's page of their ticket after their next mail in this lane, and that mail on it. */
async function pageAfter(lane: LaneName) {
  const { mine, sent, from, seen } = await nextMail(lane, 'token');
  expect(seen.lane).toBe(lane);
  expect(sent.ticketId).toBe(mine.id);
  // The real customer opened the ticket before, and may look at it.
  await desk.db
    .updateTable('message')
    .set({ lane: 'plausible' })
    .where('ticketId', '=', mine.id)
    .where('id', '!=', sent.messageId)
    .execute();
  const url = trackingUrl(desk, { ticketId: mine.id, addresses: [from] });
  const page = await openLink(desk, url.slice(url.lastIndexOf('/') + 1));
  if (page === null) throw new Error('The page of the ticket did not open');
  return page.messages.find(({ id }) => id === sent.messageId);
}

/** Whether a mail of this lane really did it. */
const tries: Record<Power, (lane: LaneName) => Promise<boolean>> = {
  async 'thread-by-token'(lane) {
    const { mine, sent, seen } = await nextMail(lane, 'token');
    expect(seen.lane).toBe(lane);
    return sent.ticketId === mine.id;
  },
  async 'thread-by-reference'(lane) {
    const { mine, sent, seen } = await nextMail(lane, 'reference');
    expect(seen.lane).toBe(lane);
    return sent.ticketId === mine.id;
  },
  async 'thread-by-number'(lane) {
    const { mine, sent } = await nextMail(lane, 'number');
    return sent.ticketId === mine.id;
  },
  async 'see-tracking-page'(lane) {
    const { sent, from, seen } = await nextMail(lane, 'nothing');
    expect(seen.lane).toBe(lane);
    const url = trackingUrl(desk, { ticketId: sent.ticketId ?? '', addresses: [from] });
    return (await openLink(desk, url.slice(url.lastIndexOf('/') + 1))) !== null;
  },
  async 'be-shown-to-customer'(lane) {
    return (await pageAfter(lane)) !== undefined;
  },
  async 'be-shown-as-theirs'(lane) {
    const shown = await pageAfter(lane);
    return shown?.mine === true && !shown.unproven;
  },
  async 'count-as-customer'(lane) {
    const { mine, sent } = await nextMail(lane, 'token');
    expect(sent.ticketId).toBe(mine.id);
    const { lastCustomerAt, snippet } = await desk.db
      .selectFrom('ticket')
      .select(['lastCustomerAt', 'snippet'])
      .where('id', '=', mine.id)
      .executeTakeFirstOrThrow();
    const message = await desk.db
      .selectFrom('message')
      .select(['at', 'visibleText'])
      .where('id', '=', sent.messageId ?? '')
      .executeTakeFirstOrThrow();
    const isNewest = lastCustomerAt?.getTime() === message.at.getTime();
    expect(message.visibleText.startsWith(snippet.slice(0, 40))).toBe(isNewest);
    return isNewest;
  },
  async 'trigger-automatic-mail'(lane) {
    const { sent, seen } = await nextMail(lane, 'nothing');
    expect(seen.lane).toBe(lane);
    return wasAnswered(sent);
  },
  async 'change-participants'(lane) {
    // Somebody who is a recipient of a mail on the ticket answers to all: known there, not yet part of it.
    const { domain, came } = ways[lane];
    count += 1;
    const newcomer = `friend${count}@${domain}`;
    const opened = await send({ from: `o${count}@strict.example`, cc: newcomer }, { sign: domains.strict });
    const { messageIdHeader } = await desk.db
      .selectFrom('message')
      .select('messageIdHeader')
      .where('id', '=', opened.messageId ?? '')
      .executeTakeFirstOrThrow();
    const sent = await send(
      { from: newcomer, references: [`<${messageIdHeader}>`] },
      { ...came, envelopeFrom: 'x@relay.example' },
    );
    const { roles } = await see({ ...sent, ticketId: opened.ticketId });
    return roles[newcomer] === 'cc';
  },
  async 'act-as-agent'(lane) {
    const { seen } = await nextMail(lane, 'token');
    // Nothing that comes by mail speaks as an agent on a ticket, in any lane.
    expect(seen.authorKind).toBe('customer');
    const { domain, came } = ways[lane];
    count += 1;
    await desk.db
      .insertInto('agent')
      .values({ id: crypto.randomUUID(), name: 'A', email: `agent${count}@${domain}`, role: 'agent' })
      .execute();
    scene.forgetAgents();
    const claimed = await see(
      await send({ from: `agent${count}@${domain}` }, { ...came, envelopeFrom: 'x@relay.example' }),
    );
    return claimed.lane === 'verified';
  },
};

describe.each(Object.entries(lanePowers))('%s', (lane, powers) => {
  it.each(Object.entries(powers))('%s: %s', async (power, allowed) => {
    // Object.entries forgets the names of its keys.
    expect(await tries[power as Power](lane as LaneName)).toBe(allowed);
  });
});
