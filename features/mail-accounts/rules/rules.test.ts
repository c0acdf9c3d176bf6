import { describe, expect, it } from 'vitest';
import { mailAccountInputSchema } from '../contract.ts';
import { checkAccount } from './check-account.ts';
import { waitAfter } from './patience.ts';
import { type AccountFacts, endpointsOf, missingScopes } from './providers.ts';
import { signInUrl } from './sign-in-url.ts';
import { endsPermission, refusalWords, returnWords } from './words.ts';

const microsoft: AccountFacts = {
  provider: 'microsoft',
  flow: 'code',
  tenant: null,
  authorizationUrl: null,
  tokenUrl: null,
  scopes: [],
  mailHosts: [],
};
const request = {
  clientId: 'app',
  redirectUri: 'https://desk.example.com/oauth/callback',
  state: 'st',
  challenge: 'ch',
  name: 'help@example.com',
};
const asked = (account: AccountFacts) => {
  const url = new URL(signInUrl(endpointsOf(account), request));
  return { at: `${url.origin}${url.pathname}`, ...Object.fromEntries(url.searchParams) };
};
const shared = {
  response_type: 'code',
  client_id: 'app',
  redirect_uri: request.redirectUri,
  state: 'st',
  code_challenge: 'ch',
  code_challenge_method: 'S256',
  login_hint: 'help@example.com',
};

describe('the provider', () => {
  it('Microsoft is asked in the organisation, for IMAP and SMTP and to stay signed in', () => {
    expect(asked({ ...microsoft, tenant: 'example.com' })).toEqual({
      ...shared,
      at: 'https://login.microsoftonline.com/example.com/oauth2/v2.0/authorize',
      scope:
        'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
      prompt: 'select_account',
    });
    expect(endpointsOf(microsoft).tokenUrl).toBe(
      'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    );
  });

  it('Microsoft gives an application by itself what an administrator allowed it', () => {
    const own = endpointsOf({ ...microsoft, flow: 'client-credentials', tenant: 'a/b' });
    expect(own.scopes).toEqual(['https://outlook.office365.com/.default']);
    expect(own.tokenUrl).toBe('https://login.microsoftonline.com/a%2Fb/oauth2/v2.0/token');
    expect(own.needed).toEqual([]);
  });

  it('Google is asked for a refresh token, which it gives at a consent only', () => {
    expect(asked({ ...microsoft, provider: 'google' })).toEqual({
      ...shared,
      at: 'https://accounts.google.com/o/oauth2/v2/auth',
      scope: 'https://mail.google.com/',
      access_type: 'offline',
      prompt: 'consent',
    });
  });

  it('another one is asked where it says, and what stands in its address stays', () => {
    const other = {
      ...microsoft,
      provider: 'other',
      authorizationUrl: 'https://id.example.com/a?x=1',
    } as const;
    expect(asked({ ...other, scopes: ['imap', 'smtp'] })).toEqual({
      ...shared,
      at: 'https://id.example.com/a',
      x: '1',
      scope: 'imap smtp',
    });
  });

  it.each<[string, string[], string[] | null, string[]]>([
    ['all', ['a', 'b'], ['b', 'A', 'c'], []],
    ['one left unticked', ['a', 'b'], ['a'], ['b']],
    ['by another host', ['https://a.example/IMAP.Read'], ['https://b.example/imap.read'], []],
    ['only to sign in', ['https://mail.google.com/'], ['openid'], ['https://mail.google.com/']],
    ['nothing said is all', ['a'], null, []],
  ])('granted %s', (_name, needed, granted, missing) => {
    expect(missingScopes(needed, granted)).toEqual(missing);
  });
});

describe('an account as it was typed', () => {
  const other = {
    name: 'a',
    provider: 'other',
    clientId: 'c',
    authorizationUrl: 'https://id.example.com/a',
    tokenUrl: 'https://id.example.com/t',
    mailHosts: ['imap.example.com'],
  };
  it.each<[string, Record<string, unknown>, string[]]>([
    ['is complete', {}, []],
    ['asks on this machine without TLS', { tokenUrl: 'http://localhost:9/t' }, []],
    ['asks elsewhere without TLS', { tokenUrl: 'http://id.example.com/t' }, ['tokenUrl']],
    ['asks a file', { tokenUrl: 'file:///etc/passwd' }, ['tokenUrl']],
    ['hides a login in the address', { tokenUrl: 'https://a:b@id.example.com/t' }, ['tokenUrl']],
    ['has no page for people', { authorizationUrl: null }, ['authorizationUrl']],
    ['runs a script', { authorizationUrl: 'javascript:alert(1)' }, ['authorizationUrl']],
    ['names no mail server', { mailHosts: [] }, ['mailHosts']],
    [
      'needs no page by itself',
      { flow: 'client-credentials', clientSecret: 's', authorizationUrl: null },
      [],
    ],
    ['has no secret by itself', { flow: 'client-credentials' }, ['clientSecret']],
    [
      'is of nobody by itself',
      { provider: 'microsoft', flow: 'client-credentials', clientSecret: 's' },
      ['tenant'],
    ],
    [
      'is of anybody by itself',
      { provider: 'microsoft', flow: 'client-credentials', clientSecret: 's', tenant: 'Common' },
      ['tenant'],
    ],
    [
      'is by itself at Google',
      { provider: 'google', flow: 'client-credentials', clientSecret: 's' },
      ['flow'],
    ],
  ])('%s', (_name, parts, fields) => {
    expect(Object.keys(checkAccount(mailAccountInputSchema.parse({ ...other, ...parts })))).toEqual(fields);
  });
});

it.each<[number, number | null, number]>([
  [1, null, 30],
  [3, null, 120],
  [60, null, 900],
  [0, null, 30],
  [1, 200, 200],
  [4, 10, 300],
  [1, 999_999, 900],
])('after try %i, asked to wait %s s, it waits %i s', (tries, retryAfter, wait) => {
  expect(waitAfter(tries, retryAfter)).toBe(wait);
});

describe('words', () => {
  const who = { name: 'help@example.com', label: 'Microsoft 365' };
  it.each<[string, boolean, RegExp]>([
    [
      'invalid_grant',
      true,
      /no longer lets the desk in as help@example\.com\. Sign in again .* said: It has ended\.$/,
    ],
    ['invalid_client', false, /Enter a new secret/],
    ['invalid_scope', false, /\(invalid_scope\).*docs\/operating\/oauth\.md/],
  ])('of %s say what to do', (error, ends, words) => {
    expect(refusalWords(who, error, 'It has ended')).toMatch(words);
    expect(endsPermission(error)).toBe(ends);
  });
  it.each<[string, RegExp]>([
    ['access_denied', /permission was not given at Google/],
    ['consent_required', /administrator/],
    ['server_error', /in a few minutes/],
    ['strange_error', /\(strange_error\)/],
  ])('of the return with %s are plain', (error, words) => {
    expect(returnWords('Google', error, '')).toMatch(words);
  });
});
