/** Mail accounts as the API shows them: never a token or secret. */
import type { Desk } from '#features/workspace/index.ts';
import { isRelayAccount, noAccount } from '../commands/manage-account.ts';
import type { MailAccount } from '../contract.ts';
import { endpointsOf } from '../rules/providers.ts';
import { type AccountRow, allAccounts, mailboxesOf } from '../store/accounts.ts';

type ListDesk = Pick<Desk, 'db' | 'brand' | 'settings'>;

export async function listAccounts(desk: ListDesk): Promise<MailAccount[]> {
  const [rows, users] = await Promise.all([
    allAccounts(desk.db, desk.brand.id),
    mailboxesOf(desk.db, desk.brand.id),
  ]);
  return rows.map((row) => show(desk, row, users.get(row.id) ?? []));
}

/** Throws `mail-account-not-found`. */
export async function showAccount(desk: ListDesk, id: string): Promise<MailAccount> {
  const found = (await listAccounts(desk)).find((account) => account.id === id);
  if (!found) throw noAccount();
  return found;
}

function show(desk: ListDesk, row: AccountRow, mailboxes: readonly string[]): MailAccount {
  const { id, name, provider, flow, tenant, clientId, state, note } = row;
  return {
    ...{ id, name, provider, flow, tenant, clientId, state, note },
    hasSecret: row.clientSecret !== null,
    signedInAt: row.signedInAt?.toISOString() ?? null,
    tokenEndsAt: row.accessExpiresAt?.toISOString() ?? null,
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    mailHosts: [...endpointsOf(row).mailHosts],
    usedBy: [...mailboxes, ...(isRelayAccount(desk, name) ? ['relay'] : [])],
  };
}
