/** Accounts at mail providers: signed in to by OAuth2, tokens kept sealed and renewed, handed to IMAP and the relay. */
import { registerErrors } from '#platform/named-error.ts';
import { mailAccountErrors } from './contract.ts';

registerErrors(mailAccountErrors);

export { accessToken, type TokenAsked, type TokenDesk } from './commands/access-token.ts';
export { renewDue } from './commands/renew-due.ts';
export { accountLimits } from './limits.ts';
export { permissions } from './permissions.ts';
export { accountStates } from './queries/account-states.ts';
export { listAccounts } from './queries/list-accounts.ts';
export { routes } from './routes.ts';
export { serveOAuth } from './serve.ts';
export { MailAccountTrouble } from './trouble.ts';
