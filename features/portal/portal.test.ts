import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, test } from 'vitest';
import { makeTrackingToken } from '#features/mail-out/rules/tracking-link.ts';
import { answer } from '#features/mail-out/test-help/reply-builder.ts';
import { sendDue } from '#features/mail-out/testing.ts';
import { incomingFile, receive } from '#features/tickets/testing.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { createServer } from '#platform/http/create-server.ts';
import { newId } from '#platform/ids.ts';
import { createKeyRing } from '#platform/signing/key-ring.ts';
import { portalLimits } from './limits.ts';
import { openLink } from './queries/open-link.ts';
import { servePortal } from './serve.ts';

const desk = await testDesk();
const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
servePortal(server, desk);
await server.ready();
afterAll(() => server.close());
beforeEach(async () => {
  await desk.db.deleteFrom('rateCount').execute();
});

const anna = 'anna@example.com';

function linkFor(ticketId: string, address = anna): string {
  return `/t/${makeTrackingToken(desk.keys, { ticketId, addresses: [address], now: desk.clock.now() })}`;
}

async function get(url: string, headers: Record<string, string> = {}) {
  return server.inject({ method: 'GET', url, headers });
}

type Part = { name: string; value: string | Buffer; filename?: string; type?: string };

async function post(url: string, parts: Part[]) {
  const boundary = `b${randomBytes(8).toString('hex')}`;
  const chunks = parts.flatMap(({ name, value, filename, type }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"`,
    type === undefined ? '' : `\r\nContent-Type: ${type}`,
    '\r\n\r\n',
    value,
    '\r\n',
  ]);
  const payload = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk)));
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return server.inject({ method: 'POST', url, payload, headers });
}

function form(message: string, more: Part[] = [], once = newId()): Part[] {
  return [{ name: 'once', value: once }, { name: 'message', value: message }, ...more];
}

async function messagesOf(ticketId: string) {
  return desk.db
    .selectFrom('message')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .orderBy('id')
    .execute();
}

async function note(ticketId: string, text: string): Promise<void> {
  await desk.db
    .insertInto('message')
    .values({
      id: newId(),
      ticketId,
      homeTicketId: ticketId,
      direction: 'internal',
      kind: 'note',
      authorKind: 'agent',
      text,
      visibleText: text,
      at: desk.clock.now(),
    })
    .execute();
}

