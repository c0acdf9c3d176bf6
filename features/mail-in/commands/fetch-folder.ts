/** Brings everything new of one IMAP folder into the ledger. */
import { createHash } from 'node:crypto';
import type { Desk } from '#features/workspace/index.ts';
import type { FolderMail, ImapSession } from '#mail/imap/imap-session.ts';
import { headOfLargeMail } from '../rules/large-mail.ts';
import {
  accountOf,
  advancePlace,
  type Folder,
  fetchedBefore,
  folderPlace,
  type ImapMailbox,
} from '../store/imap-mailboxes.ts';
import { receiveMail } from './receive-mail.ts';

export type Fetched = {
  mails: number;
  /** Numbers of mails the server would not give. */
  unreadable: number[];
};

/** The place in the folder advances only after the ledger has committed. Throws when server or database fail. */
export async function fetchFolder(
  desk: Desk,
  mailbox: ImapMailbox,
  folder: string,
  session: ImapSession,
): Promise<Fetched> {
  const fetched: Fetched = { mails: 0, unreadable: [] };
  const account = accountOf(mailbox);
  const asked: Folder = { mailboxId: mailbox.id, account, folder, since: mailbox.since };
  const place = await folderPlace(desk.db, asked);
  await session.readFolder(folder, {
    place,
    since: mailbox.since === null ? null : new Date(mailbox.since),
    maxBytes: desk.settings.maxMessageBytes,
    async keep(mails, uidValidity, again) {
      // Read from the start, a folder may bring what came before: from the server it was moved from, or from a later day.
      const mayBeKnown = again || place === null;
      const known = mayBeKnown
        ? await fetchedBefore(
            desk.db,
            mailbox.id,
            mails.map((mail) => sha256(content(mail))),
          )
        : new Set<string>();
      const kept = await Promise.all(
        mails
          .filter((mail) => !known.has(sha256(content(mail))))
          .map((mail) =>
            receiveMail(
              desk,
              {
                source: 'imap',
                sourceKey: `imap:${mailbox.id}:${account}:${folder}:${uidValidity}:${mail.uid}`,
                mailboxId: mailbox.id,
                envelopeFrom: null,
                envelopeTo: [],
                remoteAddress: null,
                helo: null,
                tls: mailbox.secure,
                // The first reading of a folder may bring years; mail that comes now goes first.
                background: place === null,
                ...(mail.whole ? {} : { wholeSize: mail.size }),
              },
              content(mail),
            ),
          ),
      );
      fetched.mails += kept.filter((one) => !one.duplicate).length;
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
  return fetched;
}

/** Of a mail above the cap the header comes in, with a sentence instead of the rest, which stays in the folder. */
function content(mail: FolderMail): Uint8Array {
  if (mail.whole) return mail.raw;
  return headOfLargeMail(mail.raw, mail.size, 'It was left in its folder on the mail server.');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
