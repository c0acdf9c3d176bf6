/** How the desk signs in to a mailbox that it fetches, for whoever looks beside the door (`imap.ts`). */
import { type Desk, imapPasswordPurpose } from '#features/workspace/index.ts';
import type { ImapAccount } from '#mail/imap/imap-session.ts';
import type { ImapMailbox } from './store/imap-mailboxes.ts';

/** The secret is opened when it is needed, and stays in the closure. */
export function accountFor(desk: Pick<Desk, 'secrets' | 'settings'>, mailbox: ImapMailbox): ImapAccount {
  const { host, port, secure, user, sealedPassword } = mailbox;
  return {
    ...{ host, port, secure, user },
    auth: async () => ({
      password: sealedPassword === null ? '' : desk.secrets.open(imapPasswordPurpose, sealedPassword),
    }),
    ca: desk.settings.imapCa,
  };
}
