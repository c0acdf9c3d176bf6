/** SQL of `mail_account_sign_in`. States and sessions come in as hashes, verifiers sealed. */
import type { Tx } from '#platform/database/transaction.ts';

export type SignInRow = {
  stateHash: string;
  accountId: string;
  sessionHash: string;
  agentId: string;
  verifier: string;
  redirectUri: string;
  expiresAt: Date;
};

/** Those that have expired go on the way. */
export async function insertSignIn(tx: Tx, signIn: SignInRow, now: Date): Promise<void> {
  await tx.deleteFrom('mailAccountSignIn').where('expiresAt', '<', now).execute();
  await tx.insertInto('mailAccountSignIn').values(signIn).execute();
}

/** Takes it away, so that it is good once, whatever comes of it. */
export async function takeSignIn(tx: Tx, stateHash: string): Promise<SignInRow | undefined> {
  return tx
    .deleteFrom('mailAccountSignIn')
    .where('stateHash', '=', stateHash)
    .returning(['stateHash', 'accountId', 'sessionHash', 'agentId', 'verifier', 'redirectUri', 'expiresAt'])
    .executeTakeFirst();
}
