/** How a mailbox signs in to its mail server: the one place for watching, comparing and trying. */
import { accessToken, MailAccountTrouble, type TokenDesk } from '#features/mail-accounts/index.ts';
import { type Desk, imapPasswordPurpose } from '#features/workspace/index.ts';
import { describeImapError, isImapRefusal } from '#mail/imap/describe-imap-error.ts';
import type { ImapAccount } from '#mail/imap/imap-session.ts';
import type { ImapMailbox } from '../store/imap-mailboxes.ts';

/** The parts of a desk that signing in needs. */
export type ImapDesk = TokenDesk & Pick<Desk, 'settings'>;

type Server = Pick<ImapMailbox, 'host' | 'port' | 'secure' | 'user'>;

/** The account of a mailbox as it is stored. */
export function imapAccountOf(desk: ImapDesk, mailbox: ImapMailbox): ImapAccount {
  const { host, port, secure, user, sealedPassword, mailAccount } = mailbox;
  const server = { host, port, secure, user };
  if (mailAccount) return tokenAccount(desk, server, { id: mailAccount.id, insist: false });
  const password = () =>
    sealedPassword === null ? '' : desk.secrets.open(imapPasswordPurpose, sealedPassword);
  return { ...server, auth: async () => ({ password: password() }), ca: desk.settings.imapCa };
}

/** Signs in with a token of a mail account, renewed when it has to be. `insist`: a person waits for the answer. */
export function tokenAccount(
  desk: ImapDesk,
  { host, port, secure, user }: Server,
  { id, insist }: { id: string; insist: boolean },
): ImapAccount {
  return {
    ...{ host, port, secure, user },
    auth: async (rejected) => ({
      accessToken: await accessToken(desk, { account: { id }, host, rejected, insist }),
    }),
    ca: desk.settings.imapCa,
  };
}

/** What went wrong with the mail server or with signing in, and whether the same try again cannot succeed. */
export function describeTrouble(
  error: unknown,
  mailbox: { host: string; user: string; mailAccount: unknown },
): { words: string; refused: boolean } {
  if (error instanceof MailAccountTrouble) return { words: error.message, refused: error.refused };
  const refused = isImapRefusal(error);
  if (refused && mailbox.mailAccount !== null) {
    const words = `The mail server took no token for ${mailbox.user}. Check that this user may use IMAP, and that the mail account may read its mailbox (docs/operating/oauth.md).`;
    return { words, refused };
  }
  return { words: describeImapError(error, mailbox.host), refused };
}
