/** Whoever writes in somebody else's name gets nothing by it: every way we know of. */
import { afterAll, describe, expect, it } from 'vitest';
import { releaseMail } from '#features/mail-in/commands/release-mail.ts';
import { mailText } from '#features/mail-in/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { machines, trustScene } from './scene.ts';

const { desk, domains, send, see, ticketOf, trust } = await trustScene();
afterAll(closeParsePool);
const { strict, watching, evil } = domains;
const forged = { ip: machines.evil };

describe('a forged agent', () => {
  it.each([
    ['From alone', {}],
    [
      'with an Authentication-Results that claims a pass',
      { headers: { 'Authentication-Results': 'mx.example.com; dmarc=pass header.from=strict.example' } },
    ],
    [
      'with headers of our own names',
      { headers: { 'X-Posthaste-Agent': 'ann@strict.example', 'X-Posthaste-Lane': 'verified' } },
    ],
    ['with another Sender', { headers: { Sender: 'mallory@evil.example' } }],
    ['with a subject that names a ticket', { subject: 'Re: ring [#1001]' }],
  ])('%s is held back, because the domain asks to refuse it', async (_name, parts) => {
    expect(await send({ from: 'Ann <ann@strict.example>', ...parts }, forged)).toMatchObject({
      fate: 'quarantine',
      reason: 'failed-dmarc',
    });
  });

  it('whose domain cannot say anything, because the DNS is away, is unverified', async () => {
    desk.dns.set('_dmarc.strict.example', 'TXT', 'ETIMEOUT');
    try {
      expect(await see(await send({ from: 'ann@strict.example' }, forged))).toMatchObject({
        lane: 'unverified',
        authorKind: 'customer',
      });
    } finally {
      desk.dns.set('_dmarc.strict.example', 'TXT', ['v=DMARC1; p=reject']);
    }
  });

  it('in the name of a domain that is proven is unverified', async () => {
    const seen = await see(
      await send({ from: '"ann@strict.example" <mallory@evil.example>' }, { ...forged, sign: evil }),
    );
    expect(seen).toMatchObject({ lane: 'unverified' });
    expect(seen.reasons).toContain('ann@strict.example');
  });

  it('beside a proven author in one From, or in a second From, is unverified', async () => {
    const both = await send({ from: 'mallory@evil.example, ann@strict.example' }, { ...forged, sign: evil });
    expect(await see(both)).toMatchObject({ lane: 'unverified' });
    const raw = Buffer.from(
      'From: mallory@evil.example\r\nFrom: ann@strict.example\r\nTo: support@ouraring.com\r\nSubject: Two\r\n\r\nHi\r\n',
    );
    expect(await see(await send(raw, { ...forged, sign: evil }))).toMatchObject({ lane: 'unverified' });
  });

  it('that is no forgery is verified, and still speaks as a customer', async () => {
    const seen = await see(await send({ from: 'ann@strict.example' }, { sign: strict }));
    expect(seen).toMatchObject({ lane: 'verified', authorKind: 'customer' });
  });
});

