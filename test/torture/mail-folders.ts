/** The mailboxes that the desk fetches, on a real Dovecot that restarts and numbers its folders anew. */
import { setTimeout as wait } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { startDovecot } from '#test/setup/dovecot.ts';
import type { MailEntry } from './book.ts';
import { mailWord } from './letters.ts';
import { folders } from './plan.ts';

export type MailFolders = {
  port: number;
  password: string;
  certificate: string;
  /** Hands the mail over until the server has said that it keeps it. */
  deliver(entry: MailEntry, folder: number): Promise<void>;
  restart(): Promise<void>;
  renumber(folder: number): Promise<void>;
  /** The words of all mails in a folder, as often as they lie there. */
  wordsIn(folder: number): Promise<string[]>;
  remove(): Promise<void>;
};

const pauseMs = 200;

export async function openMailFolders(signal: AbortSignal): Promise<MailFolders> {
  const dovecot = await startDovecot(folders);
  // One restart at a time.
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work);
    return turn;
  };
  const userOf = (folder: number): string => folders[folder] ?? folders[0];
  return {
    port: dovecot.imapsPort,
    password: dovecot.password,
    certificate: dovecot.certificate,
    async deliver(entry, folder) {
      while (!signal.aborted) {
        entry.folderTries += 1;
        try {
          await dovecot.deliver(userOf(folder), entry.letter.raw);
          entry.inFolder += 1;
          return;
        } catch {
          // Whatever it was, the mail server of the sender would try again.
          await wait(pauseMs);
        }
      }
    },
    restart: () =>
      inTurn(async () => {
        await dovecot.stop();
        await dovecot.start();
      }),
    renumber: (folder) => inTurn(() => dovecot.renumber(userOf(folder))),
    async wordsIn(folder) {
      const client = new ImapFlow({
        host: 'localhost',
        port: dovecot.imapsPort,
        secure: true,
        auth: { user: userOf(folder), pass: dovecot.password },
        tls: { ca: dovecot.certificate },
        logger: false,
      });
      await client.connect();
      const lock = await client.getMailboxLock('INBOX');
      try {
        const words: string[] = [];
        const seen = client.mailbox ? client.mailbox.exists : 0;
        if (seen === 0) return words;
        for await (const message of client.fetch('1:*', { source: true })) {
          words.push(mailWord.exec(message.source?.toString('latin1') ?? '')?.[0] ?? '');
        }
        return words;
      } finally {
        lock.release();
        await client.logout();
      }
    },
    remove: () => dovecot.remove(),
  };
}
