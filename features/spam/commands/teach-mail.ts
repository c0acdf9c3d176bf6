/** Tells rspamd what people made of a mail. A mark never waits for it; when it does not learn, the page says why. */
import type { Desk } from '#features/workspace/index.ts';
import { spamLimits } from '../limits.ts';
import { type Learnt, RspamdAway, teachRspamd } from '../rspamd.ts';
import { readFilter, saveTeaching } from '../store/filter-setting.ts';
import { rawOf } from '../store/taught-mails.ts';
import { openRspamd } from './check-mail.ts';

type TeachDesk = Pick<Desk, 'db' | 'clock' | 'files' | 'log' | 'secrets'>;

const words: Readonly<Record<Learnt, (what: string) => string>> = {
  learnt: (what) => `rspamd learnt a mail as ${what}.`,
  known: (what) => `rspamd knew a mail as ${what} already.`,
  'too-little': () => 'rspamd found too little in a mail to learn from it.',
};

/** Does nothing where no rspamd can be taught. Throws when it may help to try again later. */
export async function teachMail(
  desk: TeachDesk,
  { mailId, verdict }: { mailId: string; verdict: 'spam' | 'ham' },
): Promise<void> {
  const { rspamd } = await readFilter(desk.db);
  if (rspamd === null || rspamd.teachUrl === null) return;
  const raw = await rawOf(desk.db, mailId);
  if (raw === null) return;
  const bytes = await desk.files.get(raw.sha256);
  if (bytes.byteLength > spamLimits.rspamdMailBytes) return;
  const note = (state: 'ok' | 'trouble', said: string): Promise<void> =>
    saveTeaching(desk.db, { state, note: said, at: desk.clock.now().toISOString() });
  try {
    const outcome = await teachRspamd(openRspamd(desk, rspamd), rspamd.teachUrl, bytes, verdict);
    await note('ok', words[outcome](verdict === 'spam' ? 'spam' : 'no spam'));
  } catch (error) {
    if (!(error instanceof RspamdAway)) throw error;
    desk.log.warn({ err: error, mail: mailId }, 'rspamd was not taught a mail');
    await note('trouble', error.message);
    if (error.passes) throw error;
  }
}
