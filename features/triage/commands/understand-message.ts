/** The desk understands a message: facts, steps and verdict are kept, and a new ticket gets its place. */

import {
  type AskedQuestion,
  askedInOrder,
  formPlaces,
  writeErrors,
  writeRead,
} from '#features/intake/index.ts';
import { filledForm } from '#features/mail-in/index.ts';
import { considerKnownIssues, placeTicket, raisePriority } from '#features/tickets/index.ts';
import { type Desk, questionsFor } from '#features/workspace/index.ts';
import { detectLanguage } from '#mail/language.ts';
import { baseSubject } from '#mail/thread-subject.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { addJob } from '#platform/jobs/job.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { type Reading, readingThread } from '../reading-thread.ts';
import { choosePlace, priorityReason, tellsDanger } from '../rules/choose-place.ts';
import { addressHint, type MessageToRead, messageToRead, partsToRead } from '../store/message-to-read.ts';
import { findTeamByKey } from '../store/teams.ts';
import { writeVerdict } from '../store/verdict-rows.ts';

type UnderstandingDesk = Pick<Desk, 'db' | 'clock' | 'brand' | 'profile'>;

const actor = systemActor('Triage');
/** One at a time: they are read one by one, too; what is ready together is written together. */
const line = { name: 'triage.understand', atOnce: 1, gatherMs: 5 };

/**
 * Reads one message of a customer anew. Safe to repeat: everything read before is replaced, what people decided stays.
 * Returns false when there is no such message to understand.
 */
export async function understandMessage(desk: UnderstandingDesk, messageId: string): Promise<boolean> {
  const message = await messageToRead(desk.db, messageId);
  if (!message) return false;
  const [subject, body] = partsToRead(message);
  const [asked, typed] = await Promise.all([askedBefore(desk, message), typedInForm(desk, message)]);
  const reading = await readingThread(desk.profile).read({
    subject,
    body,
    language: detectLanguage(`${subject}\n${body}`) ?? message.language,
    receivedAt: message.at.toISOString(),
    form: filledForm(message.form),
    asked,
  });
  // What was typed into a field is known already, and for what it was typed.
  const facts = reading.facts.filter(
    (fact) => fact.part === 'subject' || !typed.some((place) => overlap(place, fact)),
  );
  await inSharedTransaction(desk, line, (tx) => keep(tx, desk, message, { ...reading, facts }));
  return true;
}

type Span = { start: number; end: number };
const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The questions a customer had before them when they wrote; whoever opens a ticket was asked nothing. */
async function askedBefore(desk: UnderstandingDesk, message: MessageToRead): Promise<AskedQuestion[]> {
  if (message.opening) return [];
  const asked = await askedInOrder(desk.db, { ticketId: message.homeTicketId, until: message.createdAt });
  const questions = questionsFor(desk.profile, message.language);
  return asked.map(({ key, number }) => {
    const { label, ask, where } = questions[key];
    return { key, number, label, ask, where };
  });
}

/** Whole lines of a form's message: the words before an answer are ours, and no statement of the customer. */
async function typedInForm(desk: UnderstandingDesk, message: MessageToRead): Promise<Span[]> {
  if (message.mailed) return [];
  const { id: messageId, homeTicketId, text } = message;
  const places = await formPlaces(desk.db, { homeTicketId, messageId });
  return places.map(({ start, end }) => ({ start: text.lastIndexOf('\n', start) + 1, end }));
}

/** Places in a subject count from its own first character, reply marks and all. */
function inWholeSubject<T extends { part: 'subject' | 'body'; start: number; end: number }>(
  subject: string,
  read: T,
): T {
  if (read.part === 'body') return read;
  const shift = Math.max(0, subject.lastIndexOf(baseSubject(subject)));
  return { ...read, start: read.start + shift, end: read.end + shift };
}

async function keep(
  tx: Tx,
  desk: UnderstandingDesk,
  message: MessageToRead,
  reading: Reading,
): Promise<void> {
  const { homeTicketId, at: saidAt } = message;
  const said = { homeTicketId, messageId: message.id, saidAt };
  await Promise.all([
    writeRead(tx, {
      ...said,
      facts: reading.facts.map((fact) => inWholeSubject(message.subject, fact)),
      steps: reading.stepsTried.map((step) => inWholeSubject(message.subject, step)),
    }),
    writeErrors(tx, {
      ...said,
      errors: reading.knownErrors.map((error) => inWholeSubject(message.subject, error)),
    }),
    writeVerdict(tx, {
      ...said,
      topic: reading.topic,
      department: reading.department,
      priority: reading.priority,
      confidence: reading.confidence,
      unsure: reading.unsure,
      danger: tellsDanger(reading),
      guesses: reading.guesses,
      reasons: reading.reasons,
      clarity: reading.clarity,
      title: reading.title,
      language: reading.language,
      model: reading.model,
      tone: reading.tone.tone,
      toneReason: reading.tone.reason,
      wishes: reading.wishes,
      at: desk.clock.now(),
    }),
  ]);
  if (message.opening && message.ticketId === homeTicketId) await place(tx, desk, message, reading);
  else if (tellsDanger(reading)) {
    await raisePriority(tx, desk, actor, {
      ticketId: message.ticketId,
      reasons: [`A later message tells of harm. ${priorityReason(reading)}`],
      at: momentOf(desk, message),
    });
  }
  await addJob(tx, considerKnownIssues, { ticketId: message.ticketId });
  await announce(tx, { type: 'ticket', ticketId: message.ticketId });
}

async function place(
  tx: Tx,
  desk: UnderstandingDesk,
  message: MessageToRead,
  reading: Reading,
): Promise<void> {
  // The desk itself addressed what came by the form.
  const hint =
    message.form === null
      ? await addressHint(tx, message.brandId, message.writtenTo, desk.profile.aliases)
      : null;
  const { topic, department, team, reasons } = choosePlace(reading, desk.profile.departments, hint);
  const teamId = 'id' in team ? team.id : await findTeamByKey(tx, message.brandId, team.key);
  const titled = titleFor(message, reading);
  await placeTicket(tx, desk, actor, {
    ticketId: message.ticketId,
    place: { topic, department, teamId },
    priority: reading.priority,
    title: titled,
    reasons: {
      place: reasons,
      priority: [priorityReason(reading)],
      title: [whyTitled[reading.clarity]],
    },
    at: momentOf(desk, message),
  });
}

const whyTitled: Readonly<Record<Reading['clarity'], string>> = {
  clear: 'Its subject says what it is about.',
  vague: 'Its subject does not say what it is about.',
  empty: 'It has no subject.',
  shouting: 'Its subject is written in capital letters.',
};

/** A title is made where the subject is none and the matter is known; else the one taken from the mail is better. */
function titleFor(message: MessageToRead, { clarity, unsure, title }: Reading): string | null {
  if (clarity === 'clear' || unsure || title === baseSubject(message.subject)) return null;
  return title;
}

/** Old mail that was brought in stands where it would have stood by then. */
function momentOf(desk: UnderstandingDesk, { backfill, createdAt }: MessageToRead): Date {
  return backfill ? createdAt : desk.clock.now();
}
