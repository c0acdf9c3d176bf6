/** Signing in, over HTTP. */
import { describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { createAgent, issueSignInLink, makeMailedSignInLink } from '#features/access/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { systemActor } from '#platform/permit/actor.ts';

const web = await testWeb();
const { desk, call } = web;
const good = 'violet teapot in the rain';
const minute = 60_000;
const day = 24 * 60 * minute;

async function withPassword(role: 'admin' | 'agent' = 'agent') {
  const person = await web.person(role);
  const reply = await call('PUT', '/api/v1/me/password', { as: person, body: { next: good } });
  expect(reply.status).toBe(200);
  return person;
}

async function link(agentId: string): Promise<string> {
  const url = await inTransaction(desk, (tx) => issueSignInLink(tx, desk, agentId));
  return new URL(url).searchParams.get('token') ?? '';
}

describe('a password', () => {
  it('signs in with any case of the address, and the cookie is out of reach of scripts and other sites', async () => {
    const { email } = await withPassword();
    const reply = await call('POST', '/api/v1/session', {
      body: { email: email.toUpperCase(), password: good },
    });
    expect(reply.status).toBe(200);
    expect(reply.body.email).toBe(email);
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^posthaste_session=[\w-]{43}; .*HttpOnly; SameSite=Lax$/,
    );
  });

  it('is told apart from a wrong one, an unknown address and a person switched off in no way', async () => {
    const known = await withPassword();
    const off = await withPassword();
    const admin = await web.person('admin');
    const path = `/api/v1/agents/${off.id}`;
    expect((await call('PATCH', path, { as: admin, body: { active: false } })).status).toBe(200);
    const none = await web.person('agent');
    const tries = [
      { email: known.email, password: 'wrong wrong wrong' },
      { email: 'nobody@example.com', password: good },
      { email: off.email, password: good },
      { email: none.email, password: good },
      { email: none.email, password: '' },
      { email: '', password: '' },
    ];
    const replies = await Promise.all(tries.map((body) => call('POST', '/api/v1/session', { body })));
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    expect(replies.map((reply) => [reply.status, reply.session])).toEqual(tries.map(() => [401, null]));
  });

  it('costs an unknown address as much time as a known one', async () => {
    const { email } = await withPassword();
    const time = async (address: string): Promise<number> => {
      const begin = performance.now();
      await call('POST', '/api/v1/session', { body: { email: address, password: 'not the right one' } });
      return performance.now() - begin;
    };
    await time(email);
    const [known, unknown] = [await time(email), await time('stranger@example.com')];
    // Without the hash an unknown address answers in a few milliseconds.
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it('cannot be guessed for long: after ten tries even the right one waits, and other people do not', async () => {
    const { email } = await withPassword();
    const other = await withPassword();
    const path = '/api/v1/session';
    const attempt = async (address: string, password: string, from: string) =>
      (await call('POST', path, { body: { email: address, password }, from })).status;
    for (const address of [email, 'ghost@example.com']) {
      expect(await attempt(address, 'guess guess', '192.0.2.1')).toBe(401);
      // Nine more from as many addresses, without waiting for their hashes.
      await desk.pool.query(`update rate_count set hits = 10 where bucket like 'sign-in:%' and hits < 10`);
      expect(await attempt(address, good, '192.0.2.2')).toBe(429);
    }
    expect(await attempt(other.email, good, '192.0.2.2')).toBe(200);
  });

  it('cannot be tried on many accounts from one address', async () => {
    const from = '192.0.2.77';
    const attempt = (i: number) =>
      call('POST', '/api/v1/session/link', { body: { token: `made-up-${i}` }, from });
    const statuses = [];
    for (let i = 0; i < 62; i += 1) statuses.push((await attempt(i)).status);
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([60, 429]);
  });

  it.each(['short', '1234567890', 'Password1234!', 'aaaaaaaaaaaaaa', 'qwertyuiop', 'Test agent 2026'])(
    'is refused when it is as easy as %j',
    async (next) => {
      const person = await web.person('agent');
      const reply = await call('PUT', '/api/v1/me/password', { as: person, body: { next } });
      expect([400, 422]).toContain(reply.status);
      expect(Object.keys(reply.body.fields as object)).not.toEqual([]);
    },
  );

  it('is changed only with the current one, and the change ends other sessions and unused links', async () => {
    const person = await withPassword();
    const second = await call('POST', '/api/v1/session/link', { body: { token: await link(person.id) } });
    const unused = await link(person.id);
    const next = 'another phrase altogether';
    const path = '/api/v1/me/password';
    expect((await call('PUT', path, { as: person, body: { next } })).body.name).toBe('wrong-credentials');
    const body = { current: good, next };
    expect((await call('PUT', path, { as: person, body })).status).toBe(200);
    expect((await call('GET', '/api/v1/me', { as: person })).status).toBe(200);
    expect((await call('GET', '/api/v1/me', { as: { session: second.session ?? '' } })).status).toBe(401);
    expect((await call('POST', '/api/v1/session/link', { body: { token: unused } })).status).toBe(410);
  });

  it('is kept as a salted hash only', async () => {
    const [one, two] = [await withPassword(), await withPassword()];
    const rows = await desk.db
      .selectFrom('agent')
      .select('passwordHash')
      .where('id', 'in', [one.id, two.id])
      .execute();
    expect(rows.map((row) => row.passwordHash)).toEqual([
      expect.stringMatching(/^scrypt\$32768\$8\$3\$/),
      expect.stringMatching(/^scrypt\$32768\$8\$3\$/),
    ]);
    expect(rows[0]?.passwordHash).not.toBe(rows[1]?.passwordHash);
  });
});

describe('a one-time link', () => {
  it('works once, even when two use it at the same moment', async () => {
    const { id } = await web.person('agent');
    const token = await link(id);
    const replies = await Promise.all(
      [1, 2, 3].map(() => call('POST', '/api/v1/session/link', { body: { token } })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 410, 410]);
  });

  it('is not used up by opening it', async () => {
    const { id } = await web.person('agent');
    const token = await link(id);
    await call('GET', `/sign-in?token=${token}`);
    await call('GET', '/api/v1/session/link');
    expect((await call('POST', '/api/v1/session/link', { body: { token } })).status).toBe(200);
  });

  it('expires after a day', async () => {
    const { id } = await web.person('agent');
    const token = await link(id);
    desk.clock.advance(day + 1);
    expect((await call('POST', '/api/v1/session/link', { body: { token } })).body.name).toBe(
      'link-not-valid',
    );
  });

  it('that came by mail works for half an hour', async () => {
    const { email } = await web.person('agent');
    const mailed = async () => {
      const made = await inTransaction(desk, (tx) => makeMailedSignInLink(tx, desk, email));
      return new URL(made?.link ?? '').searchParams.get('token');
    };
    const [used, late] = [await mailed(), await mailed()];
    desk.clock.advance(29 * 60_000);
    expect((await call('POST', '/api/v1/session/link', { body: { token: used } })).status).toBe(200);
    desk.clock.advance(60_001);
    expect((await call('POST', '/api/v1/session/link', { body: { token: late } })).status).toBe(410);
  });

  it.each(['', 'x', "' or 1=1 --", '\u0000', 'A'.repeat(200)])(
    'says the same for the made-up one %j',
    async (token) => {
      expect((await call('POST', '/api/v1/session/link', { body: { token } })).body.name).toBe(
        'link-not-valid',
      );
    },
  );

  it('lets nobody in who was switched off since', async () => {
    const admin = await web.person('admin');
    const { id } = await web.person('agent');
    const token = await link(id);
    await call('PATCH', `/api/v1/agents/${id}`, { as: admin, body: { active: false } });
    expect((await call('POST', '/api/v1/session/link', { body: { token } })).status).toBe(410);
  });

  it('is asked for with the same answer and the same work for known and unknown addresses', async () => {
    const { email } = await web.person('agent');
    const path = '/api/v1/session/link/request';
    const replies = [];
    for (const address of [email, 'stranger@example.com']) {
      replies.push(await call('POST', path, { body: { email: address } }));
    }
    expect(replies.map((reply) => [reply.status, reply.text])).toEqual([
      // This desk has no relay, so it mails no links to anybody.
      [202, '{"sent":false}'],
      [202, '{"sent":false}'],
    ]);
    const { rows } = await desk.pool.query<{ n: number }>(
      `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'access.mail-sign-in-link'`,
    );
    expect(rows[0]?.n).toBe(2);
  });

  it('is mailed a few times only, however often it is asked for', async () => {
    const before = await countJobs();
    for (let i = 0; i < 6; i += 1) {
      const reply = await call('POST', '/api/v1/session/link/request', {
        body: { email: 'eager@example.com' },
      });
      expect(reply.status).toBe(202);
    }
    expect((await countJobs()) - before).toBe(3);
  });

  async function countJobs(): Promise<number> {
    const { rows } = await desk.pool.query<{ n: number }>(
      'select count(*)::int as n from graphile_worker.jobs',
    );
    return rows[0]?.n ?? 0;
  }
});

describe('a session', () => {
  it('ends when it is signed out, and its cookie is cleared', async () => {
    const person = await web.person('agent');
    const reply = await call('DELETE', '/api/v1/session', { as: person });
    expect(String(reply.headers['set-cookie'])).toMatch(/^posthaste_session=;/);
    expect((await call('GET', '/api/v1/me', { as: person })).status).toBe(401);
  });

  it('lives two weeks from its last use, not longer', async () => {
    const person = await web.person('agent');
    desk.clock.advance(13 * day);
    const used = await call('GET', '/api/v1/me', { as: person });
    expect(used.status).toBe(200);
    expect(used.session).toBe(person.session);
    desk.clock.advance(13 * day);
    expect((await call('GET', '/api/v1/me', { as: person })).status).toBe(200);
    desk.clock.advance(14 * day + minute);
    expect((await call('GET', '/api/v1/me', { as: person })).status).toBe(401);
  });

  it('is over within seconds for somebody who was switched off or lost the role', async () => {
    const admin = await web.person('admin');
    const person = await web.person('admin', 'Second admin');
    expect((await call('GET', '/api/v1/keys', { as: person })).status).toBe(200);
    await call('PATCH', `/api/v1/agents/${person.id}`, { as: admin, body: { role: 'viewer' } });
    expect((await call('GET', '/api/v1/keys', { as: person })).status).toBe(403);
    // Another process changed it: nobody told this one.
    await desk.db.updateTable('agent').set({ active: false }).where('id', '=', person.id).execute();
    desk.clock.advance(2_001);
    expect((await call('GET', '/api/v1/me', { as: person })).status).toBe(401);
  });

  it('is kept as a hash only', async () => {
    const { session } = await web.person('agent');
    const { rows } = await desk.pool.query('select token_hash from session');
    expect(JSON.stringify(rows)).not.toContain(session);
  });
});

describe('an unsafe request with a cookie', () => {
  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a page without origin', { origin: 'null' }, 403],
    ['another site, by fetch metadata', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling of our domain', { 'sec-fetch-site': 'same-site' }, 403],
    ['a look-alike of the host', { origin: 'http://desk.example.com.evil.example' }, 403],
    ['our own page', { origin: 'http://desk.example.com', 'sec-fetch-site': 'same-origin' }, 200],
    [
      'our own page by another name of the host',
      { origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' },
      200,
    ],
    ['a program that is no browser', {}, 200],
  ])('from %s', async (_who, headers: Record<string, string>, status) => {
    const person = await web.person('agent');
    const reply = await call('DELETE', '/api/v1/session', { as: person, headers });
    expect(reply.status).toBe(status);
  });

  it('is not needed to sign somebody in as somebody else: that is refused from other sites too', async () => {
    const { id } = await web.person('agent');
    const body = { token: await link(id) };
    const headers = { origin: 'https://evil.example' };
    expect((await call('POST', '/api/v1/session/link', { body, headers })).status).toBe(403);
    expect((await call('POST', '/api/v1/session/link', { body })).status).toBe(200);
  });

  it('does not stop an API key, which no other site can send', async () => {
    const key = await web.key('admin');
    const headers = { origin: 'https://automation.example' };
    const body = { name: 'Robot', role: 'viewer' };
    expect((await call('POST', '/api/v1/keys', { as: { key }, body, headers })).status).toBe(201);
  });
});

describe('the desk', () => {
  it('never loses its last active admin, even when two switch each other off at once', async () => {
    const fresh = await testWeb();
    const root = systemActor('test');
    const one = await fresh.person('admin');
    const alone = await fresh.call('PATCH', `/api/v1/agents/${one.id}`, { as: one, body: { active: false } });
    expect(alone.body.name).toBe('last-admin');
    const demoted = await fresh.call('PATCH', `/api/v1/agents/${one.id}`, {
      as: one,
      body: { role: 'lead' },
    });
    expect(demoted.body.name).toBe('last-admin');
    const two = await fresh.person('admin');
    const [key] = [await fresh.key('admin')];
    const both = await Promise.all(
      [one.id, two.id].map((id) =>
        fresh.call('PATCH', `/api/v1/agents/${id}`, { as: { key }, body: { active: false } }),
      ),
    );
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409]);
    await expect(
      inTransaction(fresh.desk, (tx) =>
        createAgent(tx, fresh.desk, root, { name: 'x', email: one.email, role: 'agent', teamIds: [] }),
      ),
    ).rejects.toThrow('already works');
  });
});
