/** Brings everything new of one IMAP folder into the ledger. */
import type { Desk } from '#features/workspace/index.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import {
  accountOf,
  advancePlace,
  type Folder,
  folderPlace,
  type ImapMailbox,
} from '../store/imap-mailboxes.ts';
import { keepFolderMails, numbered } from './keep-folder-mail.ts';

export type Fetched = {
  mails: number;
  /** Numbers of mails the server would not give. */
  unreadable: number[];
  /** The server counts from a smaller number than it did: what it numbers again has to be compared, not only read on. */
  wentBack: boolean;
};

/** The place in the folder advances only after the ledger has committed. Throws when server or database fail. */
export async function fetchFolder(
  desk: Desk,
  mailbox: ImapMailbox,
  folder: string,
  session: ImapSession,
): Promise<Fetched> {
  const fetched: Fetched = { mails: 0, unreadable: [], wentBack: false };
  const asked: Folder = { mailboxId: mailbox.id, account: accountOf(mailbox), folder, since: mailbox.since };
  const place = await folderPlace(desk.db, asked);
  const { wentBack } = await session.readFolder(folder, {
    place,
    since: mailbox.since === null ? null : new Date(mailbox.since),
    maxBytes: desk.settings.maxMessageBytes,
    async keep(mails, uidValidity, again) {
      fetched.mails += await keepFolderMails(desk, mailbox, numbered(mailbox, folder, uidValidity), mails, {
        // Read from the start, a folder may bring what came before: from the server it was moved from, or from a later day.
        mayBeKnown: again || place === null,
        // The first reading of a folder may bring years.
        background: place === null,
      });
    },
    advance: (reached) =>
      advancePlace(desk.db, { ...asked, since: place ? place.since : asked.since }, reached),
    unreadable(uid, error) {
      fetched.unreadable.push(uid);
      desk.log.warn(
        { err: error, mailbox: mailbox.id, folder, uid },
        'the mail server would not give a mail',
      );
    },
  });
  return { ...fetched, wentBack };
}
