/** Tries IMAP settings before they are saved: signs in, looks at the folders, changes nothing. */
import type { Desk, ImapTrial } from '#features/workspace/index.ts';
import { describeImapError } from '#mail/imap/describe-imap-error.ts';
import { openImapSession } from '#mail/imap/imap-session.ts';

/** Never throws: what went wrong is the answer, in a sentence that says what to do. */
export async function checkImap(desk: Pick<Desk, 'settings'>, trial: ImapTrial): Promise<ImapAnswer> {
  const { folders, password, ...account } = trial;
  try {
    const session = await openImapSession({
      ...account,
      auth: async () => ({ password }),
      ca: desk.settings.imapCa,
    });
    try {
      const found: string[] = [];
      for (const folder of folders) found.push(`${folder} (${mails(await session.countMails(folder))})`);
      return { works: true, note: `It works: signed in, and found ${found.join(', ')}.` };
    } finally {
      await session.close();
    }
  } catch (error) {
    return { works: false, note: describeImapError(error, trial.host) };
  }
}

export type ImapAnswer = { works: boolean; note: string };

function mails(count: number): string {
  return count === 1 ? '1 mail' : `${count} mails`;
}
