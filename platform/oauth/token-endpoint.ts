/**
 * Asks a token endpoint (RFC 6749) for tokens and reads its answer without trusting it. Never throws for what the
 * server does: the answer is a value, with words in which no secret of the request stands.
 */
import { z } from 'zod';
import { AddressRefused, guardedExchange } from '../http/guarded-post.ts';
import { oauthLimits } from './limits.ts';

export type OAuthClient = {
  tokenUrl: string;
  clientId: string;
  /** null: a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** How the client proves itself (RFC 6749 section 2.3.1): in the body, as the large providers want it, or by Basic. */
  proof: 'body' | 'basic';
};

export type Grant =
  | { kind: 'code'; code: string; redirectUri: string; verifier: string }
  | { kind: 'refresh'; refreshToken: string }
  | { kind: 'client'; scopes: readonly string[] };

export type Tokens = {
  accessToken: string;
  /** null: the one that was used stays good (section 6). */
  refreshToken: string | null;
  lifetimeSeconds: number;
  /** What was granted; null: all that was asked for (section 5.1). */
  scopes: readonly string[] | null;
};

export type TokenAnswer =
  | { kind: 'tokens'; tokens: Tokens }
  /** The server said no for good: `error` of section 5.2. */
  | { kind: 'refused'; error: string; words: string }
  /** It may work later. */
  | { kind: 'unavailable'; words: string; retryAfterSeconds: number | null };

// RFC 6749 appendix A.12: VSCHAR. A control character would end a field of the SASL message it is put into.
const token = z
  .string()
  .min(1)
  .max(oauthLimits.tokenCharacters)
  .regex(/^[\x21-\x7e]+$/);

const success = z.object({
  access_token: token,
  token_type: z.string().regex(/^bearer$/i),
  // Seen in practice: numbers as text.
  expires_in: z.coerce.number().positive().optional(),
  refresh_token: token.optional(),
  scope: z.string().optional(),
});

const failure = z.object({
  error: z
    .string()
    .max(100)
    .regex(/^[\x20-\x7e]+$/),
  error_description: z.string().optional(),
});

/** Section 5.2 and 4.1.2.1, and what gateways add: the server is not well, the request may be. */
const passing = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);

/** One request for tokens. `allowedNetworks`: own networks the server may lie in. */
export async function askForTokens(
  client: OAuthClient,
  grant: Grant,
  allowedNetworks: readonly string[],
): Promise<TokenAnswer> {
  const secrets = secretsOf(client, grant);
  try {
    const { status, body, retryAfter } = await guardedExchange({
      url: client.tokenUrl,
      body: bodyOf(client, grant).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        ...(client.clientSecret !== null && client.proof === 'basic' ? { authorization: basic(client) } : {}),
      },
      allowedNetworks,
      timeoutMs: oauthLimits.timeout,
      maxBytes: oauthLimits.answerBytes,
    });
    return readAnswer(status, body, retryAfter, secrets);
  } catch (error) {
    return { kind: 'unavailable', words: networkWords(error, client), retryAfterSeconds: null };
  }
}

function bodyOf(client: OAuthClient, grant: Grant): URLSearchParams {
  const body = new URLSearchParams();
  const set = (parts: Readonly<Record<string, string>>): void => {
    for (const [name, value] of Object.entries(parts)) body.set(name, value);
  };
  switch (grant.kind) {
    case 'code':
      set({ grant_type: 'authorization_code', code: grant.code, redirect_uri: grant.redirectUri });
      set({ code_verifier: grant.verifier });
      break;
    case 'refresh':
      set({ grant_type: 'refresh_token', refresh_token: grant.refreshToken });
      break;
    case 'client':
      set({ grant_type: 'client_credentials', scope: grant.scopes.join(' ') });
      break;
  }
  if (client.clientSecret === null || client.proof === 'body') set({ client_id: client.clientId });
  if (client.clientSecret !== null && client.proof === 'body') set({ client_secret: client.clientSecret });
  return body;
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined. */
function basic({ clientId, clientSecret }: OAuthClient): string {
  const encode = (text: string): string => new URLSearchParams({ a: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret ?? '')}`).toString('base64')}`;
}

function secretsOf(client: OAuthClient, grant: Grant): string[] {
  const own =
    grant.kind === 'code'
      ? [grant.code, grant.verifier]
      : grant.kind === 'refresh'
        ? [grant.refreshToken]
        : [];
  return [...own, ...(client.clientSecret === null ? [] : [client.clientSecret])].filter((one) => one !== '');
}

/** What another server said, as one line in which none of the secrets stands. */
export function cleanWords(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, '[secret]');
  return clean
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, oauthLimits.wordsCharacters);
}

function readAnswer(
  status: number,
  body: string,
  retryAfter: string | null,
  secrets: readonly string[],
): TokenAnswer {
  const json = parseJson(body);
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null;
  const tokens = success.safeParse(json);
  if (status === 200 && tokens.success) return { kind: 'tokens', tokens: toTokens(tokens.data) };
  const said = failure.safeParse(json);
  const isClear = said.success && status >= 400 && status < 500 && status !== 429;
  if (isClear && !passing.has(said.data.error)) {
    const { error, error_description: description = '' } = said.data;
    return {
      kind: 'refused',
      error: cleanWords(error, secrets),
      words: cleanWords(description === '' ? error : description, secrets),
    };
  }
  const what = said.success ? cleanWords(said.data.error_description ?? said.data.error, secrets) : '';
  const words =
    status === 200
      ? 'The sign-in server answered without a usable token.'
      : `The sign-in server answered ${status}${what === '' ? '' : `: ${what}`}.`;
  return { kind: 'unavailable', words, retryAfterSeconds: seconds };
}

function toTokens(data: z.output<typeof success>): Tokens {
  const { usualLifetime, longestLifetime } = oauthLimits;
  return {
    accessToken: data.access_token,
    refreshToken: data.refresh_token ?? null,
    lifetimeSeconds: Math.min(data.expires_in ?? usualLifetime, longestLifetime),
    scopes: data.scope === undefined ? null : data.scope.split(/\s+/).filter((one) => one !== ''),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's page; that it is no JSON is all there is to know.
    return null;
  }
}

function networkWords(error: unknown, client: OAuthClient): string {
  const { host } = new URL(client.tokenUrl);
  if (error instanceof AddressRefused) return `The sign-in server ${host} is not dialled: ${error.message}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `There is no sign-in server called ${host}.`;
  if (code === 'ECONNREFUSED') return `Nothing answers at the sign-in server ${host}.`;
  if (code === 'ABORT_ERR') return `The sign-in server ${host} does not answer.`;
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code))
    return `The certificate of the sign-in server ${host} is not trusted (${code}).`;
  return `The sign-in server ${host} could not be asked${code === '' ? '' : ` (${code})`}.`;
}
