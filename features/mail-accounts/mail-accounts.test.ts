/** Signing in, renewing, refusing: over HTTP and in a real database, against a real authorization server. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testWeb } from '#apps/posthaste/testing.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { startOAuthServer } from '#test/setup/oauth-server.ts';
import { accessToken } from './commands/access-token.ts';
import { renewDue } from './commands/renew-due.ts';
import { listAccounts } from './queries/list-accounts.ts';
import { accountInput, signedInAccount } from './testing.ts';
import { MailAccountTrouble } from './trouble.ts';

const web = await testWeb();
const { desk, call } = web;
const user = 'help@example.com';
const server = await startOAuthServer(user);
afterAll(() => server.close());
const admin = await web.person('admin');
const usual = structuredClone({ ...server.behave, beforeTokens: null });

beforeEach(async () => {
  await desk.db.updateTable('mailbox').set({ mailAccountId: null }).execute();
  await desk.db.deleteFrom('mailAccount').execute();
  await desk.db.deleteFrom('event').execute();
  desk.settings.alarm = { ...desk.settings.alarm, allowedNetworks: ['127.0.0.0/8'] };
  desk.settings.relay = null;
  Object.assign(server.behave, structuredClone(usual));
  server.asked.length = 0;
});

const host = 'localhost';
const token = (id: string, more: { rejected?: string; insist?: boolean } = {}) =>
  accessToken(desk, { account: { id }, host, ...more });
const troubleOf = async (id: string, more: { insist?: boolean } = {}): Promise<MailAccountTrouble> => {
  const error: unknown = await token(id, more).catch((thrown: unknown) => thrown);
  if (error instanceof MailAccountTrouble) return error;
  throw new Error(`no trouble: ${String(error)}`);
};
const shown = async (id: string) => (await listAccounts(desk)).find((one) => one.id === id);
const grants = (): (string | undefined)[] => server.asked.map((body) => body.grant_type);
const hours = (count: number): void => desk.clock.advance(count * 3_600_000);

async function create(parts: Record<string, unknown> = {}, as = admin): Promise<string> {
  const reply = await call('POST', '/api/v1/mail-accounts', { as, body: accountInput(server, parts) });
  if (reply.status !== 201) throw new Error(reply.text);
  return String(reply.body.id);
}
async function begin(id: string, as = admin): Promise<string> {
  const reply = await call('POST', `/api/v1/mail-accounts/${id}/sign-in`, { as });
  return String(reply.body.url);
}
const comeBack = (url: URL, as: { session: string } | null = admin) =>
  call('GET', url.pathname + url.search, { as });

describe('a person signs in', () => {
  it('at the provider, comes back, and the account can be used', async () => {
    const id = await create();
    expect(await shown(id)).toMatchObject({ state: 'new', signedInAt: null });
    expect((await troubleOf(id)).message).toMatch(/Nobody has signed in as help@example\.com yet/);
    const url = await begin(id);
    const back = await server.visit(url);
    expect(`${back.origin}${back.pathname}`).toBe(`${desk.settings.publicUrl}/oauth/callback`);
    const page = await comeBack(back);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(`Signed in as ${user}`)]);
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(await shown(id)).toMatchObject({ state: 'signed-in', note: '' });
    expect(await token(id)).toMatch(/^\S{80}$/);
    expect(grants()).toEqual(['authorization_code']);
  });

  it('and no secret is in any answer, nor in the clear in the database', async () => {
    const id = await create();
    const url = await begin(id);
    const back = await server.visit(url);
    const page = await comeBack(back);
    const access = await token(id);
    const verifier = server.asked[0]?.code_verifier ?? '';
    const { rows } = await desk.pool.query('select row_to_json(a)::text as text from mail_account a');
    const list = await call('GET', '/api/v1/mail-accounts', { as: admin });
    const kept = JSON.stringify(rows);
    for (const secret of [access, server.clientSecret, verifier, back.searchParams.get('code') ?? '']) {
      expect(secret).not.toBe('');
      expect(kept + page.text + list.text).not.toContain(secret);
    }
    const { accounts, redirectUri } = list.body as { accounts: object[]; redirectUri: string };
    expect(redirectUri).toBe('http://desk.example.com/oauth/callback');
    expect(Object.keys(accounts[0] ?? {}).filter((name) => /token$|secret$/i.test(name))).toEqual([
      'hasSecret',
    ]);
  });

  it('and the state is kept as a hash, for fifteen minutes', async () => {
    const id = await create();
    const url = new URL(await begin(id));
    const { rows } = await desk.pool.query('select row_to_json(s)::text as text from mail_account_sign_in s');
    expect(JSON.stringify(rows)).not.toContain(url.searchParams.get('state'));
    const back = await server.visit(url.href);
    desk.clock.advance(15 * 60_000 + 1);
    const page = await comeBack(back);
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('Begin again')]);
    expect(server.asked).toEqual([]);
    expect(await shown(id)).toMatchObject({ state: 'new' });
  });

  type Page = Awaited<ReturnType<typeof comeBack>>;
  const changed = (back: URL, name: string, value: string | null): Promise<Page> => {
    if (value === null) back.searchParams.delete(name);
    else back.searchParams.set(name, value);
    return comeBack(back);
  };
  it.each<[string, (back: URL) => Promise<Page>]>([
    ['a made-up state', (back) => changed(back, 'state', 'x'.repeat(43))],
    ['no state', (back) => changed(back, 'state', null)],
    ['two states', (back) => comeBack(new URL(`${back.href}&state=b`))],
    ['the session of another admin', async (back) => comeBack(back, await web.person('admin'))],
    [
      'another session of the same admin',
      async (back) => {
        const other = await web.person('admin');
        const { id: agentId } = admin;
        await desk.db.updateTable('session').set({ agentId }).where('agentId', '=', other.id).execute();
        return comeBack(back, other);
      },
    ],
    ['nobody signed in', (back) => comeBack(back, null)],
    ['a code of nobody', (back) => changed(back, 'code', 'stolen')],
    ['no code', (back) => changed(back, 'code', null)],
  ])('is not signed in with %s', async (_name, turn) => {
    const id = await create();
    const page = await turn(await server.visit(await begin(id)));
    expect([400, 401]).toContain(page.status);
    expect(page.text).toMatch(/not signed in|Sign in to the desk first/);
    expect(await shown(id)).toMatchObject({ state: 'new', signedInAt: null });
  });

  it('once with one return: a replayed one is refused before the provider is asked', async () => {
    const id = await create();
    const back = await server.visit(await begin(id));
    expect((await comeBack(back)).status).toBe(200);
    const before = await token(id);
    expect((await comeBack(back)).status).toBe(400);
    expect(server.asked).toHaveLength(1);
    expect(await token(id)).toBe(before);
  });

  it('and somebody who may not manage accounts is refused at the return, too', async () => {
    const id = await create();
    const back = await server.visit(await begin(id));
    const agent = await web.person('agent');
    expect((await comeBack(back, agent)).status).toBe(403);
    expect(await shown(id)).toMatchObject({ state: 'new' });
  });

  it('not a program: the provider sends people back to browsers', async () => {
    const id = await create();
    const key = await web.key('admin');
    const reply = await call('POST', `/api/v1/mail-accounts/${id}/sign-in`, { as: { key } });
    expect([reply.status, reply.body.name]).toEqual([403, 'session-required']);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'said no there',
      () => {
        server.behave.refuseSignIn = { error: 'access_denied', description: '<b>The user said no</b>' };
      },
      /The permission was not given at 127\.0\.0\.1.*&lt;b&gt;The user said no&lt;\/b&gt;/,
    ],
    [
      'got no refresh token',
      () => {
        server.behave.withoutRefreshToken = true;
      },
      /permission for an hour only/,
    ],
    [
      'met a provider that is not well',
      () => {
        server.behave.next = [{ status: 503, body: 'busy' }];
      },
      /answered 503.*Begin again/,
    ],
  ])('is told in plain words when they %s', async (_name, prepare, words) => {
    const id = await create();
    prepare();
    const page = await comeBack(await server.visit(await begin(id)));
    expect([page.status, page.text]).toEqual([400, expect.stringMatching(words)]);
    expect(await shown(id)).toMatchObject({ state: 'new' });
  });

  it('again after a refusal, with the same account', async () => {
    const id = await signedInAccount(desk, server);
    server.revoke();
    hours(2);
    expect((await troubleOf(id)).refused).toBe(true);
    await comeBack(await server.visit(await begin(id)));
    expect(await shown(id)).toMatchObject({ state: 'signed-in', note: '' });
    expect(await token(id)).toMatch(/^\S{80}$/);
  });
});

describe('a token', () => {
  it('is used while it is good, and renewed when it has ended', async () => {
    const id = await signedInAccount(desk, server);
    const first = await token(id);
    expect(await token(id)).toBe(first);
    expect(grants()).toEqual(['authorization_code']);
    hours(1);
    const second = await token(id);
    expect(second).not.toBe(first);
    expect(grants()).toEqual(['authorization_code', 'refresh_token']);
    hours(1);
    // Rotation: each renewal uses the refresh token that the last one brought; the server ends a family that does not.
    expect(await token(id)).not.toBe(second);
    expect(new Set(server.asked.map((body) => body.refresh_token)).size).toBe(3);
  });

  it('is renewed by the worker before it ends', async () => {
    const id = await signedInAccount(desk, server);
    desk.clock.advance(54 * 60_000);
    await renewDue(desk);
    expect(grants()).toEqual(['authorization_code']);
    desk.clock.advance(2 * 60_000);
    await renewDue(desk);
    expect(grants()).toEqual(['authorization_code', 'refresh_token']);
    expect(await shown(id)).toMatchObject({ state: 'signed-in' });
  });

  it('is renewed once, however many processes want it at the same time', async () => {
    const id = await signedInAccount(desk, server);
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url: desk.database.url })));
    const desks = [desk, ...others.map(({ db, pool }) => ({ ...desk, db, pool }))];
    hours(1);
    const tokens = await Promise.all(
      desks.flatMap((one) => [1, 2, 3].map(() => accessToken(one, { account: { id }, host }))),
    );
    await Promise.all(others.map((one) => one.close()));
    expect(new Set(tokens).size).toBe(1);
    expect(grants()).toEqual(['authorization_code', 'refresh_token']);
    expect(await shown(id)).toMatchObject({ state: 'signed-in' });
  });

  it('that came as the database went away is kept all the same, with its refresh token', async () => {
    const id = await signedInAccount(desk, server);
    hours(1);
    server.behave.beforeTokens = async () => {
      server.behave.beforeTokens = null;
      // Whoever holds the account's row waits for us in a transaction.
      const { rows } = await desk.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
      );
      expect(rows).toHaveLength(1);
    };
    const renewed = await token(id);
    expect(await token(id)).toBe(renewed);
    hours(1);
    expect(await token(id)).not.toBe(renewed);
    expect(await shown(id)).toMatchObject({ state: 'signed-in' });
  });

  it('that a mail server refused is changed for another one, but not time and again', async () => {
    const id = await signedInAccount(desk, server);
    const first = await token(id);
    expect(await token(id, { rejected: first })).toBe(first);
    desk.clock.advance(61_000);
    const second = await token(id, { rejected: first });
    expect(second).not.toBe(first);
    expect(await token(id, { rejected: second })).toBe(second);
  });

  it('is given to the mail servers of the account only', async () => {
    const id = await signedInAccount(desk, server);
    const elsewhere = accessToken(desk, { account: { id }, host: 'imap.attacker.example' });
    await expect(elsewhere).rejects.toThrow(/signs in at localhost, 127\.0\.0\.1 only/);
    await expect(accessToken(desk, { account: { name: 'nobody' }, host })).rejects.toThrow(
      /no mail account called/,
    );
    expect(await accessToken(desk, { account: { name: user.toUpperCase() }, host: 'LOCALHOST' })).toBe(
      await token(id),
    );
  });
});

describe('a permission that was taken back', () => {
  it('is refused in words, told once as an event, and not asked for again', async () => {
    const id = await signedInAccount(desk, server);
    server.revoke();
    hours(1);
    const trouble = await troubleOf(id);
    expect(trouble).toMatchObject({ refused: true });
    expect(trouble.message).toMatch(
      /no longer lets the desk in as help@example\.com\. Sign in again under Settings, Mail accounts\. .*said: The refresh token was revoked\./,
    );
    expect(await shown(id)).toMatchObject({ state: 'refused', note: trouble.message, tokenEndsAt: null });
    const asked = server.asked.length;
    expect((await troubleOf(id)).message).toBe(trouble.message);
    await renewDue(desk);
    expect((await troubleOf(id, { insist: true })).refused).toBe(true);
    expect(server.asked.length).toBe(asked);
    const events = await desk.db
      .selectFrom('event')
      .select('kind')
      .where('kind', '=', 'mail-account-refused')
      .execute();
    expect(events).toHaveLength(1);
  });

  it('stays refused, with its words, when the provider is away as a person tries', async () => {
    const id = await signedInAccount(desk, server);
    hours(1);
    server.behave.next = [
      { status: 401, body: '{"error":"invalid_client"}' },
      { status: 503, body: '' },
    ];
    const { message } = await troubleOf(id);
    expect((await troubleOf(id, { insist: true })).message).toContain('answered 503');
    expect(await shown(id)).toMatchObject({ state: 'refused', note: message, nextTryAt: null });
    expect(await token(id, { insist: true })).toMatch(/^\S{80}$/);
  });

  it('by an expired client secret is mended by a new one', async () => {
    const id = await signedInAccount(desk, server);
    hours(1);
    server.behave.next = [{ status: 401, body: '{"error":"invalid_client"}' }];
    expect((await troubleOf(id)).message).toMatch(/Enter a new secret/);
    const path = `/api/v1/mail-accounts/${id}`;
    const reply = await call('PATCH', path, { as: admin, body: { clientSecret: server.clientSecret } });
    expect(reply.text).not.toContain(server.clientSecret);
    await renewDue(desk);
    expect(await shown(id)).toMatchObject({ state: 'signed-in', note: '' });
  });
});

describe('a provider that is not well', () => {
  it('is left alone for a while, longer each time, and works again by itself', async () => {
    const id = await signedInAccount(desk, server);
    hours(1);
    server.behave.next = [
      { status: 500, body: 'oops' },
      { status: 429, body: '', headers: { 'retry-after': '200' } },
    ];
    expect(await troubleOf(id)).toMatchObject({
      refused: false,
      message: expect.stringContaining('answered 500'),
    });
    expect(server.asked).toHaveLength(2);
    await troubleOf(id);
    expect(server.asked).toHaveLength(2);
    desk.clock.advance(30_000);
    expect((await troubleOf(id)).message).toContain('answered 429');
    expect(await shown(id)).toMatchObject({ state: 'failing' });
    desk.clock.advance(199_000);
    await troubleOf(id);
    expect(server.asked).toHaveLength(3);
    desk.clock.advance(1_000);
    await renewDue(desk);
    expect(await shown(id)).toMatchObject({ state: 'signed-in', note: '', nextTryAt: null });
  });

  it('does no harm while the token is still good', async () => {
    const id = await signedInAccount(desk, server);
    const good = await token(id);
    desk.clock.advance(57 * 60_000);
    server.behave.next = [{ status: 503, body: '' }];
    await renewDue(desk);
    expect(await shown(id)).toMatchObject({ state: 'failing' });
    expect(await token(id)).toBe(good);
  });

  it('is asked at once when a person wants to know', async () => {
    const id = await signedInAccount(desk, server);
    hours(1);
    server.behave.next = [{ status: 500, body: '' }];
    await troubleOf(id);
    const reply = await call('POST', `/api/v1/mail-accounts/${id}/renew`, { as: admin });
    expect(reply.body).toMatchObject({ state: 'signed-in' });
  });

  it('in our own network is not dialled unless a setting says so', async () => {
    const id = await signedInAccount(desk, server);
    hours(1);
    desk.settings.alarm = { ...desk.settings.alarm, allowedNetworks: [] };
    const before = server.asked.length;
    expect((await troubleOf(id)).message).toContain('POSTHASTE_ALLOWED_NETWORKS');
    expect(server.asked.length).toBe(before);
  });
});

describe('an application by itself (client credentials)', () => {
  const own = { flow: 'client-credentials', authorizationUrl: null, scopes: ['mail/.default'] };
  it('signs in without a person, and again when the token ends', async () => {
    const id = await create(own);
    const reply = await call('POST', `/api/v1/mail-accounts/${id}/renew`, { as: admin });
    expect(reply.body).toMatchObject({ state: 'signed-in', signedInAt: desk.clock.now().toISOString() });
    const first = await token(id);
    hours(1);
    expect(await token(id)).not.toBe(first);
    expect(server.asked).toEqual([
      { grant_type: 'client_credentials', scope: 'mail/.default' },
      { grant_type: 'client_credentials', scope: 'mail/.default' },
    ]);
  });

  it('is told when its secret is wrong', async () => {
    const id = await create({ ...own, clientSecret: 'wrong' });
    const reply = await call('POST', `/api/v1/mail-accounts/${id}/renew`, { as: admin });
    expect(reply.body).toMatchObject({ state: 'refused', note: expect.stringMatching(/Enter a new secret/) });
  });

  it('sends no person to the provider', async () => {
    const id = await create(own);
    const reply = await call('POST', `/api/v1/mail-accounts/${id}/sign-in`, { as: admin });
    expect([reply.status, reply.body.name]).toEqual([400, 'invalid-request']);
  });
});

describe('the list', () => {
  it('takes one name once, whatever its case', async () => {
    await create();
    const reply = await call('POST', '/api/v1/mail-accounts', {
      as: admin,
      body: accountInput(server, { name: user.toUpperCase() }),
    });
    expect([reply.status, reply.body.name]).toEqual([409, 'mail-account-name-taken']);
  });

  it('names the field that is wrong', async () => {
    const body = accountInput(server, { tokenUrl: 'http://id.example.com' });
    const reply = await call('POST', '/api/v1/mail-accounts', { as: admin, body });
    expect([reply.status, Object.keys(reply.body.fields as object)]).toEqual([400, ['tokenUrl']]);
  });

  it('keeps what a mailbox or the relay needs, and removes the rest with its tokens', async () => {
    const id = await signedInAccount(desk, server);
    const mailbox = {
      address: 'tokens@ouraring.com',
      imap: { host: 'localhost', user, mailAccountId: id },
    };
    const made = await call('POST', '/api/v1/mailboxes', { as: admin, body: mailbox });
    expect(made.body).toMatchObject({ imap: { mailAccountId: id } });
    desk.settings.relay = { host, port: 587, secure: false, user, password: null, account: user };
    expect((await shown(id))?.usedBy).toEqual(['tokens@ouraring.com', 'relay']);
    const remove = () => call('DELETE', `/api/v1/mail-accounts/${id}`, { as: admin });
    const kept = await remove();
    expect([kept.status, kept.body.name]).toEqual([409, 'mail-account-in-use']);
    expect(kept.body.detail).toContain('tokens@ouraring.com, the relay');
    desk.settings.relay = null;
    const noPassword = { ...mailbox, imap: { ...mailbox.imap, mailAccountId: null } };
    const path = `/api/v1/mailboxes/${String(made.body.id)}`;
    expect((await call('PUT', path, { as: admin, body: noPassword })).status).toBe(400);
    expect((await call('PUT', path, { as: admin, body: { ...mailbox, imap: null } })).status).toBe(200);
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(404);
    const gone = await call('PUT', path, { as: admin, body: mailbox });
    expect([gone.status, gone.body.fields]).toEqual([400, { 'imap.mailAccountId': expect.any(String) }]);
  });
});
