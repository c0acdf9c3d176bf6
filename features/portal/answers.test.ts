/** The page of questions over HTTP: hostile forms first. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it, test } from 'vitest';
import {
  askedFacts,
  type FactKey,
  permissions as factPermissions,
  knownFacts,
  recordAsked,
} from '#features/intake/index.ts';
import { makeTrackingToken } from '#features/mail-out/rules/tracking-link.ts';
import { permissions as ticketPermissions } from '#features/tickets/index.ts';
import { receive } from '#features/tickets/testing.ts';
import { jobs as readingJobs } from '#features/triage/index.ts';
import { readerIsWarm } from '#features/triage/testing.ts';
import { questionsFor } from '#features/workspace/index.ts';
import { testDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { createServer } from '#platform/http/create-server.ts';
import { newId } from '#platform/ids.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { portalLimits } from './limits.ts';
import { servePortal } from './serve.ts';

const desk = await testDesk({ permissions: [ticketPermissions, factPermissions] });
readerIsWarm(desk);
const server = await createServer({ logger: desk.log, version: 'test', trustedProxies: [] });
servePortal(server, desk);
await server.ready();
afterAll(() => server.close());
beforeEach(async () => {
  await desk.db.deleteFrom('rateCount').execute();
});

const anna = 'anna@example.com';
const asks: FactKey[] = ['device.generation', 'phone.model', 'firmware.version'];

function pathOf(ticketId: string, addresses: string[] = [anna], now = desk.clock.now()): string {
  return `/t/${makeTrackingToken(desk.keys, { ticketId, addresses, now })}`;
}

/** A ticket about syncing, understood, whose customer was asked. */
async function asked(
  keys: FactKey[] = asks,
  given: Parameters<typeof receive>[1] = {},
): Promise<{ ticketId: string; path: string; messageId: string }> {
  const { ticketId, messageId } = await receive(desk, {
    subject: 'Hilfe',
    text: 'Hallo, mein Ring synchronisiert nicht mehr.',
    language: 'de',
    ...given,
  });
  await drainJobs(desk.pool, readingJobs(desk));
  const { id: brandId } = desk.brand;
  const at = desk.clock.now();
  await inTransaction(desk, (tx) => recordAsked(tx, { brandId, ticketId, keys, how: 'acknowledgement', at }));
  desk.clock.advance(60_000);
  return { ticketId, messageId, path: `${pathOf(ticketId)}/answers` };
}

const get = (url: string) => server.inject({ method: 'GET', url });

type Part = [name: string, value: string | Buffer, filename?: string];

