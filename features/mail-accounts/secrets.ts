/** What is sealed of a mail account, and for what: a sealed text that is moved to another column or account does not open. */

import type { Desk } from '#features/workspace/index.ts';
import type { OAuthClient } from '#platform/oauth/token-endpoint.ts';
import { endpointsOf } from './rules/providers.ts';
import type { AccountRow } from './store/accounts.ts';

type Kind = 'client-secret' | 'access-token' | 'refresh-token' | 'verifier';

export function seal(desk: Pick<Desk, 'secrets'>, kind: Kind, accountId: string, secret: string): string {
  return desk.secrets.seal(`mail-account-${kind}:${accountId}`, secret);
}

/** Throws `SecretUnreadable` when the data folder's key is another one. */
export function open(desk: Pick<Desk, 'secrets'>, kind: Kind, accountId: string, sealed: string): string {
  return desk.secrets.open(`mail-account-${kind}:${accountId}`, sealed);
}

/** The desk as the token endpoint of this account knows it. */
export function clientOf(desk: Pick<Desk, 'secrets'>, account: AccountRow): OAuthClient {
  const { tokenUrl, proof } = endpointsOf(account);
  const { id, clientId, clientSecret: sealed } = account;
  const clientSecret = sealed === null ? null : open(desk, 'client-secret', id, sealed);
  return { tokenUrl, proof, clientId, clientSecret };
}
