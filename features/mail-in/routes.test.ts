import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { closeParsePool } from '#mail/parse-pool.ts';
import { StorageFullError } from '#platform/files/file-store.ts';
import { mailInLimits } from './limits.ts';
import { mailText, readAll, take } from './testing.ts';

const web = await testWeb();
const { desk } = web;
afterAll(closeParsePool);
const admin = await web.key('admin');
const renewed = await web.call('POST', `/api/v1/mailboxes/${desk.mailbox.id}/inbound-secret`, {
  as: { key: admin },
});
const secret = String(renewed.body.inboundSecret);

const handIn = (raw: Uint8Array, key = secret, type = 'message/rfc822') =>
  web.call('POST', '/api/v1/inbound/mime', {
    body: raw,
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
  });

describe('POST /inbound/mime', () => {
  it('keeps the mail, answers a repetition as before, and it becomes a ticket', async () => {
    const raw = mailText({ subject: 'over HTTP' });
    const first = await handIn(raw);
    expect(first.status).toBe(202);
    expect(first.body.duplicate).toBe(false);
    const again = await handIn(raw);
    expect(again.body).toEqual({ id: first.body.id, duplicate: true });
    await readAll(desk);
    const row = await desk.db
      .selectFrom('inboundMail')
      .select(['fate', 'mailboxId'])
      .where('id', '=', String(first.body.id))
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ fate: 'ticket', mailboxId: desk.mailbox.id });
    const { body } = await web.call('GET', '/api/v1/mailboxes', { as: { key: admin } });
    const [mailbox] = body.mailboxes as { health: { lastMailAt: string | null } }[];
    expect(mailbox?.health.lastMailAt).toBe(desk.clock.now().toISOString());
  });

  it.each([
    ['a wrong secret', 'phm_wrong'],
    ['no secret', ''],
    ['an API key', admin],
    ['an endless secret', 'x'.repeat(5_000)],
  ])('refuses %s with the same answer', async (_title, key) => {
    const reply = await handIn(mailText(), key);
    expect(reply.status).toBe(401);
    expect(reply.body.name).toBe('wrong-secret');
    expect(reply.body.detail).toBe('Send the secret of the mailbox as `Authorization: Bearer …`.');
  });

  it('refuses what is not a raw mail', async () => {
    const reply = await web.call('POST', '/api/v1/inbound/mime', {
      body: { mail: 'x' },
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(reply.status).toBe(415);
  });

  it('has a limit for each mailbox: 429 says when to come again, and nothing was kept', async () => {
    const made = await web.call('POST', '/api/v1/mailboxes', {
      as: { key: admin },
      body: { address: 'second@ouraring.com' },
    });
    const bucket = `inbound:${desk.mailbox.id}`;
    const raw = mailText({ subject: 'one too many' });
    await sql`update rate_count set hits = ${mailInLimits.httpMailsPerMinute} where bucket = ${bucket}`.execute(
      desk.db,
    );
    const reply = await handIn(raw);
    expect([reply.status, reply.body.name]).toEqual([429, 'too-many-requests']);
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    const sha256 = createHash('sha256').update(raw).digest('hex');
    expect(await desk.files.has(sha256)).toBe(false);
    expect(
      await desk.db.selectFrom('inboundMail').select('id').where('rawSha256', '=', sha256).execute(),
    ).toEqual([]);
    expect((await handIn(raw, String(made.body.inboundSecret))).status).toBe(202);
    expect((await handIn(raw, 'phm_wrong')).status).toBe(401);
    await desk.db.deleteFrom('rateCount').where('bucket', '=', bucket).execute();
    expect((await handIn(raw)).status).toBe(202);
  });

  it('says 507 when there is no room, and nothing is promised', async () => {
    const put = desk.files.put;
    desk.files.put = () => Promise.reject(new StorageFullError('full'));
    const reply = await handIn(mailText({ subject: 'no room' }));
    desk.files.put = put;
    expect([reply.status, reply.body.name]).toEqual([507, 'storage-full']);
  });
});

