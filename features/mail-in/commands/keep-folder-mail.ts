/** Keeps mails of an IMAP folder in the ledger, each once, whatever numbers the server gives them. */
import { createHash } from 'node:crypto';
import type { Desk } from '#features/workspace/index.ts';
import type { FolderMail } from '#mail/imap/imap-session.ts';
import { headOfLargeMail } from '../rules/large-mail.ts';
import {
  accountOf,
  fetchedBefore,
  type ImapMailbox,
  type NumberedFolder,
  noteKnownMail,
} from '../store/imap-mailboxes.ts';
import { findRawHash } from '../store/ledger-rows.ts';
import { receiveMail } from './receive-mail.ts';

/** The folder under its present numbers. */
export function numbered(mailbox: ImapMailbox, folder: string, uidValidity: number): NumberedFolder {
  return { mailboxId: mailbox.id, account: accountOf(mailbox), folder, uidValidity };
}

/** What tells a second fetch of the same mail. */
export function sourceKeyOf(place: NumberedFolder, uid: number): string {
  return `${sourceKeysOf(place)}${uid}`;
}

/** How the source keys of all mails under these numbers begin. */
function sourceKeysOf({ mailboxId, account, folder, uidValidity }: NumberedFolder): string {
  return `imap:${mailboxId}:${account}:${folder}:${uidValidity}:`;
}

type Keeping = {
  /** Some of these may have come before under other numbers: they are told by their content. */
  mayBeKnown: boolean;
  /** Old mail: what people just sent goes first. */
  background: boolean;
};

/** Returns how many were new. When it returns all of them are in the ledger, or known by their content. */
export async function keepFolderMails(
  desk: Desk,
  mailbox: ImapMailbox,
  place: NumberedFolder,
  mails: readonly FolderMail[],
  keeping: Keeping,
): Promise<number> {
  const contents = mails.map((mail) => ({ mail, raw: content(mail) })).map(withHash);
  const known = await fetchedBefore(
    desk.db,
    mailbox.id,
    contents.map((one) => one.sha256),
    // A second copy under the numbers of now is a second delivery. Mail under other numbers is looked for every time:
    // whoever goes on after a kill does not know that a folder numbered anew was being read again.
    keeping.mayBeKnown ? null : sourceKeysOf(place),
  );
  const [before, fresh] = [true, false].map((is) => contents.filter((one) => known.has(one.sha256) === is));
  await noteKnownMail(desk.db, place, before?.map((one) => one.mail.uid) ?? []);
  const kept = await Promise.all(
    (fresh ?? []).map((one) => keep(desk, mailbox, place, one, keeping.background)),
  );
  return kept.filter((isNew) => isNew).length;
}

type Content = { mail: FolderMail; raw: Uint8Array; sha256: string };

/** True when it is new. */
async function keep(
  desk: Desk,
  mailbox: ImapMailbox,
  place: NumberedFolder,
  { mail, raw, sha256 }: Content,
  background: boolean,
): Promise<boolean> {
  const receive = (sourceKey: string) =>
    receiveMail(
      desk,
      {
        source: 'imap',
        sourceKey,
        mailboxId: mailbox.id,
        envelopeFrom: null,
        envelopeTo: [],
        remoteAddress: null,
        helo: null,
        tls: mailbox.secure,
        background,
        ...(mail.whole ? {} : { wholeSize: mail.size }),
      },
      raw,
    );
  const key = sourceKeyOf(place, mail.uid);
  const { id, duplicate } = await receive(key);
  if (!duplicate) return true;
  // Seen in practice: a server restored from a backup gives a number away a second time (against RFC 9051 section
  // 2.3.1.1). Another mail under a known number is another mail.
  if ((await findRawHash(desk.db, id)) === sha256) return false;
  return !(await receive(`${key}:${sha256.slice(0, 32)}`)).duplicate;
}

/** Of a mail above the cap the header comes in, with a sentence instead of the rest, which stays in the folder. */
function content(mail: FolderMail): Uint8Array {
  if (mail.whole) return mail.raw;
  return headOfLargeMail(mail.raw, mail.size, 'It was left in its folder on the mail server.');
}

function withHash(one: { mail: FolderMail; raw: Uint8Array }): Content {
  return { ...one, sha256: createHash('sha256').update(one.raw).digest('hex') };
}
