/** API keys, people and mailboxes, over HTTP. */
import { describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { imapPasswordPurpose } from '#features/workspace/index.ts';

const web = await testWeb();
const { desk, call } = web;
const admin = { key: await web.key('admin') };

describe('an API key', () => {
  it('is shown once, kept as a hash, listed by its first characters, and works until it is revoked', async () => {
    const made = await call('POST', '/api/v1/keys', { as: admin, body: { name: 'Sync', role: 'viewer' } });
    const key = String(made.body.key);
    expect(key).toMatch(/^phk_[\w-]{43}$/);
    const listed = await call('GET', '/api/v1/keys', { as: admin });
    expect(listed.text).not.toContain(key);
    expect(listed.text).toContain(key.slice(0, 12));
    const { rows } = await desk.pool.query('select * from api_key');
    expect(JSON.stringify(rows)).not.toContain(key);
    expect((await call('GET', '/api/v1/tickets', { as: { key } })).status).toBe(200);
    const path = `/api/v1/keys/${String(made.body.id)}`;
    expect((await call('DELETE', path, { as: admin })).status).toBe(200);
    expect((await call('GET', '/api/v1/tickets', { as: { key } })).status).toBe(401);
    expect((await call('DELETE', path, { as: admin })).body.name).toBe('key-not-found');
  });

  it('is revoked also by clients that name a content type for the nothing they send', async () => {
    const made = await call('POST', '/api/v1/keys', { as: admin, body: { name: 'Short', role: 'viewer' } });
    const path = `/api/v1/keys/${String(made.body.id)}`;
    const headers = { 'content-type': 'application/json' };
    expect((await call('DELETE', path, { as: admin, headers })).status).toBe(200);
    const nothing = await call('POST', '/api/v1/keys', { as: admin, headers });
    expect([nothing.status, nothing.body.name]).toEqual([400, 'invalid-request']);
  });

  it('stops within two seconds when another process revokes it', async () => {
    const key = await web.key('viewer');
    expect((await call('GET', '/api/v1/me', { as: { key } })).status).toBe(200);
    await desk.db
      .updateTable('apiKey')
      .set({ revokedAt: desk.clock.now() })
      .where('name', '=', 'viewer key')
      .execute();
    desk.clock.advance(2_001);
    expect((await call('GET', '/api/v1/me', { as: { key } })).status).toBe(401);
  });

  it('cannot hand out more than it may itself', async () => {
    const narrow = { key: await web.key('admin', { scopes: ['access:manage'] }) };
    for (const body of [
      { name: 'wide', role: 'admin' },
      { name: 'w', role: 'agent', scopes: ['ticket:read'] },
    ]) {
      const reply = await call('POST', '/api/v1/keys', { as: narrow, body });
      expect([reply.status, reply.body.name]).toEqual([403, 'not-allowed']);
    }
    const person = { name: 'Mallory', email: 'mallory@example.com', role: 'admin' };
    expect((await call('POST', '/api/v1/agents', { as: narrow, body: person })).status).toBe(403);
    const victim = await web.person('agent');
    const path = `/api/v1/agents/${victim.id}`;
    expect((await call('PATCH', path, { as: narrow, body: { role: 'admin' } })).status).toBe(403);
    expect((await call('PATCH', path, { as: narrow, body: { email: 'mallory@example.com' } })).status).toBe(
      403,
    );
  });

  it.each([
    ['a scope nobody knows', { scopes: ['ticket:everything'] }],
    ['a scope its role does not have', { role: 'viewer', scopes: ['access:manage'] }],
    ['a date in the past', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['a role nobody knows', { role: 'root' }],
    ['no name', { name: '' }],
  ])('is not made with %s', async (_what, part) => {
    const reply = await call('POST', '/api/v1/keys', {
      as: admin,
      body: { name: 'x', role: 'agent', ...part },
    });
    expect([reply.status, reply.body.name]).toEqual([400, 'invalid-request']);
    expect(Object.keys(reply.body.fields as object)).not.toEqual([]);
  });

  it('has no session and no password', async () => {
    expect((await call('DELETE', '/api/v1/session', { as: admin })).status).toBe(403);
    const body = { next: 'a long phrase of its own' };
    expect((await call('PUT', '/api/v1/me/password', { as: admin, body })).status).toBe(403);
  });

  it('is slowed down at 1,200 requests a minute, and told when to come back', async () => {
    const key = await web.key('viewer');
    await call('GET', '/api/v1/me', { as: { key } });
    await desk.pool.query(`update rate_count set hits = 1200 where bucket like 'key:%'`);
    const reply = await call('GET', '/api/v1/me', { as: { key } });
    expect([reply.status, reply.body.name, reply.headers['retry-after']]).toEqual([
      429,
      'too-many-requests',
      '60',
    ]);
    await desk.pool.query('delete from rate_count');
  });
});

describe('an idempotency key', () => {
  const post = (key: string, body: unknown, as = admin) =>
    call('POST', '/api/v1/tickets', { as, body, headers: { 'idempotency-key': key } });
  const ticket = (subject: string) => ({
    customer: { name: 'Ann', email: 'ann@example.com' },
    subject,
    text: 'Hello',
    kind: 'note',
  });

  it('makes a repeated POST happen once and answer the same', async () => {
    const first = await post('a', ticket('Once'));
    const again = await post('a', ticket('Once'));
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.text).toBe(first.text);
    const { rows } = await desk.pool.query(`select count(*)::int as n from ticket where subject = 'Once'`);
    expect(rows[0].n).toBe(1);
  });

  it('happens once also when five copies arrive at the same moment', async () => {
    const replies = await Promise.all([1, 2, 3, 4, 5].map(() => post('b', ticket('Five'))));
    expect(replies.every((reply) => reply.status === 201 || reply.body.name === 'conflict')).toBe(true);
    const { rows } = await desk.pool.query(`select count(*)::int as n from ticket where subject = 'Five'`);
    expect(rows[0].n).toBe(1);
  });

  it('is refused for other content, free for another caller, and free again after a refusal', async () => {
    await post('c', ticket('Mine'));
    expect((await post('c', ticket('Other'))).body.name).toBe('idempotency-key-reused');
    expect((await post('c', ticket('Theirs'), { key: await web.key('agent') })).status).toBe(201);
    expect((await post('d', { subject: '' })).status).toBe(400);
    expect((await post('d', ticket('Better'))).status).toBe(201);
    expect((await post('x'.repeat(201), ticket('Long'))).status).toBe(400);
  });

  it('never keeps a secret: a repeated request for one is refused, and nothing of it is stored', async () => {
    const body = { name: 'Once only', role: 'viewer' };
    const send = () => call('POST', '/api/v1/keys', { as: admin, body, headers: { 'idempotency-key': 'k' } });
    const first = await send();
    const again = await send();
    expect([first.status, again.status, again.body.name]).toEqual([201, 409, 'conflict']);
    const { rows } = await desk.pool.query('select * from idempotency_key');
    expect(JSON.stringify(rows)).not.toContain(String(first.body.key));
  });
});

describe('a person', () => {
  it('keeps the teams when only something else is changed', async () => {
    const team = Object.values(desk.teams)[0] ?? '';
    const body = { name: 'Tea', email: 'tea@example.com', role: 'agent', teamIds: [team] };
    const made = (await call('POST', '/api/v1/agents', { as: admin, body })).body.agent as { id: string };
    const path = `/api/v1/agents/${made.id}`;
    const reply = await call('PATCH', path, { as: admin, body: { name: 'Tea Leaf' } });
    expect([reply.body.name, reply.body.teamIds]).toEqual(['Tea Leaf', [team]]);
    const nowhere = { teamIds: ['018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e'] };
    expect((await call('PATCH', path, { as: admin, body: nowhere })).status).toBe(400);
  });

  it('cannot have the address of another, in any case', async () => {
    const { email, id } = await web.person('agent');
    const body = { name: 'Copy', email: email.toUpperCase(), role: 'agent' };
    expect((await call('POST', '/api/v1/agents', { as: admin, body })).body.name).toBe('email-taken');
    const other = await web.person('agent');
    const reply = await call('PATCH', `/api/v1/agents/${other.id}`, { as: admin, body: { email } });
    expect(reply.body.name).toBe('email-taken');
    expect((await call('PATCH', `/api/v1/agents/${id}`, { as: admin, body: { email } })).status).toBe(200);
  });
});

describe('a mailbox', () => {
  const imap = {
    host: 'imap.example.com',
    port: 993,
    secure: true,
    user: 'help',
    password: 'hunter2 hunter2',
  };
  const mailbox = { address: 'Help@Example.com', name: 'Help', aliases: ['Hi@example.com'], imap };

  it('keeps its IMAP password sealed, never shows it, and lets it go only where it went before', async () => {
    const made = await call('POST', '/api/v1/mailboxes', { as: admin, body: mailbox });
    expect([made.status, made.body.address, made.body.aliases]).toEqual([
      201,
      'help@example.com',
      ['hi@example.com'],
    ]);
    expect(made.text + (await call('GET', '/api/v1/mailboxes', { as: admin })).text).not.toContain('hunter2');
    const id = String(made.body.id);
    const stored = async () =>
      (await desk.db.selectFrom('mailbox').select('imapPassword').where('id', '=', id).executeTakeFirst())
        ?.imapPassword ?? '';
    expect(await stored()).not.toContain('hunter2');
    expect(desk.secrets.open(imapPasswordPurpose, await stored())).toBe(imap.password);

    const change = (part: object) => {
      const { password: _kept, ...without } = imap;
      return call('PUT', `/api/v1/mailboxes/${id}`, {
        as: admin,
        body: { ...mailbox, imap: { ...without, ...part } },
      });
    };
    expect((await change({ folders: ['INBOX', 'Spam'] })).status).toBe(200);
    expect(desk.secrets.open(imapPasswordPurpose, await stored())).toBe(imap.password);
    for (const part of [{ host: 'imap.evil.example' }, { port: 143 }, { user: 'other' }, { secure: false }]) {
      const reply = await change(part);
      expect([reply.status, Object.keys(reply.body.fields as object)]).toEqual([400, ['imap.password']]);
    }
    expect((await change({ host: 'imap.example.org', password: 'fresh one here' })).status).toBe(200);
    const events = await desk.pool.query(`select data::text from event where kind like 'mailbox-%'`);
    expect(events.rowCount).toBeGreaterThan(1);
    expect(JSON.stringify(events.rows)).not.toMatch(/hunter2|fresh one/);
  });

  it('is tried without being saved, and a kept password goes only where it went before', async () => {
    const { password: _kept, ...without } = imap;
    const body = { address: 'tried@example.com', imap: { ...imap, host: 'localhost', port: 1 } };
    const made = await call('POST', '/api/v1/mailboxes', { as: admin, body });
    const attempt = (given: object) =>
      call('POST', '/api/v1/mailboxes/check-imap', { as: admin, body: given });
    const mailboxId = String(made.body.id);
    const kept = await attempt({ mailboxId, imap: { ...without, host: 'localhost', port: 1 } });
    expect(kept.body).toEqual({
      works: false,
      note: 'Nothing answers at localhost. Check name and port, and that the server runs.',
    });
    for (const given of [
      { imap: without },
      { mailboxId, imap: { ...without, host: '127.0.0.1', port: 1 } },
    ]) {
      const reply = await attempt(given);
      expect([reply.status, Object.keys(reply.body.fields as object)]).toEqual([400, ['imap.password']]);
    }
  });

  it('fetches since yesterday unless a day is given, so that years of old mail come in only when asked for', async () => {
    const since = async (address: string, given: object) => {
      const made = await call('POST', '/api/v1/mailboxes', {
        as: admin,
        body: { address, imap: { ...imap, ...given } },
      });
      return (made.body.imap as { since: string }).since;
    };
    expect(await since('without-day@example.com', {})).toBe('2026-11-22');
    expect(await since('with-day@example.com', { since: '2020-01-31' })).toBe('2020-01-31');
  });

  it.each(['help@example.com', 'hi@example.com', 'HI@EXAMPLE.COM'])(
    'cannot take %s from another',
    async (address) => {
      for (const body of [{ address }, { address: 'new@example.com', aliases: [address] }]) {
        expect((await call('POST', '/api/v1/mailboxes', { as: admin, body })).body.name).toBe(
          'address-taken',
        );
      }
    },
  );

  it('takes one address once, also when two add it at the same moment', async () => {
    const body = { address: 'race@example.com' };
    const replies = await Promise.all(
      [1, 2, 3].map(() => call('POST', '/api/v1/mailboxes', { as: admin, body })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409, 409]);
  });

  it('has an inbound secret that is kept as a hash, and the old one ends when a new one is made', async () => {
    const made = await call('POST', '/api/v1/mailboxes', { as: admin, body: { address: 'in@example.com' } });
    const raw = 'From: ann@example.com\r\nTo: in@example.com\r\nSubject: By HTTP\r\n\r\nHello\r\n';
    const hand = (secret: unknown) =>
      web.server.inject({
        method: 'POST',
        url: '/api/v1/inbound/mime',
        payload: raw,
        headers: { authorization: `Bearer ${String(secret)}`, 'content-type': 'message/rfc822' },
      });
    expect((await hand(made.body.inboundSecret)).statusCode).toBe(202);
    const path = `/api/v1/mailboxes/${String(made.body.id)}/inbound-secret`;
    const renewed = await call('POST', path, { as: admin });
    expect((await hand(made.body.inboundSecret)).statusCode).toBe(401);
    expect((await hand(renewed.body.inboundSecret)).statusCode).toBe(202);
    const { rows } = await desk.pool.query('select * from mailbox');
    expect(JSON.stringify(rows)).not.toContain(String(renewed.body.inboundSecret));
  });
});
