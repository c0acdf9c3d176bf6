/** Renews tokens before they end, and so learns early of a permission that was taken back. */
import { accountLimits } from '../limits.ts';
import { accountsToRenew } from '../store/accounts.ts';
import { renewTokens, type TokenDesk } from './renew-tokens.ts';

/** Safe to run at any time and in many processes. */
export async function renewDue(desk: TokenDesk): Promise<void> {
  const now = desk.clock.now();
  const before = new Date(now.getTime() + accountLimits.aheadSeconds * 1000);
  for (const id of await accountsToRenew(desk.db, desk.brand.id, before, now)) {
    const wish = { seconds: accountLimits.aheadSeconds, rejected: null, insist: false };
    try {
      const renewed = await renewTokens(desk, id, wish);
      if ('trouble' in renewed)
        desk.log.warn({ mailAccount: id, reason: renewed.trouble.message }, 'could not renew tokens');
    } catch (err) {
      // A fault with one account is no reason to let the others end.
      desk.log.error({ err, mailAccount: id }, 'could not renew tokens');
    }
  }
}
