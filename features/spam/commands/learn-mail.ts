/** Teaches the filter one mail, or takes back what it taught. Twice is once. */
import type { Desk } from '#features/workspace/index.ts';
import { addressInName } from '#mail/addresses.ts';
import { parseInPool } from '#mail/parse-pool.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import { teachRspamdJob } from '../jobs-contract.ts';
import { forgetFilter } from '../queries/filter-state.ts';
import { lessonOfTicket } from '../rules/lesson-of-ticket.ts';
import { markOf, type WeighedText, wordsOfMail } from '../rules/words-of-mail.ts';
import { writeLesson } from '../store/lessons.ts';
import { rawOf, ticketToLearn } from '../store/taught-mails.ts';

type LearnDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'files'>;

/**
 * `none` takes a lesson back. Returns false when nothing changed: it was taught so already, or its bytes are gone. The mail
 * is read here, outside of any transaction.
 */
export async function learnMail(
  desk: LearnDesk,
  lesson: { mailId: string; verdict: 'spam' | 'ham' | 'none'; by: string },
): Promise<boolean> {
  const raw = lesson.verdict === 'none' ? null : await rawOf(desk.db, lesson.mailId);
  if (lesson.verdict !== 'none' && raw === null) return false;
  const marks =
    raw === null
      ? []
      : wordsOfMail(textOf(await parseInPool(await desk.files.get(raw.sha256)), raw.envelopeFrom)).map(
          markOf,
        );
  const { mailId, verdict } = lesson;
  const changed = await inTransaction(desk, async (tx) => {
    const isNew = await writeLesson(tx, { ...lesson, brandId: desk.brand.id, marks, at: desk.clock.now() });
    // What was taken back is not told: rspamd forgets a lesson only for the opposite one.
    if (isNew && verdict !== 'none') await addJob(tx, teachRspamdJob, { mailId, verdict });
    return isNew;
  });
  if (changed) forgetFilter(desk);
  return changed;
}

/** Learns what a ticket says of its mails now; for the job that follows a mark. */
export async function learnTicket(desk: LearnDesk, ticketId: string): Promise<void> {
  const found = await ticketToLearn(desk.db, ticketId);
  if (found === null) return;
  const verdict = lessonOfTicket(found.ticket);
  if (verdict === 'none') return;
  for (const mailId of found.mailIds) await learnMail(desk, { mailId, verdict, by: 'ticket' });
}

/** What of a mail is weighed; the same for learning and judging. */
export function textOf(mail: ParsedMail, envelopeFrom: string | null): WeighedText {
  const { from } = mail;
  const named = from !== null && from.address !== '' && addressInName(from) === null ? from.address : null;
  return {
    subject: mail.subject,
    text: mail.visibleText || mail.text,
    html: mail.html,
    sender: named ?? from?.address ?? envelopeFrom ?? '',
  };
}
