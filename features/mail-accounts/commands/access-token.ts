/** A token for a mail server, now. The one door for whoever signs in to IMAP or SMTP. */
import { accountLimits } from '../limits.ts';
import { endpointsOf } from '../rules/providers.ts';
import { type AccountRow, findAccount, findAccountByName } from '../store/accounts.ts';
import { MailAccountTrouble } from '../trouble.ts';
import type { Renewed } from './keep-answer.ts';
import { renewTokens, type TokenDesk, type Wish, withoutAsking } from './renew-tokens.ts';

export type { TokenDesk } from './renew-tokens.ts';

export type TokenAsked = {
  account: { id: string } | { name: string };
  /** The mail server that will see the token; only those of the account may. */
  host: string;
  /** A token this server has just refused: another one is wanted. */
  rejected?: string | undefined;
  /** A person waits for the answer: asked at once, whatever went wrong before. */
  insist?: boolean;
};

/** Renewals under way in this process: many mailboxes of one account wait for one, without a connection each. */
const underWay = new WeakMap<TokenDesk['db'], Map<string, Promise<Renewed>>>();

/** Renewed when it is about to end. Throws `MailAccountTrouble`. */
export async function accessToken(desk: TokenDesk, asked: TokenAsked): Promise<string> {
  const account = await find(desk, asked.account);
  refuseHost(account, asked.host);
  const wish: Wish = {
    seconds: accountLimits.usableSeconds,
    rejected: asked.rejected ?? null,
    insist: asked.insist ?? false,
  };
  const renewed = withoutAsking(desk, account, wish) ?? (await renewOnce(desk, account.id, wish));
  if ('trouble' in renewed) throw renewed.trouble;
  return renewed.accessToken;
}

async function find(desk: TokenDesk, asked: TokenAsked['account']): Promise<AccountRow> {
  const account =
    'id' in asked
      ? await findAccount(desk.db, desk.brand.id, asked.id)
      : await findAccountByName(desk.db, desk.brand.id, asked.name);
  if (account) return account;
  const which = 'id' in asked ? '' : ` called ${asked.name}`;
  throw new MailAccountTrouble(
    `There is no mail account${which}. Add it under Settings, Mail accounts.`,
    true,
  );
}

/** Or whoever may change the host of a mailbox could have the token sent to a server of their own. */
function refuseHost(account: AccountRow, host: string): void {
  const { mailHosts } = endpointsOf(account);
  if (mailHosts.includes(host.toLowerCase())) return;
  throw new MailAccountTrouble(
    `The mail account ${account.name} signs in at ${mailHosts.join(', ')} only, not at ${host}.`,
    true,
  );
}

function renewOnce(desk: TokenDesk, accountId: string, wish: Wish): Promise<Renewed> {
  const all = underWay.get(desk.db) ?? new Map<string, Promise<Renewed>>();
  underWay.set(desk.db, all);
  const running = all.get(accountId);
  if (running) return running;
  const renewal = renewTokens(desk, accountId, wish).finally(() => all.delete(accountId));
  all.set(accountId, renewal);
  return renewal;
}
