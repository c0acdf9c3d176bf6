/** A desk with customers, an agent and forgers, and a DNS in which some of their domains prove their mail. */

import { forgetAgentAddresses } from '#features/access/index.ts';
import { type MailParts, mailText, take } from '#features/mail-in/testing.ts';
import { makeReplyToken, nonceFrom, tokenMessageId } from '#features/tickets/index.ts';
import { forgetOurAddresses } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { type TestDomain, testDomain } from '#mail/testing/sign-mail.ts';
import { newId } from '#platform/ids.ts';

export type Sent = Awaited<ReturnType<typeof take>>;
type Came = {
  /** Which machine hands it over; that of `strict` unless told. */
  ip?: string;
  envelopeFrom?: string;
  sign?: TestDomain;
  source?: 'smtp' | 'imap' | 'http';
  mailboxId?: string;
};

/** Machines: the one of the strict domain, and one that no domain knows. */
export const machines = { strict: '192.0.2.7', evil: '198.51.100.66' };

export async function trustScene() {
  const desk = await testDesk();
  const { dns } = desk;
  const domains = {
    /** Asks to refuse what it does not prove. */
    strict: testDomain(dns, 'strict.example', {
      spf: `v=spf1 ip4:${machines.strict} -all`,
      dmarc: 'v=DMARC1; p=reject',
    }),
    /** Proves its mail, but asks for nothing. */
    watching: testDomain(dns, 'watching.example', {
      spf: `v=spf1 ip4:${machines.strict} ~all`,
      dmarc: 'v=DMARC1; p=none',
    }),
    /** Belongs to whoever forges; everything about it is in order. */
    evil: testDomain(dns, 'evil.example', {
      spf: `v=spf1 ip4:${machines.evil} -all`,
      dmarc: 'v=DMARC1; p=reject',
    }),
  };
  const agent = { id: newId(), name: 'Ann', email: 'ann@strict.example', role: 'agent' };
  await desk.db.insertInto('agent').values(agent).execute();
  forgetAgentAddresses(desk);

  const send = (parts: MailParts | Buffer, came: Came = {}): Promise<Sent> =>
    sendRaw(Buffer.isBuffer(parts) ? parts : mailText(parts), came);
  async function sendRaw(
    raw: Buffer,
    { sign, ip, source = 'smtp', envelopeFrom, ...came }: Came,
  ): Promise<Sent> {
    const signed = sign ? await sign.sign(raw, { at: desk.clock.now() }) : raw;
    return take(desk, signed, {
      ...came,
      source,
      remoteAddress: ip ?? machines.strict,
      helo: 'mail.example.org',
      envelopeFrom: source === 'smtp' ? (envelopeFrom ?? 'bounce@evil.example') : null,
      ...(source === 'smtp' ? {} : { sourceKey: `${source}:${newId()}` }),
    });
  }
  async function see({ messageId, ticketId }: Sent) {
    const message = await desk.db
      .selectFrom('message')
      .select(['lane', 'laneReasons', 'authorKind', 'authorName', 'authorAddress'])
      .where('id', '=', messageId ?? '')
      .executeTakeFirst();
    const roles = await desk.db
      .selectFrom('ticketParticipant')
      .innerJoin('personAddress', 'personAddress.personId', 'ticketParticipant.personId')
      .select(['address', 'role'])
      .where('ticketId', '=', ticketId ?? '')
      .execute();
    return {
      lane: message?.lane ?? null,
      reasons: (message?.laneReasons ?? []).join(' '),
      authorKind: message?.authorKind ?? null,
      roles: Object.fromEntries(roles.map(({ address, role }) => [address, role])),
    };
  }
  /** A ticket that this customer opened, with what an answer of ours to them (or to `tokenFor`) carries. */
  async function ticketOf(from: string, tokenFor = from) {
    const opened = await send({ from, messageId: `<${newId()}@mail.example.org>` }, { envelopeFrom: from });
    if (opened.ticketId === null) throw new Error('The customer of the test has no ticket');
    const { number } = await desk.db
      .selectFrom('ticket')
      .select('number')
      .where('id', '=', opened.ticketId)
      .executeTakeFirstOrThrow();
    const token = makeReplyToken(desk.keys, {
      ticketNumber: number,
      recipient: tokenFor,
      nonce: nonceFrom(Buffer.from(newId())),
    });
    const { messageIdHeader } = await desk.db
      .selectFrom('message')
      .select('messageIdHeader')
      .where('id', '=', opened.messageId ?? '')
      .executeTakeFirstOrThrow();
    return {
      id: opened.ticketId,
      number,
      /** Of the reply we sent; whoever reads that mail knows it. */
      tokenId: `<${tokenMessageId(token, 'ouraring.com')}>`,
      reference: `<${messageIdHeader}>`,
    };
  }
  async function trust(...servers: string[]): Promise<void> {
    await desk.db
      .updateTable('mailbox')
      .set({ trustedServers: servers })
      .where('id', '=', desk.mailbox.id)
      .execute();
    forgetOurAddresses(desk);
  }
  const forgetAgents = (): void => forgetAgentAddresses(desk);
  return { desk, domains, send, see, ticketOf, trust, forgetAgents };
}
