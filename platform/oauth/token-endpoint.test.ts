/** Answers of a real token endpoint, good and hostile. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { oauthLimits } from './limits.ts';
import { challengeOf, newVerifier } from './pkce.ts';
import { askForTokens, cleanWords, type Grant, type OAuthClient } from './token-endpoint.ts';

let server: Server;
let client: OAuthClient;
let answer: { status: number; body: string; headers?: Record<string, string> };
const asked: { headers: Record<string, unknown>; body: string }[] = [];
const here = ['127.0.0.0/8'];
const refresh: Grant = { kind: 'refresh', refreshToken: 'old-refresh' };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answer.status, answer.headers ?? {}).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  client = {
    tokenUrl: `http://127.0.0.1:${port}/token`,
    clientId: 'an id',
    clientSecret: 'p+q &%:/',
    proof: 'body',
  };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body), headers };
  return askForTokens(client, refresh, here);
};
const good = { access_token: 'abc', token_type: 'bearer' };

it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['a refresh token', { expires_in: 60, refresh_token: 'r' }, { refreshToken: 'r', lifetimeSeconds: 60 }],
  ['nothing else', {}, { refreshToken: null, lifetimeSeconds: oauthLimits.usualLifetime, scopes: null }],
  ['a lifetime as text', { expires_in: '120' }, { lifetimeSeconds: 120 }],
  ['a lifetime of centuries', { expires_in: 1e12 }, { lifetimeSeconds: oauthLimits.longestLifetime }],
  ['scopes', { scope: ' a  b ' }, { scopes: ['a', 'b'] }],
])('takes a token with %s', async (_name, parts, tokens) => {
  const answered = await ask(200, { ...good, ...parts });
  expect(answered).toMatchObject({ kind: 'tokens', tokens: { accessToken: 'abc', ...tokens } });
});

it.each<[string, number, unknown]>([
  ['no token', 200, {}],
  ['a token of another kind', 200, { ...good, token_type: 'mac' }],
  ['a token that would end a field of SASL', 200, { ...good, access_token: 'abc\u0001auth=x' }],
  ['a token with a line break', 200, { ...good, access_token: 'a\r\nQUIT' }],
  ['a token longer than a line may be', 200, { ...good, access_token: 'x'.repeat(9000) }],
  ['a lifetime that is none', 200, { ...good, expires_in: -1 }],
  ['a page of a gateway', 200, '<html>Hello</html>'],
  ['an answer without end', 200, 'x'.repeat(oauthLimits.answerBytes + 1)],
  ['502', 502, 'Bad gateway'],
  ['429', 429, { error: 'invalid_grant' }],
  ['trouble of its own', 400, { error: 'temporarily_unavailable' }],
  ['a redirect', 302, ''],
])('waits after %s', async (_name, status, body) => {
  const location = status === 302 ? { location: '/elsewhere' } : {};
  const before = asked.length;
  expect((await ask(status, body, location)).kind).toBe('unavailable');
  expect(asked.length).toBe(before + 1);
});

it('tells how long the server wants to be left alone', async () => {
  expect(await ask(503, '', { 'retry-after': '77' })).toMatchObject({ retryAfterSeconds: 77 });
  expect(await ask(503, '', { 'retry-after': 'Wed, 21 Oct 2026' })).toMatchObject({
    retryAfterSeconds: null,
  });
});

it('believes a clear no, and repeats no secret of ours from it', async () => {
  const said = `The token old-refresh of p+q &%:/ is over.\r\n\u202eSecond line ${'x'.repeat(900)}`;
  const answered = await ask(400, { error: 'invalid_grant', error_description: said });
  expect(answered).toMatchObject({ kind: 'refused', error: 'invalid_grant' });
  const words = answered.kind === 'refused' ? answered.words : '';
  expect(words).toMatch(/^The token \[secret\] of \[secret\] is over\. Second line x+$/);
  expect(words.length).toBe(oauthLimits.wordsCharacters);
});

it('proves itself in the body or by Basic, form-encoded first', async () => {
  await ask(200, good);
  expect(Object.fromEntries(new URLSearchParams(asked.at(-1)?.body))).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'old-refresh',
    client_id: 'an id',
    client_secret: 'p+q &%:/',
  });
  await askForTokens({ ...client, proof: 'basic' }, { kind: 'client', scopes: ['a', 'b'] }, here);
  const { headers, body } = asked.at(-1) ?? { headers: {}, body: '' };
  const sent = Buffer.from(String(headers.authorization).slice(6), 'base64').toString();
  expect(sent).toBe('an+id:p%2Bq+%26%25%3A%2F');
  expect(body).toBe('grant_type=client_credentials&scope=a+b');
  await askForTokens({ ...client, proof: 'basic', clientSecret: null }, refresh, here);
  expect(asked.at(-1)?.headers.authorization).toBeUndefined();
  expect(asked.at(-1)?.body).toContain('client_id=an+id');
});

it('is not led into our own network, and says how that is allowed', async () => {
  const before = asked.length;
  const answered = await askForTokens(client, refresh, []);
  expect(answered).toMatchObject({ kind: 'unavailable' });
  expect(JSON.stringify(answered)).toContain('POSTHASTE_ALLOWED_NETWORKS');
  const nobody = await askForTokens({ ...client, tokenUrl: 'http://127.0.0.1:1/t' }, refresh, here);
  expect(nobody).toMatchObject({ words: 'Nothing answers at the sign-in server 127.0.0.1:1.' });
  expect(asked.length).toBe(before);
});

it('makes verifiers and challenges of RFC 7636', () => {
  expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
  expect(newVerifier()).toMatch(/^[\w-]{43}$/);
  expect(newVerifier()).not.toBe(newVerifier());
});

it('keeps words of others as one line of well-formed text', () => {
  expect(cleanWords(' a\0\ud800b\u200b\n c ')).toBe('a \ufffdb c');
});
