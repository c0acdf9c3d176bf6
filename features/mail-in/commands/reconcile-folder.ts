/**
 * Compares an IMAP folder with the ledger, number by number, and brings in what is missing: mail that the place passed
 * over, after a crash of the server, a restore, or a fault of ours. Never doubles, never changes the folder.
 */
import { noteFailure, wayOfMailbox } from '#features/mail-health/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { type FolderEntry, type ImapSession, openImapSession } from '#mail/imap/imap-session.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';
import {
  accountOf,
  folderPlace,
  type ImapMailbox,
  imapMailboxes,
  knownMail,
  type NumberedFolder,
  setPlaceBack,
} from '../store/imap-mailboxes.ts';
import { ledgerSizes } from '../store/ledger-rows.ts';
import { type Reconciliation, writeReconciliation } from '../store/reconciliations.ts';
import { fetchFolder } from './fetch-folder.ts';
import { describeTrouble, imapAccountOf } from './imap-account.ts';
import { keepFolderMails, numbered, sourceKeyOf } from './keep-folder-mail.ts';

/** All folders of a mailbox; what went wrong stands beside the counts. Does nothing for a mailbox that is not fetched. */
export async function reconcileMailbox(desk: Desk, mailboxId: string): Promise<void> {
  const mailbox = (await imapMailboxes(desk.db, desk.brand.id)).find((one) => one.id === mailboxId);
  if (!mailbox) return;
  let session: ImapSession | null = null;
  try {
    session = await openImapSession(imapAccountOf(desk, mailbox));
    for (const folder of mailbox.folders) await reconcileFolder(desk, mailbox, folder, session);
  } catch (error) {
    const failure = describeTrouble(error, mailbox);
    const trouble = failure.words;
    desk.log.warn({ err: error, mailbox: mailboxId }, 'could not compare a mailbox with the ledger');
    await noteFailure(desk.db, wayOfMailbox(mailboxId), failure, desk.clock.now());
    for (const folder of mailbox.folders) await keepResult(desk, mailbox, folder, { ...nothing, trouble });
  } finally {
    await session?.close();
  }
}

const nothing = { onServer: 0, inLedger: 0, filled: 0, beforeDay: 0, unreadable: 0, trouble: '' };

/** One folder over an open session. Throws when server or database fail; what was filled stays. */
export async function reconcileFolder(
  desk: Desk,
  mailbox: ImapMailbox,
  folder: string,
  session: ImapSession,
): Promise<Reconciliation> {
  // New mail, and a folder that was numbered anew, come in by the usual way first.
  await fetchFolder(desk, mailbox, folder, session);
  const found = { ...nothing };
  const seen = await session.compareFolder(folder, {
    since: mailbox.since === null ? null : new Date(mailbox.since),
    maxBytes: desk.settings.maxMessageBytes,
    async missing(entries, uidValidity) {
      const lacking = await lackingOf(desk, numbered(mailbox, folder, uidValidity), entries);
      found.onServer += entries.length;
      found.inLedger += entries.length - lacking.length;
      return lacking;
    },
    async keep(mails, uidValidity) {
      const place = numbered(mailbox, folder, uidValidity);
      const filled = await keepFolderMails(desk, mailbox, place, mails, {
        mayBeKnown: true,
        background: false,
      });
      found.filled += filled;
      found.inLedger += mails.length - filled;
    },
    unreadable() {
      found.unreadable += 1;
    },
  });
  found.beforeDay = seen.total - found.onServer;
  await goBack(desk, mailbox, folder, seen);
  return keepResult(desk, mailbox, folder, found);
}

/** Not in the ledger under this number, or there as a mail of another size: then a number was given away twice. */
async function lackingOf(
  desk: Desk,
  place: NumberedFolder,
  entries: readonly FolderEntry[],
): Promise<number[]> {
  const keys = entries.map((entry) => sourceKeyOf(place, entry.uid));
  const [sizes, known] = await Promise.all([
    ledgerSizes(desk.db, keys),
    knownMail(
      desk.db,
      place,
      entries.map((entry) => entry.uid),
    ),
  ]);
  return entries
    .filter(({ uid, size }) => !known.has(uid) && sizes.get(sourceKeyOf(place, uid)) !== size)
    .map(({ uid }) => uid);
}

/** From here on new mail is numbered from where the server stands now. */
async function goBack(
  desk: Desk,
  mailbox: ImapMailbox,
  folder: string,
  seen: { uidValidity: number; lastUid: number },
): Promise<void> {
  const asked = { mailboxId: mailbox.id, account: accountOf(mailbox), folder, since: mailbox.since };
  const place = await folderPlace(desk.db, asked);
  if (place === null || place.uidValidity !== seen.uidValidity || place.lastUid <= seen.lastUid) return;
  await setPlaceBack(desk.db, asked, seen);
}

async function keepResult(
  desk: Desk,
  mailbox: ImapMailbox,
  folder: string,
  found: typeof nothing,
): Promise<Reconciliation> {
  const at = desk.clock.now();
  const result: Reconciliation = { mailboxId: mailbox.id, folder, at, ...found };
  await inTransaction(desk, async (tx) => {
    await writeReconciliation(tx, result);
    if (found.filled === 0) return;
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'mail-filled',
      actor: systemActor('Posthaste'),
      data: { mailboxId: mailbox.id, address: mailbox.address, folder, filled: found.filled },
      reasons: ['It stood in the folder and not in the ledger.'],
      at,
    });
  });
  return result;
}
