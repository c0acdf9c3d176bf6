/**
 * Reads folders of an IMAP account (RFC 9051, RFC 3501) without changing anything in them: folders are opened with
 * EXAMINE and bodies fetched with PEEK, so nothing is marked, moved or deleted. Knows nothing of what becomes of a mail.
 */
import { type FetchMessageObject, ImapFlow } from 'imapflow';
import { isLoopback } from '../loopback.ts';
import { isImapRefusal } from './describe-imap-error.ts';
import { imapLimits } from './limits.ts';

/**
 * How to sign in; a function, so that a token can be fetched anew for every connection (OAuth). `rejected`: a token that
 * the server has just refused; when the answer is another one, it is tried once more.
 */
export type ImapAuth = (rejected?: string) => Promise<{ password: string } | { accessToken: string }>;

export type ImapAccount = {
  host: string;
  port: number;
  /** TLS from the start; otherwise STARTTLS is required, except on this machine itself. */
  secure: boolean;
  user: string;
  auth: ImapAuth;
  /** PEM of an own certificate authority, or null for the public ones. Certificates are always checked. */
  ca: string | null;
};

/** Everything up to `lastUid` of this UIDVALIDITY was taken. */
export type FolderPlace = { uidValidity: number; lastUid: number };

export type FolderMail = {
  uid: number;
  /** The mail, or only its header when it is larger than the cap. */
  raw: Buffer;
  size: number;
  whole: boolean;
};

export type FolderReader = {
  place: FolderPlace | null;
  /** Mails before this day are left out (IMAP knows days only); null takes all. */
  since: Date | null;
  maxBytes: number;
  /** Keeps mails for good; when it returns the place advances. `again`: the server numbered the folder anew. */
  keep(mails: readonly FolderMail[], uidValidity: number, again: boolean): Promise<void>;
  /** Remembers how far everything was kept. */
  advance(place: FolderPlace): Promise<void>;
  /** A mail the server would not give; it is passed over, so that it does not block the others. */
  unreadable(uid: number, error: unknown): void;
};

/** A mail as the server counts it. */
export type FolderEntry = { uid: number; size: number };

export type FolderComparer = Pick<FolderReader, 'since' | 'maxBytes' | 'unreadable'> & {
  /** Which of these are to be fetched. */
  missing(entries: readonly FolderEntry[], uidValidity: number): Promise<readonly number[]>;
  keep(mails: readonly FolderMail[], uidValidity: number): Promise<void>;
};

