/** How often sign-in may be tried, counted in the database, so that any number of web processes share one count. */
import { createHash } from 'node:crypto';
import type { Desk } from '#features/workspace/index.ts';
import { createRateCounter } from '#platform/http/rate-count.ts';
import { NamedError } from '#platform/named-error.ts';
import { accessLimits } from './limits.ts';

export type Throttle = {
  /** Counts a try on an account from an address. Throws `too-many-requests`, for unknown accounts alike. */
  tryToSignIn(email: string, address: string): Promise<void>;
  /** Counts a try with a link. */
  tryLink(address: string): Promise<void>;
  /** Counts a request for a mailed link; false when this account has had enough of them. */
  mayMailLink(email: string, address: string): Promise<boolean>;
};

export function createThrottle(desk: Desk): Throttle {
  const rate = createRateCounter(desk.db);
  const { triesPerAccount, triesPerAddress, triesWindowMinutes, mailedLinksPerAccount } = accessLimits;
  // The table shall not become a list of addresses somebody typed.
  const account = (email: string): string => createHash('sha256').update(email).digest('base64url');
  const fromAddress = (address: string): Promise<void> =>
    rate.count(`sign-in-from:${address}`, triesPerAddress, triesWindowMinutes);
  return {
    async tryToSignIn(email, address) {
      await fromAddress(address);
      if (await rate.within(`sign-in:${account(email)}`, triesPerAccount, triesWindowMinutes)) return;
      throw new NamedError(
        'too-many-requests',
        `There were too many tries with this address. Wait ${triesWindowMinutes} minutes, or have a sign-in link mailed.`,
      );
    },
    tryLink: fromAddress,
    async mayMailLink(email, address) {
      await fromAddress(address);
      return rate.within(`sign-in-link:${account(email)}`, mailedLinksPerAccount, triesWindowMinutes);
    },
  };
}