async function post(url: string, parts: Part[]) {
  const boundary = `b${randomBytes(8).toString('hex')}`;
  const chunks = parts.flatMap(([name, value, filename]) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: image/png`,
    '\r\n\r\n',
    value,
    '\r\n',
  ]);
  const payload = Buffer.concat([...chunks, `--${boundary}--\r\n`].map((chunk) => Buffer.from(chunk)));
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return server.inject({ method: 'POST', url, payload, headers });
}

function form(answers: Record<string, string>, message = '', once = newId()): Part[] {
  const facts = Object.entries(answers).map(([key, value]): Part => [`fact.${key}`, value]);
  return [['once', once], ...facts, ['message', message]];
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

async function factsOf(ticketId: string): Promise<string[]> {
  const facts = await knownFacts(desk.db, ticketId);
  return facts.map(({ key, value, saidBy }) => `${key} ${value} ${saidBy}`).sort();
}

describe('the page', () => {
  it('asks what is open, shows what is known, and changes nothing by being looked at', async () => {
    const { ticketId, path } = await asked(asks, {
      text: 'Mein Ring synchronisiert nicht. Ich habe ein Pixel 8.',
    });
    const before = [await factsOf(ticketId), (await messagesOf(ticketId)).length];
    const page = await get(path);
    const questions = questionsFor(desk.profile, 'de');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<html lang="de">');
    expect(page.body).toContain(questions['device.generation'].ask);
    expect(page.body).toContain('name="fact.firmware.version" value=""');
    expect(page.body).toContain('name="fact.phone.model" value="Pixel 8"');
    expect(page.body).not.toContain('name="fact.order.number"');
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(page.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("form-action 'self'"),
    });
    await server.inject({ method: 'HEAD', url: path });
    await get(`${path}?sent=1`);
    expect([await factsOf(ticketId), (await messagesOf(ticketId)).length]).toEqual(before);
    expect((await get(`${path}?sent=1`)).body).not.toContain('id="sent"');
  });

  test.each(['en', 'de', 'fr', 'fi', 'es', 'ja'])('in %s', async (language) => {
    const { path } = await asked(asks, { language });
    const { body } = await get(path);
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(questionsFor(desk.profile, language)['phone.model'].ask);
    expect(body).toContain(desk.profile.answersWords[language]?.send);
  });

  it('is not there when nothing was asked: the link leads to the ticket', async () => {
    const { ticketId, path } = await asked([]);
    const reply = await get(path);
    expect([reply.statusCode, reply.headers.location]).toEqual([303, pathOf(ticketId)]);
    expect((await get(pathOf(ticketId))).body).not.toContain('/answers');
  });

  it('is offered on the page of the ticket while something is open', async () => {
    const { ticketId, path } = await asked(['phone.model']);
    expect((await get(pathOf(ticketId))).body).toContain(`href="${pathOf(ticketId)}/answers"`);
    await post(path, form({ 'phone.model': 'Pixel 8' }));
    expect((await get(pathOf(ticketId))).body).not.toContain('/answers');
    desk.clock.advance(60_000);
    const more = { brandId: desk.brand.id, ticketId, keys: ['app.version' as const], at: desk.clock.now() };
    // It was offered on the form already; what nobody was shown is a new question.
    await inTransaction(desk, (tx) => recordAsked(tx, { ...more, how: 'agent' }));
    expect((await get(pathOf(ticketId))).body).not.toContain('/answers');
    await inTransaction(desk, (tx) => recordAsked(tx, { ...more, keys: ['device.serial'], how: 'agent' }));
    expect((await get(pathOf(ticketId))).body).toContain('/answers');
    expect((await get(path)).body).toContain('fact.device.serial');
  });

  it('never shows what another customer said on a ticket that was merged', async () => {
    const { ticketId, path } = await asked(['phone.model', 'device.generation']);
    await receive(desk, {
      target: { kind: 'existing', ticketId },
      author: { name: 'Ben', address: 'ben@example.org' },
      text: 'My phone is a Galaxy S23.',
    });
    await drainJobs(desk.pool, readingJobs(desk));
    const { body } = await get(path);
    expect(body).not.toContain('Galaxy');
    expect(body).not.toContain('fact.phone.model');
    expect(body).toContain('fact.device.generation');
  });

  it('offers nothing more to somebody who tells of harm', async () => {
    const { path } = await asked(['device.serial'], {
      text: 'The ring got so hot that it burnt my finger.',
      language: 'en',
    });
    const { body } = await get(path);
    expect(body).toContain('fact.device.serial');
    expect(body).not.toContain('<details');
  });

  it('for several people is nobody’s to answer', async () => {
    const { ticketId } = await asked();
    const many = pathOf(ticketId, [anna, 'ben@example.org']);
    expect((await post(`${many}/answers`, form({ 'phone.model': 'Pixel 8' }))).statusCode).toBe(404);
    expect(await factsOf(ticketId)).toEqual([]);
  });
});

describe('a link that opens nothing', () => {
  it('gives the same page for answers as for tickets, and writes nothing', async () => {
    const { ticketId, path } = await asked();
    const other = await receive(desk, { author: { name: 'Ben', address: 'ben@example.org' } });
    const long = new Date(desk.clock.now().getTime() - 200 * 24 * 3_600_000);
    const reference = (await get('/t/x')).body;
    for (const url of [
      '/t/x/answers',
      `/t/${'A'.repeat(5_000)}/answers`,
      `${path.slice(0, -'/answers'.length - 2)}/answers`,
      `${pathOf(ticketId, [anna], long)}/answers`,
      `${pathOf(ticketId, ['stranger@example.com'])}/answers`,
      `${pathOf(other.ticketId)}/answers`,
    ]) {
      const [looked, sent] = [await get(url), await post(url, form({ 'phone.model': 'Pixel 8' }))];
      expect([looked.statusCode, sent.statusCode], url.slice(0, 60)).toEqual([404, 404]);
      expect(looked.body).toBe(reference);
    }
    expect(await messagesOf(ticketId)).toHaveLength(1);
    expect(await factsOf(ticketId)).toEqual([]);
  });
});

describe('answers', () => {
  it('become one message and facts with their words, and are asked for by nobody again', async () => {
    const { ticketId, path } = await asked();
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const reply = await post(path, [
      ...form(
        {
          'device.generation': 'gen3',
          'phone.model': ' Pixel 8 ',
          'firmware.version': '',
          'change.recent': '',
        },
        'Foto anbei.',
      ),
      ['files', png, 'ring.png'],
    ]);
    expect([reply.statusCode, reply.headers.location]).toEqual([303, `${path}?sent=1#sent`]);
    const [, message, ...more] = await messagesOf(ticketId);
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      text: 'Generation des Rings: Ring Gen3\nTelefon: Pixel 8\n\nFoto anbei.',
      authorAddress: anna,
      lane: 'verified',
      threadVerdict: { code: 'portal' },
    });
    await drainJobs(desk.pool, readingJobs(desk));
    expect(await factsOf(ticketId)).toEqual(['device.generation gen3 form', 'phone.model Pixel 8 form']);
    const facts = await knownFacts(desk.db, ticketId);
    for (const { quote, start, end, reader, state } of facts) {
      expect(message?.text.slice(start, end)).toBe(quote);
      expect([reader, state]).toEqual(['form', 'read']);
    }
    // What the page offered beside the questions counts as asked, too.
    expect((await askedFacts(desk.db, ticketId)).has('app.version')).toBe(true);
    const thanks = (await get(`${path}?sent=1`)).body;
    expect(thanks).toContain('id="sent"');
    expect(thanks).toContain('<dt>Generation des Rings</dt><dd dir="auto">Ring Gen3</dd>');
    expect(thanks).toContain('name="fact.firmware.version" value=""');
    const files = await desk.db
      .selectFrom('attachment')
      .select('filename')
      .where('messageId', '=', message?.id ?? '')
      .execute();
    expect(files).toEqual([{ filename: 'ring.png' }]);
  });

  it('correct what was read, and leave the rest as it is', async () => {
    const { ticketId, path } = await asked(['device.generation'], {
      text: 'Mein Ring Gen3 synchronisiert nicht mehr. Ich habe ein Pixel 8.',
    });
    await post(path, form({ 'device.generation': 'gen4', 'phone.model': 'Pixel 8' }));
    expect(await factsOf(ticketId)).toEqual(['device.generation gen4 form', 'phone.model Pixel 8 customer']);
    expect((await messagesOf(ticketId)).at(-1)?.text).toBe('Generation des Rings: Ring 4');
  });

  it('sent twice, even at once, are one message', async () => {
    const { ticketId, path } = await asked();
    const parts = form({ 'phone.model': 'Pixel 8' });
    const replies = await Promise.all([1, 2, 3].map(() => post(path, parts)));
    replies.push(await post(path, parts));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303]);
    expect(await messagesOf(ticketId)).toHaveLength(2);
    expect(await factsOf(ticketId)).toEqual(['phone.model Pixel 8 form']);
  });

  it('that know nothing are kept as said, and asked no more by the page’s list of what is missing', async () => {
    const { ticketId, path } = await asked(['firmware.version']);
    await post(path, form({ 'firmware.version': 'weiß ich leider nicht' }));
    expect(await factsOf(ticketId)).toEqual([]);
    expect((await messagesOf(ticketId)).at(-1)?.text).toBe('Firmware-Version: weiß ich leider nicht');
  });

  it('in other scripts and with emoji stay what they are', async () => {
    const { ticketId, path } = await asked(['phone.model', 'change.recent']);
    await post(path, form({ 'phone.model': 'هاتف Pixel 8 📱', 'change.recent': '\u202eevil\u202c 💍💍' }));
    expect(await factsOf(ticketId)).toEqual(['change.recent evil 💍💍 form', 'phone.model Pixel 8 form']);
    expect((await get(path)).body).toContain('evil 💍💍');
  });
});

