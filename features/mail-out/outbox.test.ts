import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { describe, expect, it } from 'vitest';
import { type BounceReport, findBounceToken, findReplyTokens } from '#features/tickets/index.ts';
import { incomingFile, receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { noteBounce } from './commands/note-bounce.ts';
import { loadDkimKey, newDkimKey, toRecord } from './dkim.ts';
import { createOutbox } from './outbox.ts';
import { showCaptured } from './queries/captured.ts';
import { describeSending } from './queries/sending.ts';
import { mailOutLimits } from './rules/limits.ts';
import { verifyTrackingToken } from './rules/tracking-link.ts';
import { answer, deliveryOf } from './test-help/reply-builder.ts';
import { type CapturedMail, capturedMails, sendDue } from './testing.ts';

const desk = await testDesk();
const outbox = createOutbox(desk);

async function sent(of: { mailId: string }): Promise<CapturedMail> {
  await sendDue(desk);
  const found = (await capturedMails(desk)).find((mail) => mail.id === of.mailId);
  if (!found) throw new Error('The mail was not captured');
  return found;
}

describe('an answer', () => {
  it('threads: References, In-Reply-To, subject, and tokens that prove its ticket', async () => {
    const { ticketId, ticketNumber } = await receive(desk, {
      subject: 'Ring does not charge',
      messageIdHeader: 'first@mail.example.com',
      references: ['root@mail.example.com'],
    });
    const mail = await sent(await answer(desk, ticketId));
    expect(mail.header('In-Reply-To')).toBe('<first@mail.example.com>');
    expect(mail.header('References')).toBe('<root@mail.example.com> <first@mail.example.com>');
    expect(mail.header('Subject')).toBe(`Re: Ring does not charge [#${ticketNumber}]`);
    expect(mail.header('To')).toBe('Anna Example <anna@example.com>');
    expect(mail.header('From')).toBe('Oura Support <support@ouraring.com>');
    expect(mail.header('Date')).toBe('Mon, 23 Nov 2026 12:00:00 +0000');
    for (const place of [mail.header('Message-ID') ?? '', mail.header('Reply-To') ?? '']) {
      const [token] = findReplyTokens(desk.keys, [place]);
      expect(token?.ticketNumber).toBe(ticketNumber);
      expect(token?.isFor('anna@example.com')).toBe(true);
    }
    expect(mail.envelopeFrom).toMatch(/^support\+b[a-z0-9-]+@ouraring\.com$/);
    expect(findBounceToken(desk.keys, [mail.envelopeFrom])).toMatchObject({ ticketNumber });
  });

  it('carries no mark of automatic mail', async () => {
    const { ticketId } = await receive(desk);
    const mail = await sent(await answer(desk, ticketId));
    for (const name of ['Auto-Submitted', 'Precedence', 'X-Auto-Response-Suppress', 'List-Id', 'Bcc']) {
      expect([name, mail.header(name)]).toEqual([name, null]);
    }
    expect(mail.header('X-Posthaste-Loop')).toBe('ouraring.com');
  });

  it('has text and HTML, the signature in the ticket’s language, and a link for this customer only', async () => {
    const { ticketId } = await receive(desk, { language: 'de' });
    const { mail } = await sent(await answer(desk, ticketId));
    expect(mail.text).toContain('Please dock the ring for a minute.');
    expect(mail.text).toContain('-- \nMara Agent');
    expect(mail.html).toContain('<b>minute</b>');
    expect(mail.html).toContain('<html lang="de">');
    const token = /\/t\/([^\s"<]+)/.exec(mail.text ?? '')?.[1] ?? '';
    const claim = verifyTrackingToken(desk.keys, token, desk.clock.now());
    expect([claim?.ticketId, claim?.isFor(['anna@example.com'])]).toEqual([ticketId, true]);
  });

  it('to several people, hidden ones too, carries a link for all of them together and for no one alone', async () => {
    const { ticketId } = await receive(desk, { cc: [{ name: '', address: 'ben@example.org' }] });
    const bcc = [{ name: '', address: 'hidden@example.net' }];
    const { mail, header } = await sent(await answer(desk, ticketId, { bcc }));
    expect(header('Cc')).toBe('ben@example.org');
    const token = /\/t\/([^\s"<]+)/.exec(mail.text ?? '')?.[1] ?? '';
    const claim = verifyTrackingToken(desk.keys, token, desk.clock.now());
    const all = ['hidden@example.net', 'BEN@example.org', 'anna@example.com'];
    expect([all, ...all.map((one) => [one])].map((some) => claim?.isFor(some))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('keeps one subject over the whole conversation', async () => {
    const { ticketId, ticketNumber } = await receive(desk, { subject: 'AW: Frage zu Größe' });
    const first = await sent(await answer(desk, ticketId));
    await receive(desk, {
      target: { kind: 'existing', ticketId },
      subject: first.mail.subject ?? '',
      messageIdHeader: 'second@mail.example.com',
    });
    const second = await sent(await answer(desk, ticketId));
    expect([first.mail.subject, second.mail.subject]).toEqual([
      `Re: Frage zu Größe [#${ticketNumber}]`,
      `Re: Frage zu Größe [#${ticketNumber}]`,
    ]);
  });

  it('quotes only when asked, with the pictures the quote shows', async () => {
    const picture = await incomingFile(desk, 'ring.png', 'PNG', {
      contentType: 'image/png',
      contentId: 'pic1@mail',
      inline: true,
    });
    const other = await incomingFile(desk, 'other.png', 'PNG2', {
      contentType: 'image/png',
      contentId: 'pic2@mail',
    });
    const { ticketId } = await receive(desk, {
      text: 'My ring\nsecond line',
      html: '<p onclick="x()">My ring</p><img src="cid:pic1@mail"><img src="https://t.example/p.gif"><script>x</script>',
      files: [picture, other],
    });
    const plain = await sent(await answer(desk, ticketId));
    expect(plain.mail.text).not.toContain('> My ring');
    const { mail, raw } = await sent(await answer(desk, ticketId, { includeQuote: true }));
    expect(mail.text).toContain('> My ring\n> second line');
    expect(mail.html).toContain('<img src="cid:pic1@mail"');
    expect(mail.html).not.toMatch(/script|onclick|t\.example/);
    expect(mail.attachments.map((file) => file.contentId)).toEqual(['<pic1@mail>']);
    expect(raw).toContain('multipart/related');
  });

  it('carries files and inline pictures from the store, whatever they are called', async () => {
    const { sha256, size } = await desk.files.put(Buffer.from('log'));
    const { ticketId } = await receive(desk);
    const file = { contentType: 'text/plain', size, sha256, contentId: null };
    const { mail, raw } = await sent(
      await answer(desk, ticketId, {
        files: [
          { ...file, filename: '../../x\r\nBcc: evil@example.com' },
          { ...file, filename: '写真 résumé.txt' },
          { ...file, filename: 'inline.png', contentType: 'image/png', contentId: 'own@desk' },
          { ...file, filename: 'pasted.png', contentType: 'image/png', contentId: 'upload' },
        ],
        html: '<p>See <img src="cid:own@desk"> and <img src="cid:upload"></p>',
      }),
    );
    expect(mail.attachments.map(({ filename }) => filename)).toContain('写真 résumé.txt');
    expect(raw).not.toMatch(/^Bcc:/im);
    const inline = mail.attachments.filter(({ disposition }) => disposition === 'inline');
    // A Content-ID has the form of a Message-ID (RFC 2392): one without a domain gets the sender's.
    const named = inline.map(({ contentId }) => contentId?.slice(1, -1) ?? '');
    expect(named).toEqual(['own@desk', expect.stringMatching(/^upload@[a-z.]+$/)]);
    expect(named.map((id) => mail.html?.includes(`src="cid:${id}"`))).toEqual([true, true]);
  });

  it('lets no header in by subject, name or Message-ID of the customer', async () => {
    const { ticketId } = await receive(desk, {
      subject: 'Hi\r\nBcc: evil@example.com\r\n\r\nbody',
      author: { name: 'A\r\nX-Evil: 1', address: 'anna2@example.com' },
      messageIdHeader: 'a>\r\nX-Evil: 2\r\n<b@mail.example.com',
      references: ['x\r\nX-Evil: 3'],
    });
    const { raw } = await sent(await answer(desk, ticketId));
    const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/^(?:X-Evil|Bcc):/im);
  });

  it('is clean: CRLF only, no bare CR or LF, no line over 998 octets, 7 bit', async () => {
    const { ticketId } = await receive(desk, {
      subject: `Ünïcödé ${'💍'.repeat(400)}`,
      author: { name: 'Łukasz "Ł" 💍, Jr.', address: 'lukasz@example.com' },
      references: Array.from({ length: 300 }, (_, at) => `very-long-message-id-${at}@mail.example.com`),
      text: 'x'.repeat(5000),
    });
    const { raw, mail } = await sent(
      await answer(desk, ticketId, {
        text: `${'é'.repeat(3000)}\n.\n.x`,
        html: `<p>${'y'.repeat(9000)}</p>`,
        includeQuote: true,
      }),
    );
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(Buffer.from(raw).every((byte) => byte < 128)).toBe(true);
    expect(mail.to?.[0]?.address).toBe('lukasz@example.com');
    expect(mail.headers.find(({ key }) => key === 'references')?.value.split(/\s+/)).toHaveLength(
      mailOutLimits.references,
    );
  });

  it('passes the threading headers of Outlook through', async () => {
    const raw =
      'Thread-Topic: Ring\r\nThread-Index: AdU0sXrRfXs2y0YOQkSC0fWzqIhL+w==\r\nSubject: Ring\r\n\r\nhi\r\n';
    const stored = await desk.files.put(Buffer.from(raw));
    const inboundMailId = '01936a3e-1111-7222-8333-444455556666';
    await desk.db
      .insertInto('inboundMail')
      .values({
        id: inboundMailId,
        source: 'smtp',
        sourceKey: 'k1',
        rawSha256: stored.sha256,
        rawSize: stored.size,
      })
      .execute();
    const { ticketId } = await receive(desk, { inboundMailId });
    const mail = await sent(await answer(desk, ticketId));
    expect(mail.header('Thread-Index')).toBe('AdU0sXrRfXs2y0YOQkSC0fWzqIhL+w==');
    expect(mail.header('Thread-Topic')).toBe('Ring');
  });

  it('with a file that is gone fails with words, and is not tried for ever', async () => {
    const { ticketId } = await receive(desk);
    const file = {
      filename: 'gone.log',
      contentType: 'text/plain',
      size: 1,
      sha256: 'f'.repeat(64),
      contentId: null,
    };
    const { messageId } = await answer(desk, ticketId, { files: [file] });
    await sendDue(desk);
    const delivery = await deliveryOf(desk, messageId);
    expect(delivery.state).toBe('failed');
    expect(delivery.reason).toContain('gone.log');
  });

  it('to nobody, or to what is no address, is refused before anything is written', async () => {
    const { ticketId } = await receive(desk);
    for (const to of [[], [{ name: '', address: 'x@y.example\r\nBcc: z@example.com' }]]) {
      await expect(answer(desk, ticketId, { to, cc: [] })).rejects.toMatchObject({ problem: 'no-recipient' });
    }
  });
});

describe('recipients on the desk', () => {
  it('never holds our own addresses or an unverified participant', async () => {
    const { ticketId } = await receive(desk, {
      author: { name: 'Olga', address: 'olga@example.com' },
      to: [
        { name: '', address: 'support@ouraring.com' },
        { name: '', address: 'Billing@ouraring.com' },
      ],
      cc: [
        { name: 'Pal', address: 'pal@example.org' },
        { name: '', address: 'mallory@example.net' },
      ],
    });
    await receive(desk, {
      target: { kind: 'existing', ticketId },
      author: { name: 'Mallory', address: 'mallory@example.net' },
      role: 'unverified',
      lane: 'unverified',
    });
    const chosen = await inTransaction(desk, (tx) => outbox.recipients(tx, ticketId, null));
    expect(chosen.from.address).toBe('support@ouraring.com');
    expect(chosen.to.map((one) => one.address)).toEqual(['olga@example.com']);
    expect(chosen.cc.map((one) => one.address)).toEqual(['pal@example.org']);
  });

  it('refuses a message of another ticket', async () => {
    const one = await receive(desk);
    const two = await receive(desk);
    await expect(
      inTransaction(desk, (tx) => outbox.recipients(tx, one.ticketId, two.messageId)),
    ).rejects.toMatchObject({ problem: 'message-not-found' });
  });
});

describe('DKIM', () => {
  it('signs so that another implementation verifies it with the record we print, and never shows the key', async () => {
    const record = await newDkimKey(desk.db, desk.secrets, { domain: 'ouraring.com', selector: 'posthaste' });
    expect(record.name).toBe('posthaste._domainkey.ouraring.com');
    const stored = await desk.db
      .selectFrom('setting')
      .select('value')
      .where('key', '=', 'dkim')
      .executeTakeFirst();
    expect(JSON.stringify(stored) + JSON.stringify(record)).not.toContain('PRIVATE');
    const key = await loadDkimKey(desk.db, desk.secrets);
    expect(key && toRecord(key)).toEqual(record);
    const { ticketId } = await receive(desk, { subject: 'Größe' });
    const { raw } = await sent(await answer(desk, ticketId));
    const check = async (bytes: string) => {
      const { results } = await dkimVerify(Buffer.from(bytes), {
        resolver: async (name: string, type: string) => {
          if (name !== record.name || type !== 'TXT')
            throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
          return [[record.value]];
        },
      });
      return results.map((result: { status: { result: string } }) => result.status.result);
    };
    expect(await check(raw)).toEqual(['pass']);
    expect(await check(raw.replace(/^Subject: .*$/im, 'Subject: other'))).not.toEqual(['pass']);
    expect(await check(`${raw}more\r\n`)).not.toEqual(['pass']);
    expect(raw).toMatch(/^DKIM-Signature:/im);
    await newDkimKey(desk.db, desk.secrets, { domain: 'example.org', selector: 'posthaste' });
    const foreign = await sent(await answer(desk, ticketId));
    expect(foreign.raw).not.toMatch(/^DKIM-Signature:/im);
    await desk.db.deleteFrom('setting').where('key', '=', 'dkim').execute();
  });

  it.each([
    ['not a domain', 'posthaste'],
    ['example.com', 'a b'],
    ['example.com;evil', 'x'],
  ])('refuses domain %j with selector %j', async (domain, selector) => {
    await expect(newDkimKey(desk.db, desk.secrets, { domain, selector })).rejects.toThrow(/is not a/);
  });
});

describe('captured mail and the state of sending', () => {
  it('can be read: headers as they are, both bodies', async () => {
    const { ticketId, ticketNumber } = await receive(desk);
    const { id } = await sent(await answer(desk, ticketId));
    const shown = await showCaptured(desk, id);
    expect(shown.headers).toMatch(/^Message-ID:\s+<t/m);
    expect(shown).toMatchObject({ ticketNumber, kind: 'reply', to: ['anna@example.com'] });
    expect(shown.size).toBeGreaterThan(500);
  });

  it('tells how old the queue is, counting from when a mail was due', async () => {
    const now = desk.clock.now();
    const { ticketId } = await receive(desk);
    await answer(desk, ticketId, { dueAt: new Date(now.getTime() + 3_600_000) });
    expect(await describeSending(desk)).toMatchObject({ mode: 'capture', queued: 1, oldestQueuedSeconds: 0 });
    await answer(desk, ticketId, { dueAt: new Date(now.getTime() - 90_000) });
    expect(await describeSending(desk)).toMatchObject({ queued: 2, oldestQueuedSeconds: 90 });
  });
});

describe('a mail that comes back', () => {
  async function accepted(
    to: string[],
  ): Promise<{ ticketId: string; messageId: string; messageIdHeader: string }> {
    const { ticketId } = await receive(desk);
    const queued = await answer(desk, ticketId, { to: to.map((address) => ({ name: '', address })), cc: [] });
    await sendDue(desk);
    return { ticketId, ...queued };
  }
  const report: Omit<BounceReport, 'messageIdHeader'> = {
    token: null,
    reportTicketId: null,
    recipients: [],
    kind: 'failed',
    status: '5.1.1',
    recipient: 'anna@example.com',
    diagnostic: '550 No such\r\nuser',
  };

  it('is failed, with the words of the report, and can be sent again', async () => {
    const { ticketId, messageId, messageIdHeader } = await accepted(['anna@example.com']);
    await inTransaction(desk, (tx) => noteBounce(tx, desk, { ...report, messageIdHeader }));
    const delivery = await deliveryOf(desk, messageId);
    expect(delivery).toMatchObject({ state: 'failed', retryable: true });
    expect(delivery.reason).toBe(
      'It came back from anna@example.com (5.1.1). Their mail server did not take the mail. The mail server there said: 550 No such user',
    );
    const ticket = await desk.db
      .selectFrom('ticket')
      .select('deliveryTrouble')
      .where('id', '=', ticketId)
      .execute();
    expect(ticket).toEqual([{ deliveryTrouble: true }]);
  });

  it('after a server gave up trying is failed, too', async () => {
    const { messageId, messageIdHeader, ticketId } = await accepted(['anna@example.com']);
    await inTransaction(desk, (tx) => noteBounce(tx, desk, { ...report, messageIdHeader, status: '4.4.7' }));
    expect(await deliveryOf(desk, messageId)).toMatchObject({ state: 'failed', retryable: true });
    const event = await desk.db
      .selectFrom('event')
      .select('data')
      .where('ticketId', '=', ticketId)
      .where('kind', '=', 'mail-failed')
      .executeTakeFirstOrThrow();
    expect(event.data).toMatchObject({ sentence: 'A message came back: it could not be delivered.' });
  });

  it('from one of several is told, and the mail stays accepted', async () => {
    const { messageId, messageIdHeader } = await accepted(['anna@example.com', 'ben@example.org']);
    await inTransaction(desk, (tx) => noteBounce(tx, desk, { ...report, messageIdHeader }));
    const delivery = await deliveryOf(desk, messageId);
    expect([delivery.state, delivery.reason]).toEqual([
      'accepted',
      expect.stringContaining('anna@example.com'),
    ]);
  });

  it.each([
    ['a delay', { kind: 'delayed', status: '4.4.7' } as const],
    ['a Message-ID we never made', { messageIdHeader: 'never@example.net' }],
  ])('%s changes nothing', async (_name, given) => {
    const { messageId, messageIdHeader } = await accepted(['anna@example.com']);
    await inTransaction(desk, (tx) => noteBounce(tx, desk, { ...report, messageIdHeader, ...given }));
    expect(await deliveryOf(desk, messageId)).toMatchObject({ state: 'accepted', reason: null });
  });
});