describe('a forged customer', () => {
  it('with a reference to the ticket does not join it', async () => {
    const mine = await ticketOf('mia@strict.example');
    const seen = await send({ from: 'mia@strict.example', references: [mine.reference] }, forged);
    expect(seen).toMatchObject({ fate: 'ticket', reason: 'new' });
    expect(seen.ticketId).not.toBe(mine.id);
    expect(await see(seen)).toMatchObject({
      lane: 'failed',
      reasons: 'This mail claims to be from mia@strict.example, but strict.example says it is not.',
    });
    const proposed = await desk.db
      .selectFrom('ticketProposal')
      .select('otherId')
      .where('ticketId', '=', seen.ticketId ?? '')
      .execute();
    expect(proposed).toEqual([{ otherId: mine.id }]);
  });

  it('with a stolen token is shown there as failed, and changes nothing of who takes part', async () => {
    const mine = await ticketOf('mia2@strict.example');
    const seen = await send(
      { from: 'mia2@strict.example', references: [mine.tokenId], cc: 'eve@evil.example' },
      forged,
    );
    expect(seen.ticketId).toBe(mine.id);
    expect(await see(seen)).toMatchObject({ lane: 'failed', roles: { 'mia2@strict.example': 'requester' } });
  });

  it('of a domain that only watches, with a stolen token, is unverified', async () => {
    const mine = await ticketOf('otto@watching.example');
    const seen = await see(await send({ from: 'otto@watching.example', references: [mine.tokenId] }, forged));
    expect(seen.lane).toBe('unverified');
  });

  it('of a domain without any record, with a stolen token and answers sent elsewhere, is unverified', async () => {
    const mine = await ticketOf('lea@silent.example');
    const parts = {
      from: 'lea@silent.example',
      references: [mine.tokenId],
      headers: { 'Reply-To': 'eve@evil.example' },
    };
    expect((await see(await send(parts, forged))).lane).toBe('unverified');
  });

  it('who shows a token of another address is unverified, however proven', async () => {
    const mine = await ticketOf('kim@strict.example');
    const seen = await send(
      { from: 'eve@evil.example', references: [mine.tokenId] },
      { ...forged, sign: evil, envelopeFrom: 'eve@evil.example' },
    );
    expect(seen.ticketId).toBe(mine.id);
    expect(await see(seen)).toMatchObject({
      lane: 'unverified',
      roles: { 'kim@strict.example': 'requester', 'eve@evil.example': 'unverified' },
    });
  });

  it.each([
    ['a signature of another domain', { sign: evil }],
    ['a pass of SPF for the envelope only', { envelopeFrom: 'x@evil.example' }],
    ['both', { sign: evil, envelopeFrom: 'x@evil.example' }],
    ['a null return path', { envelopeFrom: '' }],
  ])('with %s is not proven', async (_name, came) => {
    expect(await send({ from: 'max@strict.example' }, { ...forged, ...came })).toMatchObject({
      fate: 'quarantine',
      reason: 'failed-dmarc',
    });
    expect((await see(await send({ from: 'max@watching.example' }, { ...forged, ...came }))).lane).toBe(
      'unverified',
    );
  });

  it('who adds to a text of which only a part is signed (l=) is not proven', async () => {
    const raw = mailText({ from: 'nia@strict.example', body: 'Hello.' });
    const signed = await strict.sign(raw, { length: 6, at: desk.clock.now() });
    expect(await send(Buffer.concat([signed, Buffer.from('Pay here.\r\n')]), forged)).toMatchObject({
      reason: 'failed-dmarc',
    });
  });

  it('who sends a signed mail of theirs once more, changed, is not proven', async () => {
    const signed = await strict.sign(mailText({ from: 'pia@strict.example' }), { at: desk.clock.now() });
    const changed = Buffer.from(signed.toString('latin1').replace('My ring', 'My bank'), 'latin1');
    expect(await send(changed, forged)).toMatchObject({ reason: 'failed-dmarc' });
  });

  it('named in Sender or Reply-To only is not taken for the author', async () => {
    const parts = {
      from: 'eve@evil.example',
      headers: { Sender: 'mia@strict.example', 'Reply-To': 'mia@strict.example' },
    };
    const sent = await send(parts, { ...forged, sign: evil });
    const message = await desk.db
      .selectFrom('message')
      .select('authorAddress')
      .where('id', '=', sent.messageId ?? '')
      .executeTakeFirst();
    expect(message?.authorAddress).toBe('eve@evil.example');
  });

  it('named in Sender of a mail without From, with a stolen token, is unverified', async () => {
    const mine = await ticketOf('uma@silent.example');
    const sent = await send(
      { from: null, references: [mine.tokenId], headers: { Sender: 'uma@silent.example' } },
      forged,
    );
    expect((await see(sent)).lane).toBe('unverified');
  });
});

describe('our own address', () => {
  it.each(['smtp', 'imap', 'http'] as const)('in From proves nothing, by %s', async (source) => {
    const seen = await see(
      await send({ from: 'support@ouraring.com', subject: 'Hello team' }, { ...forged, source }),
    );
    expect(seen.lane).toBe('unverified');
  });
});