export type ImapSession = {
  /**
   * Takes everything new in a folder. Throws when connection or server fail; what was kept stays kept. `wentBack`: the
   * server's numbers end before the place, which no server should do and restored ones did.
   */
  readFolder(folder: string, reader: FolderReader): Promise<{ wentBack: boolean }>;
  /** Walks through a whole folder and fetches what is missing. `total` counts all mails, also those before the day. */
  compareFolder(folder: string, comparer: FolderComparer): Promise<FolderPlace & { total: number }>;
  /** How many mails a folder holds. Throws when there is no such folder. */
  countMails(folder: string): Promise<number>;
  /** Whether a mail of these days has this word in its subject. Throws when there is no such folder. */
  hasSubject(folder: string, word: string, since: Date): Promise<boolean>;
  /** Returns when something arrives in the folder, or after `milliseconds`, or when `signal` aborts. Throws when the connection ends. */
  waitForNews(folder: string, milliseconds: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

/** Connects and signs in. Throws imapflow's errors; `describeImapError` makes sentences of them. */
export async function openImapSession(account: ImapAccount): Promise<ImapSession> {
  const secret = await account.auth();
  try {
    return await connect(account, secret);
  } catch (error) {
    if (!('accessToken' in secret) || !isImapRefusal(error)) throw error;
    // A token may end before its time: a changed password, an administrator.
    const other = await account.auth(secret.accessToken);
    if (!('accessToken' in other) || other.accessToken === secret.accessToken) throw error;
    return connect(account, other);
  }
}

async function connect(
  account: ImapAccount,
  secret: { password: string } | { accessToken: string },
): Promise<ImapSession> {
  const client = new ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.secure,
    ...(account.secure || isLoopback(account.host) ? {} : { doSTARTTLS: true }),
    auth: {
      user: account.user,
      ...('password' in secret ? { pass: secret.password } : { accessToken: secret.accessToken }),
    },
    tls: { rejectUnauthorized: true, ...(account.ca === null ? {} : { ca: account.ca }) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: imapLimits.connectTimeout,
    greetingTimeout: imapLimits.connectTimeout,
    socketTimeout: imapLimits.socketTimeout,
  });
  let broken: unknown = null;
  client.on('error', (error: Error) => {
    broken = error;
  });
  await client.connect();
  return {
    readFolder: (folder, reader) => readFolder(client, folder, reader),
    compareFolder: (folder, comparer) => compareFolder(client, folder, comparer),
    countMails: async (folder) => (await client.mailboxOpen(folder, { readOnly: true })).exists,
    async hasSubject(folder, word, since) {
      await client.mailboxOpen(folder, { readOnly: true });
      const found = await client.search({ subject: word, since }, { uid: true });
      return Array.isArray(found) && found.length > 0;
    },
    async waitForNews(folder, milliseconds, signal) {
      await client.mailboxOpen(folder, { readOnly: true });
      await news(client, milliseconds, signal);
      if (broken !== null || !client.usable) throw broken ?? new Error('The server ended the connection.');
    },
    async close() {
      try {
        await client.logout();
      } catch {
        // The connection is gone already, which is what was wanted.
        client.close();
      }
    },
  };
}

async function news(client: ImapFlow, milliseconds: number, signal: AbortSignal): Promise<void> {
  let wake = (): void => undefined;
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const timer = setTimeout(wake, Math.min(milliseconds, imapLimits.longestIdle));
  client.on('exists', wake);
  client.on('close', wake);
  signal.addEventListener('abort', wake, { once: true });
  try {
    if (signal.aborted) return;
    const idling = client.idle();
    await Promise.race([woken, idling]);
    // Another command ends IDLE (RFC 2177 section 3); imapflow sends DONE before it.
    if (client.usable) await client.noop();
    await idling;
  } finally {
    clearTimeout(timer);
    client.off('exists', wake);
    client.off('close', wake);
    signal.removeEventListener('abort', wake);
  }
}

async function compareFolder(
  client: ImapFlow,
  folder: string,
  comparer: FolderComparer,
): Promise<FolderPlace & { total: number }> {
  const opened = await client.mailboxOpen(folder, { readOnly: true });
  const uidValidity = Number(opened.uidValidity);
  const lastUid = opened.uidNext - 1;
  const keep = (mails: readonly FolderMail[]): Promise<void> => comparer.keep(mails, uidValidity);
  const reader = { ...comparer, place: null, keep, advance: async () => undefined };
  for (let done = 0; done < lastUid; done += imapLimits.uidWindow) {
    const upTo = Math.min(done + imapLimits.uidWindow, lastUid);
    const uids = await searchUids(client, done + 1, upTo, comparer.since);
    const wanted: number[] = [];
    for (let at = 0; at < uids.length; at += imapLimits.comparedMails) {
      const sizes = await sizesOf(client, uids.slice(at, at + imapLimits.comparedMails));
      const entries = [...sizes].map(([uid, size]) => ({ uid, size }));
      wanted.push(...(await comparer.missing(entries, uidValidity)));
    }
    for (let at = 0; at < wanted.length; at += imapLimits.batchMails) {
      await readBatch(client, wanted.slice(at, at + imapLimits.batchMails), uidValidity, false, reader);
    }
  }
  return { uidValidity, lastUid, total: opened.exists };
}

async function sizesOf(client: ImapFlow, uids: readonly number[]): Promise<Map<number, number>> {
  const answers = await client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true });
  return new Map(answers.map((one) => [one.uid, one.size ?? 0]));
}

