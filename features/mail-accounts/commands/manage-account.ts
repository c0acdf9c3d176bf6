/** Add and remove mail accounts, and give one a new client secret. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { MailAccountInput } from '../contract.ts';
import { accountLimits } from '../limits.ts';
import { checkAccount } from '../rules/check-account.ts';
import { seal } from '../secrets.ts';
import {
  type AccountRow,
  countAccounts,
  deleteAccount,
  insertAccount,
  lockAccount,
  mailboxesOf,
  updateAccount,
} from '../store/accounts.ts';

type ManagingDesk = Pick<Desk, 'clock' | 'secrets' | 'brand' | 'settings'>;

/** Nobody is signed in yet. Throws `invalid-request` and `mail-account-name-taken`. */
export async function createAccount(
  tx: Tx,
  desk: ManagingDesk,
  actor: Actor,
  input: MailAccountInput,
): Promise<string> {
  permit(actor, 'mail-accounts:manage');
  const problems = checkAccount(input);
  const [first] = Object.values(problems);
  if (first !== undefined) throw new NamedError('invalid-request', first, problems);
  if ((await countAccounts(tx, desk.brand.id)) >= accountLimits.accounts)
    throw new NamedError('invalid-request', `A desk has at most ${accountLimits.accounts} mail accounts.`);
  const id = newId();
  const isOther = input.provider === 'other';
  const { name, provider, flow, clientId, clientSecret } = input;
  const isNew = await insertAccount(tx, {
    ...{ id, name, provider, flow, clientId },
    brandId: desk.brand.id,
    createdAt: desk.clock.now(),
    tenant: provider === 'microsoft' ? input.tenant : null,
    clientSecret: clientSecret === '' ? null : seal(desk, 'client-secret', id, clientSecret),
    authorizationUrl: isOther ? input.authorizationUrl : null,
    tokenUrl: isOther ? input.tokenUrl : null,
    scopes: isOther ? input.scopes : [],
    mailHosts: isOther ? input.mailHosts : [],
  });
  if (!isNew)
    throw new NamedError('mail-account-name-taken', `There is a mail account called ${name} already.`);
  await tell(tx, desk, actor, 'mail-account-added', { id, name });
  return id;
}

/** The next renewal uses it; who was refused because of the old one is tried again. Throws `mail-account-not-found`. */
export async function changeSecret(
  tx: Tx,
  desk: ManagingDesk,
  actor: Actor,
  id: string,
  clientSecret: string,
): Promise<void> {
  permit(actor, 'mail-accounts:manage');
  const account = await held(tx, desk, id);
  const maySucceed = account.refreshToken !== null || account.flow === 'client-credentials';
  const again = account.state === 'refused' && maySucceed;
  await updateAccount(tx, id, {
    clientSecret: seal(desk, 'client-secret', id, clientSecret),
    nextTryAt: null,
    ...(again ? { state: 'failing', note: 'It is tried with the new secret.', tries: 0 } : {}),
  });
  await tell(tx, desk, actor, 'mail-account-secret-changed', account);
}

/** Throws `mail-account-not-found`, and `mail-account-in-use` while a mailbox or the relay signs in with it. */
export async function removeAccount(tx: Tx, desk: ManagingDesk, actor: Actor, id: string): Promise<void> {
  permit(actor, 'mail-accounts:manage');
  const account = await held(tx, desk, id);
  const users = (await mailboxesOf(tx, desk.brand.id)).get(id) ?? [];
  if (isRelayAccount(desk, account.name)) users.push('the relay');
  if (users.length > 0)
    throw new NamedError(
      'mail-account-in-use',
      `It is used by ${users.join(', ')}. Choose another way to sign in there first.`,
    );
  await deleteAccount(tx, id);
  await tell(tx, desk, actor, 'mail-account-removed', account);
}

/** Whether the relay of the settings signs in with the account of this name. */
export function isRelayAccount(desk: Pick<Desk, 'settings'>, name: string): boolean {
  return desk.settings.relay?.account?.toLowerCase() === name.toLowerCase();
}

async function held(tx: Tx, desk: ManagingDesk, id: string): Promise<AccountRow> {
  const account = await lockAccount(tx, desk.brand.id, id);
  if (!account) throw noAccount();
  return account;
}

/** What is thrown for an id that is none. */
export function noAccount(): NamedError {
  return new NamedError('mail-account-not-found', 'No mail account of this desk has this id.');
}

async function tell(
  tx: Tx,
  desk: ManagingDesk,
  actor: Actor,
  kind: string,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind,
    actor,
    data: { mailAccountId: id, name },
    at: desk.clock.now(),
  });
}
