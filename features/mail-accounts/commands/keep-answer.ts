/** What a token endpoint answered becomes the account's state, in the transaction that holds the account. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import type { TokenAnswer, Tokens } from '#platform/oauth/token-endpoint.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { waitAfter } from '../rules/patience.ts';
import { endpointsOf } from '../rules/providers.ts';
import { endsPermission, refusalWords } from '../rules/words.ts';
import { seal } from '../secrets.ts';
import { type AccountRow, updateAccount } from '../store/accounts.ts';
import { MailAccountTrouble } from '../trouble.ts';

export type KeepingDesk = Pick<Desk, 'db' | 'clock' | 'secrets' | 'brand'>;

/** A token, or why there is none. */
export type Renewed = { accessToken: string } | { trouble: MailAccountTrouble };

/** Writes tokens; a refresh token that was not given anew stays (RFC 6749 section 6). */
export async function keepTokens(
  tx: Tx,
  desk: KeepingDesk,
  accountId: string,
  tokens: Tokens,
): Promise<Renewed> {
  const now = desk.clock.now();
  const { accessToken, refreshToken, lifetimeSeconds } = tokens;
  await updateAccount(tx, accountId, {
    accessToken: seal(desk, 'access-token', accountId, accessToken),
    accessExpiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
    ...(refreshToken === null ? {} : { refreshToken: seal(desk, 'refresh-token', accountId, refreshToken) }),
    state: 'signed-in',
    note: '',
    refreshedAt: now,
    tries: 0,
    nextTryAt: null,
  });
  return { accessToken };
}

/** Writes what came of a renewal, whatever it was. */
export async function keepAnswer(
  tx: Tx,
  desk: KeepingDesk,
  account: AccountRow,
  answer: TokenAnswer,
): Promise<Renewed> {
  if (answer.kind === 'tokens') return keepTokens(tx, desk, account.id, answer.tokens);
  if (answer.kind === 'refused') return keepRefusal(tx, desk, account, answer);
  // Who was refused and is asked for by a person stays refused, with the words that say what to do.
  if (account.state === 'refused') return { trouble: new MailAccountTrouble(answer.words, false) };
  const now = desk.clock.now();
  const tries = account.tries + 1;
  const wait = waitAfter(tries, answer.retryAfterSeconds);
  const nextTryAt = new Date(now.getTime() + wait * 1000);
  const note = `${answer.words} It is tried again by itself.`;
  await updateAccount(tx, account.id, { state: 'failing', note, tries, nextTryAt });
  return { trouble: new MailAccountTrouble(note, false) };
}

async function keepRefusal(
  tx: Tx,
  desk: KeepingDesk,
  account: AccountRow,
  { error, words }: { error: string; words: string },
): Promise<Renewed> {
  const { label } = endpointsOf(account);
  const note = refusalWords({ name: account.name, label }, error, words);
  await updateAccount(tx, account.id, {
    state: 'refused',
    note,
    accessToken: null,
    accessExpiresAt: null,
    nextTryAt: null,
    ...(endsPermission(error) ? { refreshToken: null } : {}),
  });
  if (account.state !== 'refused') {
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'mail-account-refused',
      actor: systemActor('Posthaste'),
      data: { mailAccountId: account.id, name: account.name, error },
      reasons: [note],
      at: desk.clock.now(),
    });
    // Whoever fetches with it learns it now, not when the connection ends some day.
    await announce(tx, { type: 'mailboxes' });
  }
  return { trouble: new MailAccountTrouble(note, true) };
}
