/** For tests of features that sign in with a mail account: one that a person has signed in to at a server on this machine. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { beginSignIn } from './commands/begin-sign-in.ts';
import { finishSignIn, type Return } from './commands/finish-sign-in.ts';
import { createAccount } from './commands/manage-account.ts';
import { mailAccountInputSchema } from './contract.ts';

/** What is used of an authorization server; `test/setup/oauth-server.ts` is one. */
export type AuthorizationServer = {
  authorizationUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  user: string;
  visit(url: string): Promise<URL>;
};

const root = systemActor('test');
const session = 'the session of a test person';

/** As somebody would type it. */
export function accountInput(server: AuthorizationServer, parts: Record<string, unknown> = {}) {
  const { authorizationUrl, tokenUrl, clientId, clientSecret, user } = server;
  return mailAccountInputSchema.parse({
    ...{ name: user, provider: 'other', clientId, clientSecret, authorizationUrl, tokenUrl },
    scopes: ['mail'],
    mailHosts: ['localhost', '127.0.0.1'],
    ...parts,
  });
}

/** What stands in the address a person comes back to. */
export function returnOf(url: URL): Return {
  const part = (name: string): string | null => url.searchParams.get(name);
  return {
    state: part('state') ?? '',
    code: part('code'),
    error: part('error'),
    errorDescription: part('error_description'),
    issuer: part('iss'),
  };
}

/** A person who may manage accounts, without the whole of access. */
export function testAdmin(): { actor: Parameters<typeof finishSignIn>[1]; session: string } {
  const permissions = new Set(['mail-accounts:manage']);
  const who = { name: 'Ada Admin', email: 'ada@example.com', role: 'admin', teamIds: [], permissions };
  return { actor: { kind: 'agent', id: '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e', ...who }, session };
}

/** Lets the desk dial this machine, makes an account and signs in. @returns the account's id. */
export async function signedInAccount(
  desk: Desk,
  server: AuthorizationServer,
  parts: Record<string, unknown> = {},
): Promise<string> {
  desk.settings.alarm = { ...desk.settings.alarm, allowedNetworks: ['127.0.0.0/8'] };
  const id = await inTransaction(desk, (tx) => createAccount(tx, desk, root, accountInput(server, parts)));
  const { actor } = testAdmin();
  const url = await inTransaction(desk, (tx) => beginSignIn(tx, desk, actor, { accountId: id, session }));
  const finished = await finishSignIn(desk, actor, session, returnOf(await server.visit(url)));
  if ('problem' in finished) throw new Error(finished.problem);
  return id;
}