describe('the page', () => {
  it('shows number, status in words, and the conversation of this customer, without script', async () => {
    const { ticketId, ticketNumber } = await receive(desk, { text: 'My ring <b>&</b> charger' });
    await answer(desk, ticketId, { text: 'Please dock it.' });
    await sendDue(desk);
    const page = await get(linkFor(ticketId));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(`#${ticketNumber}`);
    expect(page.body).toContain('My ring &lt;b&gt;&amp;&lt;/b&gt; charger');
    expect(page.body).toContain('Please dock it.');
    expect(page.body).toContain('<html lang="en">');
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(page.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': expect.stringContaining('noindex'),
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
  });

  test.each([
    ['de', 'Ticket'],
    ['fi', 'lang="fi"'],
    ['fr', 'lang="fr"'],
    ['es', 'lang="es"'],
    ['ja', 'lang="ja"'],
    ['xx', 'lang="en"'],
  ])('in %s', async (language, words) => {
    const { ticketId } = await receive(desk, { language });
    expect((await get(linkFor(ticketId))).body).toContain(words);
  });

  it('never shows notes, automatic mail, answers that can be taken back, or mail of others', async () => {
    const { ticketId } = await receive(desk, {
      text: 'mine-1',
      cc: [{ name: 'Ben', address: 'ben@example.org' }],
    });
    await note(ticketId, 'secret-note');
    await receive(desk, {
      target: { kind: 'existing', ticketId },
      author: { name: 'Eve', address: 'eve@example.net' },
      role: 'unverified',
      text: 'eve-text',
    });
    await answer(desk, ticketId, {
      text: 'not-yet-sent',
      dueAt: new Date(desk.clock.now().getTime() + 10_000),
    });
    await answer(desk, ticketId, {
      text: 'for-ben-only',
      to: [{ name: '', address: 'ben@example.org' }],
      cc: [],
    });
    await sendDue(desk);
    const page = await get(linkFor(ticketId));
    expect(page.body).toContain('mine-1');
    expect(page.body).not.toMatch(/secret-note|eve-text|not-yet-sent|for-ben-only|ben@|eve@/);
  });

  it('leaves out what only claims to be theirs, and says so of what nothing proves', async () => {
    const { ticketId } = await receive(desk, { text: 'mine-1' });
    const target = { kind: 'existing' as const, ticketId };
    await receive(desk, { target, role: 'unverified', lane: 'failed', text: 'forged-text' });
    await receive(desk, { target, role: 'unverified', lane: 'unverified', text: 'doubtful-text' });
    const page = (await get(linkFor(ticketId))).body;
    expect(page).not.toContain('forged-text');
    const items = page.split('<li class="message').slice(1);
    expect(items).toHaveLength(2);
    expect(items[0]).toContain('<strong>You</strong>');
    expect(items[0]).not.toContain('could not confirm');
    expect(items[1]).toContain('doubtful-text');
    expect(items[1]).toContain('We could not confirm who sent this.');
    expect(items[1]).not.toContain('<strong>You</strong>');
  });

  it('for several people shows only what all of them have seen, and lets nobody write as another', async () => {
    const { ticketId } = await receive(desk, { text: 'anna-alone' });
    await answer(desk, ticketId, { text: 'for-anna-alone' });
    const cc = [{ name: '', address: 'ben@example.org' }];
    await answer(desk, ticketId, { text: 'for-both', cc });
    await sendDue(desk);
    const addresses = [anna, 'ben@example.org'];
    const url = `/t/${makeTrackingToken(desk.keys, { ticketId, addresses, now: desk.clock.now() })}`;
    const page = await get(url);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('for-both');
    expect(page.body).not.toMatch(/anna-alone|<form/);
    expect((await post(url, form('as whom?'))).statusCode).toBe(404);
    expect((await get(linkFor(ticketId, 'ben@example.org'))).statusCode).toBe(404);
  });

  it('of a merged ticket opens the survivor, with this customer’s own conversation only', async () => {
    const mine = await receive(desk, { text: 'from-anna' });
    const other = await receive(desk, {
      text: 'from-ben',
      author: { name: 'Ben', address: 'ben@example.org' },
    });
    await desk.db
      .updateTable('ticket')
      .set({ mergedInto: other.ticketId })
      .where('id', '=', mine.ticketId)
      .execute();
    await desk.db
      .updateTable('message')
      .set({ ticketId: other.ticketId })
      .where('ticketId', '=', mine.ticketId)
      .execute();
    const page = await get(linkFor(mine.ticketId));
    expect(page.body).toContain(`#${other.ticketNumber}`);
    expect(page.body).toContain('from-anna');
    expect(page.body).not.toContain('from-ben');
    await post(linkFor(mine.ticketId), form('still me'));
    expect((await messagesOf(other.ticketId)).at(-1)).toMatchObject({
      text: 'still me',
      authorAddress: anna,
    });
  });

  it('changes nothing by being looked at', async () => {
    const { ticketId } = await receive(desk);
    const state = async () => {
      const ticket = await desk.db.selectFrom('ticket').selectAll().where('id', '=', ticketId).execute();
      const events = await desk.db.selectFrom('event').select('id').execute();
      return JSON.stringify([ticket, events.length, (await messagesOf(ticketId)).length]);
    };
    const before = await state();
    await get(linkFor(ticketId));
    await server.inject({ method: 'HEAD', url: linkFor(ticketId) });
    await get(`${linkFor(ticketId)}?sent=1`);
    expect(await state()).toBe(before);
  });
});

/** Every proof computed and every query made to open a link, in order. */
async function workOf(token: string): Promise<string[]> {
  const steps: string[] = [];
  const db = desk.db.withPlugin({
    transformQuery({ node, queryId }) {
      steps.push(desk.db.getExecutor().compileQuery(node, queryId).sql.trim());
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const keys: typeof desk.keys = {
    sign: desk.keys.sign,
    mark: desk.keys.mark,
    verify(purpose, keyId, data, mac) {
      steps.push(`${purpose} over ${data.length} characters, proof of ${mac.length} bytes`);
      return desk.keys.verify(purpose, keyId, data, mac);
    },
  };
  expect(await openLink({ ...desk, db, keys }, token)).toBeNull();
  return steps;
}

describe('a link that opens nothing', () => {
  it('gives one and the same page, whatever is wrong with it', async () => {
    const { ticketId } = await receive(desk);
    const spam = await receive(desk);
    await desk.db.updateTable('ticket').set({ status: 'spam' }).where('id', '=', spam.ticketId).execute();
    const genuine = linkFor(ticketId);
    const foreignRing = createKeyRing([
      { id: 'tracking-link-1', purpose: 'tracking-link', secret: randomBytes(32) },
    ]);
    const now = desk.clock.now();
    const long = new Date(now.getTime() - 200 * 24 * 3_600_000);
    const links = [
      '/t/x',
      `/t/${'A'.repeat(90)}`,
      '/t/1.%00%0d%0a',
      `/t/${'A'.repeat(5_000)}`,
      '/t/one/two',
      genuine.slice(0, -2),
      `/t/${makeTrackingToken(foreignRing, { ticketId, addresses: [anna], now })}`,
      `/t/${makeTrackingToken(desk.keys, { ticketId, addresses: [anna], now: long })}`,
      linkFor(newId()),
      linkFor(ticketId, 'stranger@example.com'),
      linkFor(spam.ticketId),
    ];
    const pages = await Promise.all(links.map((link) => get(link)));
    expect(new Set(pages.map((page) => `${page.statusCode} ${page.body}`)).size).toBe(1);
    expect(pages[0]?.statusCode).toBe(404);
    expect(pages[0]?.body).toContain('support@ouraring.com');
    for (const link of links) expect((await post(link, form('hello'))).statusCode).toBe(404);
  });

  it('costs the same work, whatever is wrong with it: the same proof computed, the same queries', async () => {
    const { ticketId } = await receive(desk);
    const genuine = makeTrackingToken(desk.keys, { ticketId, addresses: [anna], now: desk.clock.now() });
    const foreignRing = createKeyRing([
      { id: 'tracking-link-1', purpose: 'tracking-link', secret: randomBytes(32) },
    ]);
    const of = { ticketId, addresses: [anna], now: desk.clock.now() };
    const long = new Date(of.now.getTime() - 200 * 24 * 3_600_000);
    const tokens = {
      empty: '',
      short: 'x',
      'too long': 'A'.repeat(5_000),
      'of foreign letters': `1.${'ß'.repeat(75)}`,
      'of the right length': `1.${'A'.repeat(75)}`,
      'of an unknown key': `zz${genuine.slice(1)}`,
      forged: makeTrackingToken(foreignRing, of),
      expired: makeTrackingToken(desk.keys, { ...of, now: long }),
      'for no ticket': makeTrackingToken(desk.keys, { ...of, ticketId: newId() }),
    };
    const works = await Promise.all(Object.values(tokens).map((token) => workOf(token)));
    const [first] = works;
    expect(first?.filter((step) => step.startsWith('select') || step.startsWith('with'))).toHaveLength(2);
    expect(first?.[0]).toBe('tracking-link over 72 characters, proof of 20 bytes');
    for (const [index, name] of Object.keys(tokens).entries()) expect(works[index], name).toEqual(first);
  });

  it('speaks the language of the browser', async () => {
    expect((await get('/t/x', { 'accept-language': 'de-AT,de;q=0.9' })).body).toContain('<html lang="de">');
  });
});

describe('writing back', () => {
  it('puts one message with its files on the same ticket, opens it again, and leads back to the page', async () => {
    const { ticketId } = await receive(desk);
    await desk.db.updateTable('ticket').set({ status: 'resolved' }).where('id', '=', ticketId).execute();
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const url = linkFor(ticketId);
    const reply = await post(
      url,
      form('It <i>happens</i> again\r\nsecond line', [
        { name: 'files', value: png, filename: '../../ring.png', type: 'image/png' },
        { name: 'files', value: '<script>alert(1)</script>', filename: 'photo.png', type: 'image/png' },
        { name: 'files', value: '', filename: '', type: 'application/octet-stream' },
      ]),
    );
    expect([reply.statusCode, reply.headers.location]).toEqual([303, `${url}?sent=1#sent`]);
    const last = (await messagesOf(ticketId)).at(-1);
    expect(last).toMatchObject({
      text: 'It <i>happens</i> again\nsecond line',
      authorAddress: anna,
      lane: 'verified',
      threadVerdict: { code: 'portal' },
    });
    const ticket = await desk.db
      .selectFrom('ticket')
      .select('status')
      .where('id', '=', ticketId)
      .executeTakeFirst();
    expect(ticket?.status).toBe('open');
    const files = await desk.db
      .selectFrom('attachment')
      .selectAll()
      .where('messageId', '=', last?.id ?? '')
      .orderBy('position')
      .execute();
    expect(files.map((file) => file.filename)).toEqual(['ring.png', 'photo.png']);
    const page = await get(url);
    expect(page.body).toContain('It &lt;i&gt;happens&lt;/i&gt; again');
    const [shown, offered] = await Promise.all(files.map((file) => get(`${url}/files/${file.id}`)));
    expect(shown?.headers['content-type']).toBe('image/png');
    expect(shown?.rawPayload).toEqual(png);
    expect(offered?.headers['content-type']).toBe('application/octet-stream');
    expect(offered?.headers['content-disposition']).toMatch(/^attachment/);
    expect(offered?.headers['content-security-policy']).toContain('sandbox');
  });

  it('the same form sent twice, even at once, writes one message', async () => {
    const { ticketId } = await receive(desk);
    const parts = form('once please');
    const replies = await Promise.all([1, 2, 3].map(() => post(linkFor(ticketId), parts)));
    expect(replies.map((reply) => reply.statusCode)).toEqual([303, 303, 303]);
    expect((await messagesOf(ticketId)).filter((message) => message.text === 'once please')).toHaveLength(1);
  });

  test.each<[string, () => Part[], string]>([
    ['nothing', () => form('   '), 'Please write something'],
    ['too much text', () => form('x'.repeat(portalLimits.messageLength + 1)), 'too long'],
    [
      'too large a file',
      () =>
        form('kept words', [
          { name: 'files', value: Buffer.alloc(portalLimits.fileBytes + 1), filename: 'a.bin' },
        ]),
      'too large',
    ],
    ['no form number', () => [{ name: 'message', value: 'kept words' }], 'could not be sent'],
  ])('%s is told beside the field, and the text is kept', async (_name, parts, words) => {
    const { ticketId } = await receive(desk);
    const reply = await post(linkFor(ticketId), parts());
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain(words);
    expect(reply.body).toContain('aria-invalid="true"');
    if (parts().some((part) => part.value === 'kept words'))
      expect(reply.body).toContain('kept words</textarea>');
    expect(await messagesOf(ticketId)).toHaveLength(1);
  });

  it('too many files, or no form at all, is refused and nothing is written', async () => {
    const { ticketId } = await receive(desk);
    const many = Array.from({ length: 20 }, (_, at) => ({
      name: 'files',
      value: 'x',
      filename: `${at}.txt`,
    }));
    const refused = await post(linkFor(ticketId), form('kept words', many));
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('kept words</textarea>');
    const plain = await server.inject({ method: 'POST', url: linkFor(ticketId), payload: { message: 'x' } });
    expect(plain.statusCode).toBe(422);
    expect(await messagesOf(ticketId)).toHaveLength(1);
  });

  it('is slowed down', async () => {
    const { ticketId } = await receive(desk);
    const codes: number[] = [];
    for (let at = 0; at <= portalLimits.writesPerMinute; at += 1) {
      const reply = await post(linkFor(ticketId), form(`message ${at}`));
      codes.push(reply.statusCode);
      if (reply.statusCode === 429) expect(reply.body).toContain(`message ${at}</textarea>`);
    }
    expect(codes.at(-1)).toBe(429);
    expect(await messagesOf(ticketId)).toHaveLength(1 + portalLimits.writesPerMinute);
  });
});

describe('files', () => {
  it('of other messages, other tickets and notes are not there', async () => {
    const file = await incomingFile(desk, 'eve.txt', 'secret');
    const { ticketId } = await receive(desk);
    const eve = await receive(desk, {
      target: { kind: 'existing', ticketId },
      author: { name: 'Eve', address: 'eve@example.net' },
      role: 'unverified',
      files: [file],
    });
    const { id } = await desk.db
      .selectFrom('attachment')
      .select('id')
      .where('messageId', '=', eve.messageId)
      .executeTakeFirstOrThrow();
    expect((await get(`${linkFor(ticketId)}/files/${id}`)).statusCode).toBe(404);
    expect((await get(`${linkFor(ticketId, 'eve@example.net')}/files/${id}`)).statusCode).toBe(200);
    expect((await get(`${linkFor(ticketId)}/files/${newId()}`)).statusCode).toBe(404);
  });
});
