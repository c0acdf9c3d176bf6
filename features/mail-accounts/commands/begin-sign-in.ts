/** Sends a person to the provider's page, with a state that only their session can bring back (RFC 6749 section 10.12). */
import { createHash } from 'node:crypto';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newToken } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import { challengeOf, newVerifier } from '#platform/oauth/pkce.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { accountLimits } from '../limits.ts';
import { endpointsOf } from '../rules/providers.ts';
import { signInUrl } from '../rules/sign-in-url.ts';
import { seal } from '../secrets.ts';
import { findAccount } from '../store/accounts.ts';
import { insertSignIn } from '../store/sign-ins.ts';
import { noAccount } from './manage-account.ts';

/** Where providers send people back to. */
export const callbackPath = '/oauth/callback';

/** The address to register at a provider. */
export function redirectUriOf(desk: Pick<Desk, 'settings'>): string {
  return desk.settings.publicUrl + callbackPath;
}

/** As it is kept; SHA-256, since the text has 256 random bits. */
export function hashOf(kind: 'state' | 'session', token: string): string {
  return createHash('sha256').update(`oauth-${kind}:${token}`).digest('hex');
}

type BeginDesk = Pick<Desk, 'clock' | 'secrets' | 'brand' | 'settings'>;

/**
 * `session`: the token of the person's session, null for a program. Throws `session-required`,
 * `mail-account-not-found`, and `invalid-request` for an account that needs no person.
 */
export async function beginSignIn(
  tx: Tx,
  desk: BeginDesk,
  actor: Actor,
  { accountId, session }: { accountId: string; session: string | null },
): Promise<string> {
  permit(actor, 'mail-accounts:manage');
  if (actor.kind !== 'agent' || session === null)
    throw new NamedError(
      'session-required',
      'Sign in here with a browser: the provider sends you back to it.',
    );
  const account = await findAccount(tx, desk.brand.id, accountId);
  if (!account) throw noAccount();
  if (account.flow !== 'code')
    throw new NamedError('invalid-request', 'This account signs in by itself, without a person.');
  const [state, verifier, now] = [newToken(), newVerifier(), desk.clock.now()];
  const redirectUri = redirectUriOf(desk);
  const signIn = {
    stateHash: hashOf('state', state),
    accountId,
    sessionHash: hashOf('session', session),
    agentId: actor.id,
    verifier: seal(desk, 'verifier', accountId, verifier),
    redirectUri,
    expiresAt: new Date(now.getTime() + accountLimits.signInSeconds * 1000),
  };
  await insertSignIn(tx, signIn, now);
  const { clientId, name } = account;
  const challenge = challengeOf(verifier);
  return signInUrl(endpointsOf(account), { clientId, redirectUri, state, challenge, name });
}