describe('quarantine', () => {
  it('lists held mail with its reason, and lets it in once', async () => {
    const held = await take(desk, { subject: null, body: ' ' });
    const list = await web.call('GET', '/api/v1/quarantine', { as: { key: admin } });
    expect(list.body.mails).toContainEqual(expect.objectContaining({ id: held.id, reason: 'blank' }));
    const two = await Promise.all(
      [1, 2].map(() => web.call('POST', `/api/v1/quarantine/${held.id}/release`, { as: { key: admin } })),
    );
    expect(two.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const after = await web.call('GET', '/api/v1/quarantine', { as: { key: admin } });
    expect(after.body.mails).not.toContainEqual(expect.objectContaining({ id: held.id }));
    const message = await desk.db
      .selectFrom('message')
      .select('threadVerdict')
      .where('inboundMailId', '=', held.id)
      .execute();
    expect(message).toMatchObject([{ threadVerdict: { code: 'released' } }]);
  });

  it('shows one held mail with header, words and files, until it is let in', async () => {
    const held = await take(desk, {
      from: 'Pat <pat@example.com>',
      subject: 'Ring <b>offer</b>',
      body: 'Buy now.\n\n<script>alert(1)</script>',
      headers: { 'X-Spam-Flag': 'YES' },
    });
    const path = `/api/v1/quarantine/${held.id}`;
    const { status, body } = await web.call('GET', path, { as: { key: admin } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: held.id,
      reason: 'spam',
      note: 'A filter on its way called it spam (x-spam-flag).',
      from: 'pat@example.com',
      text: expect.stringContaining('Buy now.\n\n<script>'),
      headers: expect.stringMatching(/^X-Spam-Flag: YES\nFrom: Pat/),
      files: [],
    });
    await web.call('POST', `${path}/release`, { as: { key: admin } });
    const after = await web.call('GET', path, { as: { key: admin } });
    expect(after.status).toBe(404);
    expect(after.body.detail).toBe('Somebody let this mail in; it is a ticket now.');
    const ticket = await take(desk);
    expect((await web.call('GET', `/api/v1/quarantine/${ticket.id}`, { as: { key: admin } })).status).toBe(
      404,
    );
  });

  it('goes page by page and refuses a made-up cursor', async () => {
    for (let i = 0; i < 3; i += 1) await take(desk, { subject: null, body: ' ' });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await web.call('GET', `/api/v1/quarantine?limit=1${cursor && `&cursor=${cursor}`}`, {
        as: { key: admin },
      });
      seen.push(...(page.body.mails as { id: string }[]).map((mail) => mail.id));
      cursor = page.body.nextCursor as string | null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    const reply = await web.call('GET', '/api/v1/quarantine?cursor=nonsense', { as: { key: admin } });
    expect(reply.status).toBe(400);
  });
});

it('reads a mail again and repairs what an older reading had', async () => {
  const mail = await take(desk, { body: 'The right text.' });
  await desk.db
    .updateTable('message')
    .set({ text: 'wrong' })
    .where('id', '=', mail.messageId ?? '')
    .execute();
  const reply = await web.call('POST', `/api/v1/inbound/${mail.id}/reparse`, { as: { key: admin } });
  expect(reply.status).toBe(200);
  const row = await desk.db
    .selectFrom('message')
    .select('text')
    .where('id', '=', mail.messageId ?? '')
    .executeTakeFirstOrThrow();
  expect(row.text).toContain('The right text.');
});

it('what a program wrote is shown as automatic, and what a person wrote is not', async () => {
  const opening = await take(desk, { from: 'away@example.com', messageId: '<away-1@mail.example.com>' });
  const absence = { from: 'away@example.com', headers: { 'Auto-Submitted': 'auto-replied' } };
  await take(desk, { ...absence, inReplyTo: '<away-1@mail.example.com>', body: 'I am away.' });
  const { number } = await desk.db
    .selectFrom('ticket')
    .select('number')
    .where('id', '=', opening.ticketId ?? '')
    .executeTakeFirstOrThrow();
  const { body } = await web.call('GET', `/api/v1/tickets/${number}`, { as: { key: admin } });
  const messages = body.messages as { direction: string; kind: string }[];
  expect(messages.map(({ direction, kind }) => [direction, kind])).toEqual([
    ['in', 'message'],
    ['in', 'auto'],
  ]);
});

it('the ledger adds up', async () => {
  const { body } = await web.call('GET', '/api/v1/inbound/summary', { as: { key: admin } });
  const fates = body.fates as Record<string, number>;
  const sum = Object.values(fates).reduce((total, count) => total + count, Number(body.waiting));
  expect(sum).toBe(body.received);
});

describe('who may not', () => {
  const somewhere = '0192d3a0-0000-7000-8000-000000000000';
  const routes = [
    ['GET', '/api/v1/quarantine'],
    ['GET', '/api/v1/inbound/summary'],
    ['GET', `/api/v1/quarantine/${somewhere}`],
    ['POST', `/api/v1/quarantine/${somewhere}/release`],
    ['POST', `/api/v1/inbound/${somewhere}/reparse`],
  ] as const;
  it.each(routes)('%s %s refuses nobody, and a key without the scope', async (method, path) => {
    expect((await web.call(method, path)).status).toBe(401);
    const key = await web.key('admin', { scopes: ['workspace:manage'] });
    expect((await web.call(method, path, { as: { key } })).status).toBe(403);
  });
  it.each(routes.slice(2))(
    '%s %s lets a viewer read only, and does not know other ids',
    async (method, path) => {
      const viewer = await web.key('viewer');
      const allowed = method === 'GET' ? 404 : 403;
      expect((await web.call(method, path, { as: { key: viewer } })).status).toBe(allowed);
      expect((await web.call(method, path, { as: { key: admin } })).status).toBe(404);
      const wrong = path.replace(somewhere, 'not-an-id');
      expect((await web.call(method, wrong, { as: { key: admin } })).status).toBe(400);
    },
  );
});
