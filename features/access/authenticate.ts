/** Who calls: by session cookie or API key. The HTTP edge of access; commands never see a request. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { accessLimits } from './limits.ts';
import { foreignOrigin } from './rules/same-origin.ts';
import { findWorkingKey, touchKey } from './store/api-keys.ts';
import { findSession, touchSession } from './store/sessions.ts';
import { apiKeyMark, hashToken } from './tokens.ts';

export const sessionCookie = 'posthaste_session';

export type Authenticator = {
  /**
   * The agent of the cookie or the key of `Authorization: Bearer`; null for nobody.
   * Throws `sign-in-required` for a key that does not work, and `not-allowed` for an unsafe request of another site.
   */
  authenticate(request: FastifyRequest): Promise<Actor | null>;
  /** Puts a longer life on the cookie when the session's was just prolonged. */
  renewCookie(request: FastifyRequest, reply: FastifyReply): void;
  /** Looks everybody up again: something about who may do what has changed. */
  forget(): void;
};

type Believed = { actor: Actor; until: number };

export function createAuthenticator(desk: Desk): Authenticator {
  const believed = new Map<string, Believed>();
  const prolonged = new WeakMap<FastifyRequest, string>();

  async function remembered(hash: string, find: () => Promise<Actor | null>): Promise<Actor | null> {
    const now = desk.clock.now().getTime();
    const known = believed.get(hash);
    if (known && known.until > now) return known.actor;
    believed.delete(hash);
    const actor = await find();
    // Only what exists is kept, so made-up keys cannot fill the table.
    if (actor) believed.set(hash, { actor, until: now + accessLimits.believedMs });
    if (believed.size > accessLimits.believedCallers) believed.delete(believed.keys().next().value ?? '');
    return actor;
  }

  async function byKey(key: string): Promise<Actor> {
    const hash = hashToken(key);
    const actor = key.startsWith(apiKeyMark) ? await remembered(hash, () => keyActor(desk, hash)) : null;
    if (actor) return actor;
    throw new NamedError('sign-in-required', 'This API key is not known, has expired or was revoked.');
  }

  async function byCookie(request: FastifyRequest, token: string): Promise<Actor | null> {
    const hash = hashToken(token);
    const actor = await remembered(hash, async () => {
      const found = await sessionActor(desk, hash);
      if (found?.prolonged) prolonged.set(request, token);
      return found?.actor ?? null;
    });
    if (actor) refuseForeign(request, desk);
    return actor;
  }

  return {
    async authenticate(request) {
      const key = bearerOf(request);
      if (key !== null) return byKey(key);
      const token = request.cookies[sessionCookie];
      return token ? byCookie(request, token) : null;
    },
    renewCookie(request, reply) {
      const token = prolonged.get(request);
      if (token) setSessionCookie(reply, desk, token);
    },
    forget: () => believed.clear(),
  };
}

/** Throws `not-allowed` when a browser sends an unsafe request from a page that is not ours. */
export function refuseForeign(request: FastifyRequest, desk: Desk): void {
  const one = (value: string | string[] | undefined): string | undefined =>
    Array.isArray(value) ? value[0] : value;
  const problem = foreignOrigin(
    {
      method: request.method,
      fetchSite: one(request.headers['sec-fetch-site']),
      origin: one(request.headers.origin),
      host: request.headers.host,
    },
    desk.settings.publicUrl,
  );
  if (problem) throw new NamedError('not-allowed', problem);
}

/** The session's cookie: scripts cannot read it, other sites' forms do not carry it. */
export function setSessionCookie(reply: FastifyReply, desk: Desk, token: string): void {
  reply.setCookie(sessionCookie, token, { ...cookieOptions(desk), maxAge: accessLimits.sessionMs / 1000 });
}

export function clearSessionCookie(reply: FastifyReply, desk: Desk): void {
  reply.clearCookie(sessionCookie, cookieOptions(desk));
}

function cookieOptions(desk: Desk) {
  const secure = desk.settings.publicUrl.startsWith('https:');
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

function bearerOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  const match = /^Bearer ([!-~]{1,200})$/i.exec(header);
  if (!match?.[1])
    throw new NamedError('sign-in-required', 'Send the key as "Authorization: Bearer phk_...".');
  return match[1];
}

async function keyActor(desk: Desk, hash: string): Promise<Actor | null> {
  const now = desk.clock.now();
  const key = await findWorkingKey(desk.db, hash, now);
  if (!key) return null;
  const last = key.lastUsedAt?.getTime() ?? 0;
  if (now.getTime() - last > accessLimits.keyTouchMs) await touchKey(desk.db, key.id, now);
  const permissions = desk.permissions.granted(key.role, key.scopes);
  return { kind: 'key', id: key.id, name: key.name, role: key.role, permissions };
}

async function sessionActor(desk: Desk, hash: string): Promise<{ actor: Actor; prolonged: boolean } | null> {
  const now = desk.clock.now();
  const session = await findSession(desk.db, hash, now);
  if (!session) return null;
  const prolonged = now.getTime() - session.lastSeenAt.getTime() > accessLimits.sessionTouchMs;
  if (prolonged) {
    const expiresAt = new Date(now.getTime() + accessLimits.sessionMs);
    await touchSession(desk.db, hash, session.agentId, now, expiresAt);
  }
  const { agentId: id, name, email, role, teamIds } = session;
  const permissions = desk.permissions.granted(role);
  return { actor: { kind: 'agent', id, name, email, role, teamIds, permissions }, prolonged };
}