describe('Authentication-Results', () => {
  const pass = 'dkim=pass header.d=strict.example; dmarc=pass (p=REJECT) header.from=strict.example';
  const fail = 'spf=fail smtp.mailfrom=strict.example; dmarc=fail (p=REJECT) header.from=strict.example';
  const arrive = (source: 'imap' | 'http' | 'smtp', ...values: string[]) => {
    const fields = values.map((value) => `Authentication-Results: ${value}\r\n`).join('');
    const raw = `${fields}From: mia@strict.example\r\nTo: support@ouraring.com\r\nSubject: Ring ${values.join()}\r\n\r\n${Math.random()}\r\n`;
    return send(Buffer.from(raw), { ...forged, source, mailboxId: desk.mailbox.id });
  };

  it.each(['imap', 'http'] as const)(
    'on top, by a server the mailbox trusts, is believed (%s)',
    async (source) => {
      await trust('mx.example.org');
      expect((await see(await arrive(source, `mx.example.org; ${pass}`))).lane).toBe('verified');
      expect(await arrive(source, `mx.example.org; ${fail}`)).toMatchObject({ reason: 'failed-dmarc' });
    },
  );

  it.each<[string, string[], string]>([
    [
      'planted below that of the trusted server',
      [`mx.example.org; ${fail}`, `mx.example.org; ${pass}`],
      'held',
    ],
    [
      'planted twice below it',
      [`mx.example.org; ${fail}`, `mx.example.org; ${pass}`, `mx.example.org; ${pass}`],
      'held',
    ],
    [
      'planted below one of another server',
      [`relay.example.net; ${pass}`, `mx.example.org; ${pass}`],
      'plausible',
    ],
    [
      'planted below one that cannot be read',
      [`mx.example.org; ${pass} (`, `mx.example.org; ${pass}`],
      'plausible',
    ],
    ['by another server', [`evil.example; ${pass}`], 'plausible'],
    ['with the trusted name in a comment', [`evil.example (mx.example.org); ${pass}`], 'plausible'],
    [
      'with the pass in a comment of a fail',
      [`mx.example.org; dmarc=fail (p=REJECT; dmarc=pass) header.from=strict.example`],
      'held',
    ],
    ['about another author', ['mx.example.org; dmarc=pass header.from=evil.example'], 'unverified'],
    [
      'for a signature of another domain',
      ['mx.example.org; dkim=pass header.d=evil.example; dmarc=none'],
      'plausible',
    ],
  ])('%s does not win', async (_name, values, outcome) => {
    await trust('mx.example.org');
    const sent = await arrive('imap', ...values);
    if (outcome === 'held') expect(sent).toMatchObject({ fate: 'quarantine', reason: 'failed-dmarc' });
    else expect((await see(sent)).lane).toBe(outcome);
  });

  it('is not believed by a mailbox that names nobody, nor in mail by SMTP, which we check ourselves', async () => {
    await trust();
    expect((await see(await arrive('imap', `mx.example.org; ${pass}`))).lane).toBe('plausible');
    await trust('mx.example.org');
    expect(await arrive('smtp', `mx.example.org; ${pass}`)).toMatchObject({ reason: 'failed-dmarc' });
  });
});

it('a mail server of our own that hands mail on is asked for its word, not for its address', async () => {
  await trust('mx.example.org');
  desk.settings.frontServers = [machines.evil];
  const hand = (found: string) =>
    send(
      { from: 'mia@strict.example', headers: { 'Authentication-Results': `mx.example.org; ${found}` } },
      { ...forged, mailboxId: desk.mailbox.id },
    );
  try {
    expect((await see(await hand('dmarc=pass header.from=strict.example'))).lane).toBe('verified');
    expect((await see(await hand('spf=none'))).lane).toBe('plausible');
    expect(await hand('dmarc=fail (p=REJECT) header.from=strict.example')).toMatchObject({
      reason: 'failed-dmarc',
    });
  } finally {
    desk.settings.frontServers = [];
  }
});

describe('a forwarder that breaks the proof', () => {
  const forward = async (sealed: boolean) => {
    const signed = await strict.sign(mailText({ from: 'ida@strict.example' }), { at: desk.clock.now() });
    const changed = Buffer.from(
      signed.toString('latin1').replace('Hello, this', '[list] Hello, this'),
      'latin1',
    );
    const found =
      'mx.watching.example; dkim=pass header.d=strict.example; dmarc=pass header.from=strict.example';
    return send(sealed ? await watching.seal(changed, found, 'none', desk.clock.now()) : changed, forged);
  };
  it('is held without a seal, and with one that nobody trusts', async () => {
    expect(await forward(false)).toMatchObject({ reason: 'failed-dmarc' });
    expect(await forward(true)).toMatchObject({ reason: 'failed-dmarc' });
  });
  it('comes in verified with the ARC seal of a forwarder that the desk trusts', async () => {
    desk.settings.trustedSealers = ['watching.example'];
    const seen = await see(await forward(true));
    expect(seen).toMatchObject({ lane: 'verified' });
    expect(seen.reasons).toContain('forwarded by watching.example');
  });
});

it('a held forgery that an agent lets in carries the warning', async () => {
  const held = await send({ from: 'zoe@strict.example' }, forged);
  expect(held.reason).toBe('failed-dmarc');
  const actor = {
    kind: 'agent' as const,
    id: held.id,
    name: 'Ann',
    email: 'ann@strict.example',
    role: 'admin',
    teamIds: [],
    permissions: new Set(['quarantine:release']),
  };
  const { ticketId } = await releaseMail(desk, actor, held.id);
  const message = await desk.db
    .selectFrom('message')
    .select(['lane'])
    .where('ticketId', '=', ticketId)
    .executeTakeFirst();
  expect(message?.lane).toBe('failed');
});
