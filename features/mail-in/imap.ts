/** The IMAP door: watches every mailbox that fetches, reconnects with patience, and says how each one fares. */
import { forgetWay, noteFailure, noteSuccess, wayOfMailbox } from '#features/mail-health/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { type ImapAccount, type ImapSession, openImapSession } from '#mail/imap/imap-session.ts';
import { imapLimits } from '#mail/imap/limits.ts';
import { fetchFolder } from './commands/fetch-folder.ts';
import { describeTrouble, imapAccountOf } from './commands/imap-account.ts';
import { reconcileFolder } from './commands/reconcile-folder.ts';
import { type Health, type ImapMailbox, imapMailboxes, noteHealth } from './store/imap-mailboxes.ts';

export type ImapDoorOptions = {
  /** PEM of an own certificate authority; null: the public ones. */
  ca: string | null;
  /** How often folders are looked at without news, and settings read anew; milliseconds. */
  lookEvery?: number;
  firstRetry?: number;
};

export type ImapDoor = {
  /** Notices now what was added, changed or removed. */
  follow(): Promise<void>;
  /** Reads all mailboxes, or only this one, once more, now. Resolves when each was read or has failed. */
  lookNow(mailboxId?: string): Promise<void>;
  close(): Promise<void>;
};

const longestRetry = 5 * 60_000;

type Watch = { mailbox: ImapMailbox; look(): Promise<void>; stop(): Promise<void> };

/** Starts watching; mailboxes that are added, changed or removed later are noticed. */
export async function openImapDoor(desk: Desk, options: ImapDoorOptions): Promise<ImapDoor> {
  const watches = new Map<string, Watch>();
  let following: Promise<void> = Promise.resolve();

  const follow = async (): Promise<void> => {
    const mailboxes = await imapMailboxes(desk.db, desk.brand.id);
    for (const [id, watch] of watches) {
      const now = mailboxes.find((mailbox) => mailbox.id === id);
      if (now && JSON.stringify(now) === JSON.stringify(watch.mailbox)) continue;
      watches.delete(id);
      await watch.stop();
      // Of other settings nothing is known yet.
      await forgetWay(desk.db, wayOfMailbox(id));
      if (!now) await noteHealth(desk.db, id, { state: 'off', note: '' }, desk.clock.now(), false);
    }
    for (const mailbox of mailboxes) {
      if (!watches.has(mailbox.id)) watches.set(mailbox.id, watchMailbox(desk, mailbox, options));
    }
  };
  const followSafely = (): Promise<void> => {
    following = following
      .then(follow)
      .catch((err: unknown) => desk.log.warn({ err }, 'could not look which mailboxes to fetch'));
    return following;
  };

  await followSafely();
  const timer = setInterval(followSafely, options.lookEvery ?? imapLimits.lookEvery);
  return {
    follow: followSafely,
    async lookNow(mailboxId) {
      await followSafely();
      const asked = [...watches].filter(([id]) => mailboxId === undefined || id === mailboxId);
      await Promise.all(asked.map(([, watch]) => watch.look()));
    },
    async close() {
      clearInterval(timer);
      await following;
      await Promise.all([...watches.values()].map((watch) => watch.stop()));
    },
  };
}

/** One mailbox: connect, read all folders, wait for news, again; after trouble wait longer each time. */
function watchMailbox(desk: Desk, mailbox: ImapMailbox, options: ImapDoorOptions): Watch {
  const stopping = new AbortController();
  let nudge = new AbortController();
  let passed: (() => void)[] = [];
  const account: ImapAccount = { ...imapAccountOf(desk, mailbox), ca: options.ca };
  const first = options.firstRetry ?? 5_000;
  let retry = first;

  const endPass = (): void => {
    for (const resolve of passed) resolve();
    passed = [];
  };
  const stay = async (session: ImapSession): Promise<void> => {
    for (;;) {
      await readAll(desk, mailbox, session);
      retry = first;
      endPass();
      if (stopping.signal.aborted) return;
      nudge = new AbortController();
      // Somebody may have asked while the folders were read.
      if (passed.length > 0) continue;
      const signal = AbortSignal.any([stopping.signal, nudge.signal]);
      await session.waitForNews(
        mailbox.folders[0] ?? 'INBOX',
        options.lookEvery ?? imapLimits.lookEvery,
        signal,
      );
      if (stopping.signal.aborted) return;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let session: ImapSession | null = null;
      try {
        session = await openImapSession(account);
        await stay(session);
      } catch (error) {
        if (!stopping.signal.aborted) await tellTrouble(desk, mailbox, error);
        endPass();
      } finally {
        await session?.close();
      }
      if (stopping.signal.aborted) break;
      nudge = new AbortController();
      await pause(retry, AbortSignal.any([stopping.signal, nudge.signal]));
      retry = Math.min(retry * 2, longestRetry);
    }
    endPass();
  };
  const running = run();
  return {
    mailbox,
    look: () =>
      new Promise((resolve) => {
        passed.push(resolve);
        nudge.abort();
      }),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function readAll(desk: Desk, mailbox: ImapMailbox, session: ImapSession): Promise<void> {
  let mails = 0;
  const unreadable: string[] = [];
  for (const folder of mailbox.folders) {
    const fetched = await fetchFolder(desk, mailbox, folder, session);
    if (fetched.wentBack) mails += (await reconcileFolder(desk, mailbox, folder, session)).filled;
    mails += fetched.mails;
    unreadable.push(...fetched.unreadable.map((uid) => `${folder} ${uid}`));
  }
  const health: Health =
    unreadable.length === 0
      ? { state: 'ok', note: '' }
      : {
          state: 'trouble',
          note: `The mail server would not give ${unreadable.length} mails (${unreadable.slice(0, 5).join(', ')}). They are still in their folder.`,
        };
  const now = desk.clock.now();
  await noteHealth(desk.db, mailbox.id, health, now, mails > 0);
  const way = wayOfMailbox(mailbox.id);
  if (health.state === 'ok') await noteSuccess(desk.db, way, now);
  else await noteFailure(desk.db, way, { words: health.note, refused: false }, now);
}

async function tellTrouble(desk: Desk, mailbox: ImapMailbox, error: unknown): Promise<void> {
  desk.log.warn({ err: error, mailbox: mailbox.id }, 'could not fetch mail');
  const failure = describeTrouble(error, mailbox);
  try {
    const now = desk.clock.now();
    await noteHealth(desk.db, mailbox.id, { state: 'trouble', note: failure.words }, now, false);
    await noteFailure(desk.db, wayOfMailbox(mailbox.id), failure, now);
  } catch (err) {
    desk.log.warn({ err }, 'could not note the trouble of a mailbox');
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
