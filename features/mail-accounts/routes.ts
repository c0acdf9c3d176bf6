/** Mail accounts over HTTP. */
import { sessionCookie } from '#features/access/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type MountedRoute, mount } from '#platform/http/call.ts';
import { beginSignIn, redirectUriOf } from './commands/begin-sign-in.ts';
import { changeSecret, createAccount, removeAccount } from './commands/manage-account.ts';
import { renewNow } from './commands/renew-now.ts';
import * as contract from './contract.ts';
import { listAccounts, showAccount } from './queries/list-accounts.ts';

export function routes(desk: Desk): MountedRoute[] {
  return [
    mount(contract.listMailAccounts, async () => ({
      accounts: await listAccounts(desk),
      redirectUri: redirectUriOf(desk),
    })),
    mount(contract.createMailAccount, async ({ body }, { actor }) =>
      showAccount(desk, await inTransaction(desk, (tx) => createAccount(tx, desk, actor, body))),
    ),
    mount(contract.changeMailAccount, async ({ params, body }, { actor }) => {
      await inTransaction(desk, (tx) => changeSecret(tx, desk, actor, params.id, body.clientSecret));
      return showAccount(desk, params.id);
    }),
    mount(contract.removeMailAccount, async ({ params }, { actor }) => {
      await inTransaction(desk, (tx) => removeAccount(tx, desk, actor, params.id));
      return { removed: true };
    }),
    mount(contract.signInMailAccount, async ({ params }, { actor, request }) => {
      const asked = { accountId: params.id, session: request.cookies[sessionCookie] ?? null };
      return { url: await inTransaction(desk, (tx) => beginSignIn(tx, desk, actor, asked)) };
    }),
    mount(contract.renewMailAccount, async ({ params }, { actor }) => {
      await renewNow(desk, actor, params.id);
      return showAccount(desk, params.id);
    }),
  ];
}
