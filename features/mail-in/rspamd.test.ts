/** A real rspamd judges mail that comes in; when it is away, mail comes in without it and health says so. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { forgetFilter, jobs as spamJobs } from '#features/spam/index.ts';
import { teachRspamdJob } from '#features/spam/jobs-contract.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import { gtube, type RspamdServer, startRspamd } from '#test/setup/rspamd.ts';
import { take } from './testing.ts';

const web = await testWeb();
const { desk } = web;
const admin = { key: await web.key('admin') };
let rspamd: RspamdServer;

beforeAll(async () => {
  rspamd = await startRspamd();
}, 90_000);
afterAll(async () => {
  await rspamd?.stop();
  await closeParsePool();
});

const use = (url: string | null, more: object = {}) =>
  web.call('PUT', '/api/v1/spam-filter', {
    as: admin,
    body: { own: true, rspamd: url === null ? null : { url, timeoutMs: 2_000, ...more } },
  });
const tryIt = (url: string) =>
  web.call('POST', '/api/v1/spam-filter/try', { as: admin, body: { url, timeoutMs: 500 } });
const health = async () => {
  const { body } = await web.call('GET', '/api/v1/spam-filter', { as: admin });
  return (body.rspamd as { health: { state: string; note: string } | null }).health;
};

describe('a real rspamd', () => {
  it.each([
    ['by its points', { subject: 'Cheap pills for you' }, 'spam', 'CHEAP_PILLS'],
    ['by GTUBE', { body: gtube }, 'spam', 'GTUBE'],
    ['by its virus scanner', { body: 'Look: EICAR-LIKE' }, 'malware', 'TEST_VIRUS'],
  ])('holds a mail %s, and the verdict is kept', async (what, parts, reason, symbol) => {
    expect((await use(rspamd.url)).status).toBe(200);
    const mail = await take(desk, { from: `a${what.length}@spam.example`, ...parts });
    expect(mail).toMatchObject({ fate: 'quarantine', reason });
    const row = await desk.db
      .selectFrom('inboundMail')
      .select(['fateNote', 'spamVerdict'])
      .where('id', '=', mail.id)
      .executeTakeFirstOrThrow();
    expect(row.fateNote).toContain(symbol);
    expect(row.spamVerdict).toMatchObject({ by: 'rspamd' });
  });

  it('lets good mail in, and whatever answers a ticket', async () => {
    expect(await take(desk, { from: 'good@example.com', messageId: '<good-1@example.com>' })).toMatchObject({
      fate: 'ticket',
    });
    const answer = {
      from: 'good@example.com',
      inReplyTo: '<good-1@example.com>',
      subject: 'Re: cheap pills',
    };
    expect(await take(desk, answer)).toMatchObject({ fate: 'ticket' });
    expect(await health()).toMatchObject({ state: 'ok' });
  });

  it('is tried before it is trusted', async () => {
    expect((await tryIt(rspamd.url)).body).toMatchObject({ works: true });
    expect((await tryIt('http://127.0.0.1:9')).body).toEqual({
      works: false,
      note: 'rspamd cannot be reached at this address.',
    });
    for (const url of ['ftp://127.0.0.1', 'http://user:secret@127.0.0.1', 'nothing'])
      expect((await tryIt(url)).status).toBe(400);
  });
});

describe('a real rspamd that can be taught', () => {
  const learned = async (): Promise<number> => {
    const { url, password } = rspamd.controller;
    const reply = await fetch(`${url}/stat`, { headers: { password } });
    return ((await reply.json()) as { learned: number }).learned;
  };
  const teaching = async () => {
    const { body } = await web.call('GET', '/api/v1/spam-filter', { as: admin });
    return (body.rspamd as { teaching: { state: string; note: string } | null }).teaching;
  };
  const lessons = async (mailId: string) =>
    desk.db.selectFrom('spamLesson').select('verdict').where('inboundMailId', '=', mailId).execute();
  const words =
    'Win wonderful prizes now: buy our lottery tickets today and get a casino bonus of very many dollars at once.';
  let count = 0;
  /** A ticket that an agent marks as spam; what follows is done. */
  async function marked(): Promise<{ id: string; ticketId: string; status: number }> {
    count += 1;
    const mail = await take(desk, { from: `w${count}@lottery.example`, body: `${words} ${count}` });
    const status = await mark(mail.ticketId ?? '', 'spam');
    return { id: mail.id, ticketId: mail.ticketId ?? '', status };
  }
  async function mark(ticketId: string, status: string): Promise<number> {
    const { number } = await desk.db
      .selectFrom('ticket')
      .select('number')
      .where('id', '=', ticketId)
      .executeTakeFirstOrThrow();
    const reply = await web.call('PATCH', `/api/v1/tickets/${number}`, { as: admin, body: { status } });
    await drainJobs(desk.pool, spamJobs(desk));
    return reply.status;
  }

  it('learns what an agent marks, once, and the opposite when it is taken back', async () => {
    const { url, password } = rspamd.controller;
    expect((await use(rspamd.url, { teachUrl: url, password })).body.rspamd).toMatchObject({
      teachUrl: url,
      teaching: null,
    });
    expect(await learned()).toBe(0);
    const { id, ticketId, status } = await marked();
    expect(status).toBe(200);
    expect(await learned()).toBe(1);
    expect(await teaching()).toMatchObject({ state: 'ok', note: 'rspamd learnt a mail as spam.' });
    await mark(ticketId, 'open');
    expect(await learned()).toBe(2);
    expect(await teaching()).toMatchObject({ note: 'rspamd learnt a mail as no spam.' });
    expect(await lessons(id)).toEqual([{ verdict: 'ham' }]);
  });

  it('says that it knew a mail already', async () => {
    const { id } = await marked();
    const before = await learned();
    await inTransaction(desk, (tx) => addJob(tx, teachRspamdJob, { mailId: id, verdict: 'spam' }));
    await drainJobs(desk.pool, spamJobs(desk));
    expect(await learned()).toBe(before);
    expect(await teaching()).toMatchObject({ state: 'ok', note: 'rspamd knew a mail as spam already.' });
  });

  it.each<[string, () => object, RegExp]>([
    ['is away', () => ({ teachUrl: 'http://127.0.0.1:9' }), /cannot be reached/],
    ['refuses the password', () => ({ teachUrl: rspamd.controller.url, password: 'wrong' }), /password/],
    ['only lets us look', () => ({ teachUrl: rspamd.controller.url, password: 'look-only' }), /password/],
  ])('that %s fails no mark: it counts here, and the page says why', async (_what, setting, note) => {
    const { password } = rspamd.controller;
    expect((await use(rspamd.url, { password, ...setting() })).status).toBe(200);
    const { id, status } = await marked();
    expect(status).toBe(200);
    expect(await lessons(id)).toEqual([{ verdict: 'spam' }]);
    expect((await teaching())?.state).toBe('trouble');
    expect((await teaching())?.note).toMatch(note);
  });

  it('is tried with its controller before it is trusted', async () => {
    const { url, password } = rspamd.controller;
    const trial = (more: object) =>
      web.call('POST', '/api/v1/spam-filter/try', {
        as: admin,
        body: { url: rspamd.url, timeoutMs: 1_000, ...more },
      });
    expect((await trial({ teachUrl: url, password })).body).toMatchObject({
      works: true,
      note: expect.stringContaining('can be taught'),
    });
    expect((await trial({ teachUrl: url, password: 'look-only' })).body).toMatchObject({
      works: false,
      note: expect.stringContaining('enable_password'),
    });
    expect((await trial({ teachUrl: rspamd.url, password })).body).toMatchObject({ works: false });
  });

  it('gets a kept password at no other address', async () => {
    const { url, password } = rspamd.controller;
    expect((await use(rspamd.url, { teachUrl: url, password })).status).toBe(200);
    expect((await use(rspamd.url, { teachUrl: url })).body.rspamd).toMatchObject({ hasPassword: true });
    expect((await use(rspamd.url, { teachUrl: 'http://127.0.0.1:9' })).body.name).toBe('invalid-request');
    expect((await use(rspamd.url, { teachUrl: null })).body.rspamd).toMatchObject({ teachUrl: null });
    const before = await learned();
    await marked();
    expect(await learned()).toBe(before);
    await use(rspamd.url, { password: null });
  });
});

