/**
 * Renews the tokens of an account, one at a time for all processes: the row is held while the provider is asked, so
 * whoever waited finds the new token and does not spend a refresh token that has been exchanged already. A refresh
 * token that was received is kept even when the database goes away at that moment.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { askForTokens, type Grant, type Tokens } from '#platform/oauth/token-endpoint.ts';
import { accountLimits } from '../limits.ts';
import { endpointsOf } from '../rules/providers.ts';
import { clientOf, open } from '../secrets.ts';
import { type AccountRow, lockAccount } from '../store/accounts.ts';
import { MailAccountTrouble } from '../trouble.ts';
import { keepAnswer, keepTokens, type Renewed } from './keep-answer.ts';

export type TokenDesk = Pick<Desk, 'db' | 'clock' | 'log' | 'secrets' | 'brand' | 'settings'>;

export type Wish = {
  /** The token has to last this long. */
  seconds: number;
  /** A mail server has refused this token. */
  rejected: string | null;
  /** A person asks: neither patience nor an earlier refusal stands in the way. */
  insist: boolean;
};

type Received = { usedRefreshToken: string | null; tokens: Tokens };

/** Does nothing but read when the account has a token that fulfils the wish. Throws only for faults of our own. */
export async function renewTokens(desk: TokenDesk, accountId: string, wish: Wish): Promise<Renewed> {
  const held: { received: Received | null } = { received: null };
  try {
    return await inTransaction(desk, async (tx) => {
      const account = await lockAccount(tx, desk.brand.id, accountId);
      if (!account) return gone();
      const known = withoutAsking(desk, account, wish);
      if (known) return known;
      const { allowedNetworks } = desk.settings.alarm;
      const answer = await askForTokens(clientOf(desk, account), grantOf(desk, account), allowedNetworks);
      if (answer.kind === 'tokens')
        held.received = { usedRefreshToken: account.refreshToken, tokens: answer.tokens };
      return keepAnswer(tx, desk, account, answer);
    });
  } catch (error) {
    if (held.received === null) throw error;
    return keepLate(desk, accountId, held.received, error);
  }
}

function gone(): Renewed {
  return { trouble: new MailAccountTrouble('The mail account was removed. Choose another one.', true) };
}

function grantOf(desk: TokenDesk, account: AccountRow): Grant {
  if (account.flow === 'client-credentials') return { kind: 'client', scopes: endpointsOf(account).scopes };
  const refreshToken =
    account.refreshToken === null ? '' : open(desk, 'refresh-token', account.id, account.refreshToken);
  return { kind: 'refresh', refreshToken };
}

/** What can be said without the provider, or null when it has to be asked. */
export function withoutAsking(desk: TokenDesk, account: AccountRow, wish: Wish): Renewed | null {
  const now = desk.clock.now();
  const { name, note, state, nextTryAt } = account;
  const maySucceed = account.flow === 'client-credentials' || account.refreshToken !== null;
  if (state === 'new' && account.flow === 'code') {
    const words = `Nobody has signed in as ${name} yet. Sign in under Settings, Mail accounts.`;
    return { trouble: new MailAccountTrouble(words, true) };
  }
  if (!maySucceed || (state === 'refused' && !wish.insist))
    return { trouble: new MailAccountTrouble(note, true) };
  const token = tokenOf(desk, account, now, wish);
  if (token && token.left >= wish.seconds) return { accessToken: token.accessToken };
  if (nextTryAt === null || nextTryAt <= now || wish.insist) return null;
  // The provider is left alone for a while; what still works is used.
  return token ? { accessToken: token.accessToken } : { trouble: new MailAccountTrouble(note, false) };
}

/** The stored token and how many seconds it has left; null when it has ended, or a mail server does not take it. */
function tokenOf(
  desk: TokenDesk,
  account: AccountRow,
  now: Date,
  { rejected }: Wish,
): { accessToken: string; left: number } | null {
  const { accessToken: sealed, accessExpiresAt, refreshedAt } = account;
  if (sealed === null || accessExpiresAt === null || accessExpiresAt <= now) return null;
  const accessToken = open(desk, 'access-token', account.id, sealed);
  const age =
    refreshedAt === null ? Number.POSITIVE_INFINITY : (now.getTime() - refreshedAt.getTime()) / 1000;
  if (accessToken === rejected && age >= accountLimits.freshSeconds) return null;
  return { accessToken, left: (accessExpiresAt.getTime() - now.getTime()) / 1000 };
}

/**
 * The old refresh token may be worth nothing any more: the new one is the only way in. It is not written over one
 * that a person or another process has brought since.
 */
async function keepLate(
  desk: TokenDesk,
  accountId: string,
  { usedRefreshToken, tokens }: Received,
  first: unknown,
): Promise<Renewed> {
  desk.log.warn({ err: first, mailAccount: accountId }, 'could not keep renewed tokens, trying again');
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTransaction(desk, async (tx) => {
        const account = await lockAccount(tx, desk.brand.id, accountId);
        if (!account) return gone();
        if (account.refreshToken !== usedRefreshToken) return { accessToken: tokens.accessToken };
        return keepTokens(tx, desk, accountId, tokens);
      });
    } catch (error) {
      if (tries === accountLimits.keepTries) throw error;
      await wait(tries * 500);
    }
  }
}
