/**
 * Somebody comes back from the provider's page. The state must be one of this session, not used and not old; the code is
 * exchanged with the verifier that never left the desk (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { askForTokens, cleanWords, type Tokens } from '#platform/oauth/token-endpoint.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { endpointsOf, missingScopes } from '../rules/providers.ts';
import { refusalWords, returnWords } from '../rules/words.ts';
import { clientOf, open } from '../secrets.ts';
import { type AccountRow, findAccount, lockAccount, updateAccount } from '../store/accounts.ts';
import { type SignInRow, takeSignIn } from '../store/sign-ins.ts';
import { hashOf } from './begin-sign-in.ts';
import { keepTokens } from './keep-answer.ts';
import type { TokenDesk } from './renew-tokens.ts';

/** What stood in the address (section 4.1.2 and 4.1.2.1, RFC 9207); null where nothing did. */
export type Return = {
  state: string;
  code: string | null;
  error: string | null;
  errorDescription: string | null;
  issuer: string | null;
};

export type Finished = { signedIn: string } | { problem: string };

const unknownState =
  'This return belongs to no sign-in that was begun here, in this browser, in the last 15 minutes, or it was used before. Begin again under Settings, Mail accounts.';

/** Never throws for what comes from outside. */
export async function finishSignIn(
  desk: TokenDesk,
  actor: Actor,
  session: string,
  back: Return,
): Promise<Finished> {
  permit(actor, 'mail-accounts:manage');
  const signIn = await inTransaction(desk, (tx) => takeSignIn(tx, hashOf('state', back.state)));
  if (!signIn || !isOwn(desk, signIn, actor, session)) return { problem: unknownState };
  const account = await findAccount(desk.db, desk.brand.id, signIn.accountId);
  if (!account) return { problem: 'The mail account was removed meanwhile.' };
  const { label, issuer } = endpointsOf(account);
  // RFC 9207 section 2.4: the answer of another server, which would learn our code.
  if (issuer !== null && back.issuer !== null && back.issuer !== issuer) return { problem: unknownState };
  if (back.error !== null) {
    const error = cleanWords(back.error).slice(0, 60);
    return { problem: returnWords(label, error, cleanWords(back.errorDescription ?? '')) };
  }
  if (back.code === null) return { problem: returnWords(label, 'no code', '') };
  return exchange(desk, actor, account, signIn, back.code);
}

function isOwn(desk: Pick<Desk, 'clock'>, signIn: SignInRow, actor: Actor, session: string): boolean {
  return (
    actor.kind === 'agent' &&
    signIn.agentId === actor.id &&
    signIn.sessionHash === hashOf('session', session) &&
    signIn.expiresAt > desk.clock.now()
  );
}

async function exchange(
  desk: TokenDesk,
  actor: Actor,
  account: AccountRow,
  { verifier, redirectUri }: SignInRow,
  code: string,
): Promise<Finished> {
  const { name } = account;
  const { label } = endpointsOf(account);
  const answer = await askForTokens(
    clientOf(desk, account),
    { kind: 'code', code, redirectUri, verifier: open(desk, 'verifier', account.id, verifier) },
    desk.settings.alarm.allowedNetworks,
  );
  if (answer.kind === 'unavailable')
    return { problem: `${answer.words} Begin again under Settings, Mail accounts.` };
  if (answer.kind === 'refused')
    return { problem: refusalWords({ name, label }, answer.error, answer.words) };
  const problem = lackOf(account, answer.tokens);
  if (problem !== null) return { problem };
  return keep(desk, actor, account, answer.tokens);
}

/** Why these tokens are not enough, or null. */
function lackOf(account: AccountRow, tokens: Tokens): string | null {
  const { label, needed } = endpointsOf(account);
  const missing = missingScopes(needed, tokens.scopes);
  if (missing.length > 0)
    return `${label} did not give the permission to read and send mail (${missing.join(', ')}). Begin again, and leave every box ticked.`;
  if (tokens.refreshToken === null)
    return `${label} gave a permission for an hour only. The application there must allow offline access: docs/operating/oauth.md.`;
  return null;
}

async function keep(
  desk: TokenDesk,
  actor: Actor,
  { id, name }: AccountRow,
  tokens: Tokens,
): Promise<Finished> {
  return inTransaction(desk, async (tx) => {
    const account = await lockAccount(tx, desk.brand.id, id);
    if (!account) return { problem: 'The mail account was removed meanwhile.' };
    await keepTokens(tx, desk, id, tokens);
    const at = desk.clock.now();
    await updateAccount(tx, id, { signedInAt: at });
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'mail-account-signed-in',
      actor,
      data: { mailAccountId: id, name },
      at,
    });
    // Mailboxes that wait for it connect at once.
    await announce(tx, { type: 'mailboxes' });
    return { signedIn: name };
  });
}
