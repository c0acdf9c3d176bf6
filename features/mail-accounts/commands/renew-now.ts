/** A person wants to know now whether the desk still gets in. */
import { inTransaction } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { findAccount, lockAccount, updateAccount } from '../store/accounts.ts';
import { noAccount } from './manage-account.ts';
import { renewTokens, type TokenDesk } from './renew-tokens.ts';

/** Asks whatever is known; the account's state says what came of it. Throws `mail-account-not-found`. */
export async function renewNow(desk: TokenDesk, actor: Actor, id: string): Promise<void> {
  permit(actor, 'mail-accounts:manage');
  const before = await findAccount(desk.db, desk.brand.id, id);
  if (!before) throw noAccount();
  // No token lasts this long, so the provider is asked.
  const wish = { seconds: Number.POSITIVE_INFINITY, rejected: null, insist: true };
  const renewed = await renewTokens(desk, id, wish);
  if ('trouble' in renewed) return;
  const isFirst = before.signedInAt === null || before.state === 'refused';
  if (!isFirst) return;
  await inTransaction(desk, async (tx) => {
    await lockAccount(tx, desk.brand.id, id);
    await updateAccount(tx, id, { signedInAt: desk.clock.now() });
    await announce(tx, { type: 'mailboxes' });
  });
}