describe('a forged form is refused kindly, with what was typed still there', () => {
  test.each<[string, Part[], string]>([
    [
      'a key that is none',
      form({ 'phone.model': 'kept', 'device.mood': 'sad' }),
      'haben sich inzwischen geändert',
    ],
    [
      'a fact nobody asked for',
      form({ 'phone.model': 'kept', 'order.number': 'SO-12345678' }),
      'haben sich inzwischen geändert',
    ],
    [
      'a key every object has',
      form({ 'phone.model': 'kept', constructor: 'x' }),
      'haben sich inzwischen geändert',
    ],
    [
      'a model that is none',
      form({ 'phone.model': 'kept', 'device.generation': 'gen99' }),
      'passte nicht zur Frage',
    ],
    ['an answer beyond the cap', form({ 'phone.model': `kept${'x'.repeat(400)}` }), 'zu lang'],
    [
      '1 MB in a field',
      form({ 'firmware.version': 'y'.repeat(1_000_000), 'phone.model': 'kept' }),
      'zu lang',
    ],
    ['1 MB of text', form({ 'phone.model': 'kept' }, 'z'.repeat(1_000_000)), 'zu lang'],
    ['no form number', [['fact.phone.model', 'kept']], 'konnte nicht gesendet werden'],
    ['nothing', form({ 'phone.model': '  ', 'device.generation': '' }), 'mindestens eine Frage'],
    [
      'a thousand fields',
      [
        ...form({ 'phone.model': 'kept' }),
        ...Array.from({ length: 1_000 }, (_, at): Part => [`fact.a${at}`, 'x']),
      ],
      'konnte nicht gesendet werden',
    ],
  ])('%s', async (_, parts, words) => {
    const { ticketId, path } = await asked();
    const reply = await post(path, parts);
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('role="alert"');
    expect(reply.body).toContain(words);
    if (parts.some(([, value]) => typeof value === 'string' && value.startsWith('kept')))
      expect(reply.body).toContain('value="kept');
    expect(reply.body.length).toBeLessThan(150_000);
    expect(await messagesOf(ticketId)).toHaveLength(1);
    expect(await factsOf(ticketId)).toEqual([]);
  });

  it('markup in an answer is text', async () => {
    const { path } = await asked();
    const reply = await post(
      path,
      form({ 'phone.model': '"><script>alert(1)</script>', 'device.mood': 'x' }),
    );
    expect(reply.body).not.toContain('<script');
    expect(reply.body).toContain('&lt;script&gt;');
  });

  it('many in a short time are slowed down', async () => {
    const { ticketId, path } = await asked();
    const codes: number[] = [];
    for (let at = 0; at <= portalLimits.writesPerMinute; at += 1)
      codes.push((await post(path, form({}, `note ${at}`))).statusCode);
    expect(codes.at(-1)).toBe(429);
    expect(await messagesOf(ticketId)).toHaveLength(1 + portalLimits.writesPerMinute);
  });
});