describe('what is no rspamd', () => {
  it.each<[string, (reply: import('node:http').ServerResponse) => void, RegExp]>([
    ['says something else', (reply) => reply.end('<html>welcome</html>'), /no rspamd/],
    ['says JSON of another kind', (reply) => reply.end('{"score":"high"}'), /no rspamd/],
    [
      'sends elsewhere',
      (reply) => reply.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      /reached/,
    ],
    ['refuses the password', (reply) => reply.writeHead(403).end(), /password/],
    ['is broken', (reply) => reply.writeHead(500).end(), /status 500/],
    ['never ends', (reply) => reply.write('{'), /within 500 ms/],
    ['says too much', (reply) => reply.end('x'.repeat(2_000_000)), /too much/],
  ])('%s', async (_what, answer, note) => {
    const server = createServer((request, reply) => {
      request.resume();
      request.on('end', () => answer(reply));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A listening TCP server has an AddressInfo; only pipes have a string.
    const { port } = server.address() as AddressInfo;
    try {
      const { body } = await tryIt(`http://127.0.0.1:${port}`);
      expect(body).toMatchObject({ works: false });
      expect(body.note).toMatch(note);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('is away: the mail comes in, health says so, and a kept password goes nowhere else', async () => {
    expect((await use('http://127.0.0.1:9', { password: 'secret' })).status).toBe(200);
    expect(await take(desk, { from: 'b@spam.example', subject: 'Cheap pills' })).toMatchObject({
      fate: 'ticket',
    });
    expect(await health()).toMatchObject({
      state: 'trouble',
      note: 'rspamd cannot be reached at this address.',
    });
    const kept = await use('http://127.0.0.1:9');
    expect(kept.body.rspamd).toMatchObject({ hasPassword: true });
    expect(JSON.stringify(kept.body)).not.toContain('secret');
    expect((await use('http://127.0.0.1:10')).body.name).toBe('invalid-request');
    expect((await use(null)).body.rspamd).toBeNull();
    forgetFilter(desk);
  });
});
