/**
 * A real OAuth2 authorization server on loopback for one test file: metadata (RFC 8414), authorization code with PKCE
 * (RFC 6749, 7636), refresh with rotation and detection of reuse (RFC 9700 section 4.14.2), client credentials,
 * introspection (RFC 7662). It can refuse, fail, be slow, expire and revoke. Strict where providers are: one use for a
 * code, the exact redirect URI, a wrong verifier ends the code.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type OAuthServer = {
  issuer: string;
  authorizationUrl: string;
  tokenUrl: string;
  /** With the name and secret of a resource server, as Dovecot wants it. */
  introspectionUrl: string;
  clientId: string;
  clientSecret: string;
  /** Whose account it is: whom the tokens are for. */
  user: string;
  /** Body of every request to the token endpoint, in order. */
  asked: Record<string, string>[];
  /** How the server behaves from now on. */
  behave: {
    /** Seconds an access token lives. */
    lifetime: number;
    /** A refresh gives a new refresh token and ends the old one. */
    rotate: boolean;
    /** Answers of the token endpoint instead of the usual one: taken from the front. */
    next: { status: number; body: string; headers?: Record<string, string> }[];
    /** The person says no, or the server does: `error` of RFC 6749 section 4.1.2.1. */
    refuseSignIn: { error: string; description: string } | null;
    /** Leaves the refresh token away. */
    withoutRefreshToken: boolean;
    /** Runs before a token is given; the answer waits for it. */
    beforeTokens: (() => Promise<void>) | null;
    /** Scopes granted, when fewer than asked for. */
    grantOnly: string | null;
  };
  /** Ends every access token, as a changed password does. */
  endAccess(): void;
  /** Ends every refresh token: the person has taken the permission back. */
  revoke(): void;
  /** What the browser does: opens the authorization URL, says yes; where it is sent back to. */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
};

type Code = {
  redirectUri: string;
  challenge: string;
  scope: string;
  used: boolean;
  family: string;
};
type Access = { until: number; scope: string; family: string };
type Refresh = { family: string; scope: string; used: boolean };

const secretOf = (bytes = 24): string => randomBytes(bytes).toString('base64url');

