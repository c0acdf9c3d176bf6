import { inflateSync } from 'node:zlib';
import jsQR from 'jsqr';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { seedAddresses } from './commands/seed-addresses.ts';
import { forgetKnownAddresses } from './queries/known-addresses.ts';
import { writableTopics, writeWords } from './queries/topic-letters.ts';
import { mailtoLink } from './rules/mailto.ts';
import { codeLink } from './rules/topic-letter.ts';

const web = await testWeb();
const { desk } = web;
await seedAddresses(desk.db, desk.profile, desk.brand.id, desk.clock.now());
forgetKnownAddresses(desk);
beforeEach(async () => {
  await desk.db.deleteFrom('rateCount').execute();
});

test.each([
  [
    { to: 'support@ouraring.com', subject: 'Ring & app?', body: ['one', '', 'a=b'] },
    'mailto:support@ouraring.com?subject=Ring%20%26%20app%3F&body=one%0D%0A%0D%0Aa%3Db',
  ],
  [{ to: 'a+b?c@example.com', subject: '', body: [] }, 'mailto:a%2Bb%3Fc@example.com?subject=&body='],
  [
    { to: 'a@example.com', subject: "it's (50%)!", body: [] },
    'mailto:a@example.com?subject=it%27s%20%2850%25%29%21&body=',
  ],
  [
    { to: 'a@example.com', subject: 'リング', body: [] },
    'mailto:a@example.com?subject=%E3%83%AA%E3%83%B3%E3%82%B0&body=',
  ],
  [{ to: 'a@example.com', subject: '\ud800', body: [] }, 'mailto:a@example.com?subject=%EF%BF%BD&body='],
])('%j is written as RFC 6068 says', (letter, link) => {
  expect(mailtoLink(letter)).toBe(link);
});

/** What the letter says, as a mail program reads the link. */
function readLink(link: string): { to: string; subject: string; body: string } {
  const [to = '', query = ''] = link.slice('mailto:'.length).split('?');
  const [subject = '', body = ''] = query
    .split('&')
    .map((part) => decodeURIComponent(part.slice(part.indexOf('=') + 1)));
  return { to: decodeURIComponent(to), subject, body };
}

describe.each(['en', 'de', 'fr', 'fi', 'es', 'ja'])('in %s', (language) => {
  it('every topic has a mail with the address of its department, a subject and all its questions', async () => {
    const words = await writeWords(desk, language);
    const departments = await writableTopics(desk, language, words);
    const topics = departments.flatMap((department) =>
      department.topics.map((topic) => ({ ...topic, department })),
    );
    expect(topics).toHaveLength(desk.profile.departments.flatMap(({ topics: all }) => all).length);
    for (const topic of topics) {
      const { to, subject, body } = readLink(topic.link);
      const entry = desk.profile.addresses.register.find((one) => one.address === to);
      expect([topic.id, entry?.department]).toEqual([topic.id, topic.department.id]);
      expect(subject).toBe(desk.profile.labels[language]?.topics[topic.id]);
      const { required, useful } = desk.profile.intake[topic.id] ?? { required: [], useful: [] };
      expect(topic.facts).toHaveLength(required.length + useful.length);
      for (const fact of topic.facts) expect(body).toContain(`\r\n${fact}: \r\n`);
      expect(codeLink(topic, words).length).toBeLessThanOrEqual(1_200);
    }
  });
});

/** Dots of a PNG of ours: one bit each, no filter. Anything else makes the reader of codes fail, which is the test. */
function readPng(png: Buffer): { data: Uint8ClampedArray; width: number; height: number } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const start = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const stride = 1 + Math.ceil(width / 8);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const white = ((rows[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      data.fill(white * 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height };
}

describe('the code of a topic', () => {
  test.each([
    ['thanks', 'en'],
    ['double-charge', 'de'],
    ['sync', 'fr'],
    ['sync', 'ja'],
  ])('%s in %s, read by an independent reader, is its mail', async (topic, language) => {
    const url = `/write/${topic}.png?lang=${language}`;
    const reply = await web.server.inject({ method: 'GET', url });
    expect(reply.headers['content-type']).toBe('image/png');
    const { data, width, height } = readPng(reply.rawPayload);
    const link = jsQR.default(data, width, height)?.data ?? '';
    const { to, subject, body } = readLink(link);
    expect(to).toMatch(/@ouraring\.com$/);
    expect(subject).toBe(desk.profile.labels[language]?.topics[topic]);
    expect(body).toContain((await writeWords(desk, language)).describe);
  });

  it('as SVG is a picture without script, for every page of the brand', async () => {
    const reply = await web.call('GET', '/write/sync.svg?lang=en');
    expect(reply.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=3600',
      'content-security-policy': "default-src 'none'",
    });
    expect(reply.text).toMatch(/^<svg [^>]+><rect [^>]+\/><path d="[Mhvz\d -]+"\/><\/svg>$/);
  });

  it.each(['nothing.svg', 'sync.gif', 'sync', '..%2fsync.svg', `${'a'.repeat(5_000)}.svg`, '__proto__.svg'])(
    'is not there for %s',
    async (code) => {
      const reply = await web.call('GET', `/write/${code}`);
      expect([404, 414]).toContain(reply.status);
    },
  );
});

it('GET /write shows every topic with its mail and its code, without script', async () => {
  const { status, text, headers } = await web.call('GET', '/write', { headers: { 'accept-language': 'es' } });
  expect(status).toBe(200);
  expect(text).toContain('<html lang="es">');
  expect(text).not.toMatch(/<script/i);
  expect(headers['content-security-policy']).toContain("img-src 'self'");
  for (const { topics } of desk.profile.departments) {
    for (const topic of topics) expect(text).toContain(`src="/write/${topic}.svg?lang=es"`);
  }
  expect(text.match(/href="mailto:/g)).toHaveLength(
    desk.profile.departments.flatMap(({ topics }) => topics).length,
  );
});