async function readFolder(
  client: ImapFlow,
  folder: string,
  reader: FolderReader,
): Promise<{ wentBack: boolean }> {
  const opened = await client.mailboxOpen(folder, { readOnly: true });
  // UIDVALIDITY is a 32-bit number (RFC 9051 section 2.3.1.1).
  const uidValidity = Number(opened.uidValidity);
  const again = reader.place !== null && reader.place.uidValidity !== uidValidity;
  const known = reader.place?.uidValidity === uidValidity ? reader.place.lastUid : 0;
  const last = opened.uidNext - 1;
  let done = known;
  while (done < last) {
    const upTo = Math.min(done + imapLimits.uidWindow, last);
    const uids = await searchUids(client, done + 1, upTo, reader.since);
    for (let at = 0; at < uids.length; at += imapLimits.batchMails) {
      const batch = uids.slice(at, at + imapLimits.batchMails);
      await readBatch(client, batch, uidValidity, again, reader);
    }
    done = upTo;
    await reader.advance({ uidValidity, lastUid: done });
  }
  // An empty folder has a place, too: what comes later is new.
  if (done === 0 && (reader.place === null || again)) await reader.advance({ uidValidity, lastUid: 0 });
  return { wentBack: known > last };
}

async function searchUids(client: ImapFlow, from: number, to: number, since: Date | null): Promise<number[]> {
  const found = await client.search(
    { uid: `${from}:${to}`, ...(since === null ? {} : { since }) },
    { uid: true },
  );
  if (!Array.isArray(found)) throw new Error('The server did not answer the search.');
  return found.filter((uid) => uid >= from && uid <= to).sort((a, b) => a - b);
}

async function readBatch(
  client: ImapFlow,
  uids: readonly number[],
  uidValidity: number,
  again: boolean,
  reader: FolderReader,
): Promise<void> {
  const sizes = await sizesOf(client, uids);
  let group: number[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (group.length === 0) return;
    const mails = await fetchGroup(client, group, sizes, reader);
    await reader.keep(mails, uidValidity, again);
    const [lastUid] = group.slice(-1);
    if (lastUid !== undefined) await reader.advance({ uidValidity, lastUid });
    group = [];
    bytes = 0;
  };
  for (const uid of uids) {
    // Gone since the search: somebody deleted it.
    if (!sizes.has(uid)) continue;
    const size = Math.min(sizes.get(uid) ?? 0, reader.maxBytes);
    if (bytes + size > imapLimits.batchBytes) await flush();
    group.push(uid);
    bytes += size;
  }
  await flush();
}

/** One FETCH for all; when the server chokes on one of them, each by itself. */
async function fetchGroup(
  client: ImapFlow,
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
  reader: FolderReader,
): Promise<FolderMail[]> {
  const small = uids.filter((uid) => (sizes.get(uid) ?? 0) <= reader.maxBytes);
  const large = uids.filter((uid) => (sizes.get(uid) ?? 0) > reader.maxBytes);
  const mails: FolderMail[] = [];
  try {
    mails.push(...(small.length > 0 ? await fetchMails(client, small, true) : []));
    mails.push(...(large.length > 0 ? await fetchMails(client, large, false) : []));
  } catch (error) {
    if (!client.usable || uids.length === 0) throw error;
    mails.length = 0;
    for (const uid of uids) {
      try {
        mails.push(...(await fetchMails(client, [uid], small.includes(uid))));
      } catch (single) {
        if (!client.usable) throw single;
        reader.unreadable(uid, single);
      }
    }
  }
  const got = new Set(mails.map((mail) => mail.uid));
  for (const uid of uids) if (!got.has(uid)) reader.unreadable(uid, new Error('The server sent no content.'));
  return mails.sort((a, b) => a.uid - b.uid);
}

async function fetchMails(client: ImapFlow, uids: readonly number[], whole: boolean): Promise<FolderMail[]> {
  const query = whole ? { uid: true, size: true, source: true } : { uid: true, size: true, headers: true };
  const answers = await client.fetchAll(uids.join(','), query, { uid: true });
  return answers.flatMap((answer) => toMail(answer, whole));
}

function toMail(answer: FetchMessageObject, whole: boolean): FolderMail[] {
  const raw = whole ? answer.source : answer.headers;
  return raw ? [{ uid: answer.uid, raw, size: answer.size ?? raw.length, whole }] : [];
}