/** Starts it for the account of `user`; every answer is about this one. */
export async function startOAuthServer(user: string): Promise<OAuthServer> {
  const codes = new Map<string, Code>();
  const access = new Map<string, Access>();
  const refresh = new Map<string, Refresh>();
  const ended = new Set<string>();
  const clientId = 'desk-client';
  const clientSecret = `s3cr3t/+&=${secretOf(8)}`;

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server that listens has an address of this form.
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;

  const here: OAuthServer = {
    issuer,
    authorizationUrl: `${issuer}/authorize`,
    tokenUrl: `${issuer}/token`,
    introspectionUrl: `http://dovecot:resource@127.0.0.1:${port}/introspect`,
    clientId,
    clientSecret,
    user,
    asked: [],
    behave: {
      lifetime: 3600,
      rotate: true,
      next: [],
      refuseSignIn: null,
      withoutRefreshToken: false,
      beforeTokens: null,
      grantOnly: null,
    },
    endAccess: () => access.clear(),
    revoke() {
      for (const { family } of refresh.values()) ended.add(family);
    },
    async visit(url) {
      const answer = await fetch(url, { redirect: 'manual' });
      const to = answer.headers.get('location');
      if (to === null)
        throw new Error(`the server sends nobody back: ${answer.status} ${await answer.text()}`);
      return new URL(to);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<ServerResponse> {
    const url = new URL(request.url ?? '/', issuer);
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /.well-known/oauth-authorization-server':
        return json(response, 200, {
          issuer,
          authorization_endpoint: here.authorizationUrl,
          token_endpoint: here.tokenUrl,
          introspection_endpoint: `${issuer}/introspect`,
          response_types_supported: ['code'],
          code_challenge_methods_supported: ['S256'],
          grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
        });
      case 'GET /authorize':
        return authorize(url.searchParams, response);
      case 'POST /token':
        return giveTokens(request, new URLSearchParams(await text(request)), response);
      case 'POST /introspect':
        return introspect(request, new URLSearchParams(await text(request)), response);
      default:
        return json(response, 404, { error: 'not_found' });
    }
  }

  function authorize(query: URLSearchParams, response: ServerResponse): ServerResponse {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== clientId || redirectUri === '')
      return json(response, 400, { error: 'invalid_client' });
    const back = new URL(redirectUri);
    const send = (parts: Record<string, string>): ServerResponse => {
      for (const [name, value] of Object.entries(parts)) back.searchParams.set(name, value);
      back.searchParams.set('state', query.get('state') ?? '');
      back.searchParams.set('iss', issuer);
      return response.writeHead(302, { location: back.href }).end();
    };
    const { refuseSignIn } = here.behave;
    if (refuseSignIn) return send({ error: refuseSignIn.error, error_description: refuseSignIn.description });
    if (query.get('response_type') !== 'code') return send({ error: 'unsupported_response_type' });
    if (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))
      return send({ error: 'invalid_request', error_description: 'PKCE is required' });
    const code = secretOf();
    codes.set(code, {
      redirectUri,
      challenge: query.get('code_challenge') ?? '',
      scope: query.get('scope') ?? '',
      used: false,
      family: secretOf(8),
    });
    return send({ code });
  }

  async function giveTokens(
    request: IncomingMessage,
    body: URLSearchParams,
    response: ServerResponse,
  ): Promise<ServerResponse> {
    here.asked.push(Object.fromEntries(body));
    const instead = here.behave.next.shift();
    if (instead) {
      response.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers });
      return response.end(instead.body);
    }
    if (!isClient(request, body)) return json(response, 401, { error: 'invalid_client' });
    const granted = grant(body);
    if ('error' in granted) return json(response, 400, granted);
    await here.behave.beforeTokens?.();
    return json(response, 200, granted);
  }

  function isClient(request: IncomingMessage, body: URLSearchParams): boolean {
    const header = request.headers.authorization;
    if (header === undefined)
      return body.get('client_id') === clientId && body.get('client_secret') === clientSecret;
    const decoded = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString();
    const [id = '', secret = ''] = decoded
      .split(':')
      .map((part) => new URLSearchParams(`a=${part}`).get('a') ?? '');
    return id === clientId && secret === clientSecret;
  }

  function grant(body: URLSearchParams): Record<string, unknown> {
    switch (body.get('grant_type')) {
      case 'authorization_code': {
        const code = codes.get(body.get('code') ?? '');
        if (!code) return { error: 'invalid_grant', error_description: 'The code is not known.' };
        if (code.used) {
          // RFC 6749 section 4.1.2: what a replayed code gave is taken back.
          ended.add(code.family);
          return { error: 'invalid_grant', error_description: 'The code was used before.' };
        }
        code.used = true;
        const challenge = createHash('sha256')
          .update(body.get('code_verifier') ?? '')
          .digest('base64url');
        if (challenge !== code.challenge || body.get('redirect_uri') !== code.redirectUri)
          return { error: 'invalid_grant', error_description: 'The verifier or the address is wrong.' };
        return tokens(code.family, here.behave.grantOnly ?? code.scope, !here.behave.withoutRefreshToken);
      }
      case 'refresh_token': {
        const known = refresh.get(body.get('refresh_token') ?? '');
        if (!known || ended.has(known.family))
          return { error: 'invalid_grant', error_description: 'The refresh token was revoked.' };
        if (known.used) {
          ended.add(known.family);
          return { error: 'invalid_grant', error_description: 'The refresh token was used before.' };
        }
        known.used = here.behave.rotate;
        return tokens(known.family, known.scope, here.behave.rotate);
      }
      case 'client_credentials':
        return tokens('', body.get('scope') ?? '', false);
      default:
        return { error: 'unsupported_grant_type' };
    }
  }

  function tokens(family: string, scope: string, withRefresh: boolean): Record<string, unknown> {
    const accessToken = secretOf(60);
    const { lifetime } = here.behave;
    access.set(accessToken, { until: Date.now() + lifetime * 1000, scope, family });
    const refreshToken = secretOf(40);
    if (withRefresh) refresh.set(refreshToken, { family, scope, used: false });
    return {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: lifetime,
      scope,
      ...(withRefresh ? { refresh_token: refreshToken } : {}),
    };
  }

  function introspect(
    request: IncomingMessage,
    body: URLSearchParams,
    response: ServerResponse,
  ): ServerResponse {
    const wanted = `Basic ${Buffer.from('dovecot:resource').toString('base64')}`;
    if (request.headers.authorization !== wanted) return json(response, 401, { active: false });
    const known = access.get(body.get('token') ?? '');
    if (!known || known.until < Date.now()) return json(response, 200, { active: false });
    return json(response, 200, { active: true, username: here.user, scope: known.scope });
  }

  return here;
}

function json(response: ServerResponse, status: number, body: Record<string, unknown>): ServerResponse {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  return response.end(JSON.stringify(body));
}
