/** Tries IMAP settings before they are saved: signs in, looks at the folders, changes nothing. */
import type { ImapTrial } from '#features/workspace/index.ts';
import { openImapSession } from '#mail/imap/imap-session.ts';
import { describeTrouble, type ImapDesk, tokenAccount } from './imap-account.ts';

/** Never throws: what went wrong is the answer, in a sentence that says what to do. */
export async function checkImap(desk: ImapDesk, trial: ImapTrial): Promise<ImapAnswer> {
  const { folders, auth, ...server } = trial;
  const account =
    'password' in auth
      ? { ...server, auth: async () => auth, ca: desk.settings.imapCa }
      : tokenAccount(desk, server, { id: auth.mailAccountId, insist: true });
  try {
    const session = await openImapSession(account);
    try {
      const found: string[] = [];
      for (const folder of folders) found.push(`${folder} (${mails(await session.countMails(folder))})`);
      return { works: true, note: `It works: signed in, and found ${found.join(', ')}.` };
    } finally {
      await session.close();
    }
  } catch (error) {
    const mailAccount = 'password' in auth ? null : auth.mailAccountId;
    return { works: false, note: describeTrouble(error, { ...server, mailAccount }).words };
  }
}

export type ImapAnswer = { works: boolean; note: string };

function mails(count: number): string {
  return count === 1 ? '1 mail' : `${count} mails`;
}
