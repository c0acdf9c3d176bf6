/** What edits would change on the newest tickets. Nothing is written. */
import { intakeFor, whatToAsk } from '#features/intake/index.ts';
import { takeUpModel } from '#features/learning/index.ts';
import {
  addressHint,
  choosePlace,
  type MessageToRead,
  mailOf,
  messageToRead,
  priorityReason,
  type Reading,
  type ReadingThread,
  readingThread,
} from '#features/triage/index.ts';
import type { Desk, Profile } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Edit, PreviewRow } from '../contract.ts';
import { knowledgeOf } from '../knowledge.ts';
import { knowledgeLimits } from '../limits.ts';
import { withPreviewThread } from '../preview-thread.ts';
import { compareReadings, type Read } from '../rules/compare-readings.ts';
import { saysNothing } from '../rules/tell-edit.ts';
import { type Opening, openingsOf } from '../store/openings.ts';
import { planEdits } from './plan-edits.ts';

type PreviewingDesk = Pick<Desk, 'db' | 'brand' | 'profile' | 'log' | 'clock'>;

export type PreviewPart = { checked: number; changed: PreviewRow[]; next: number | null };

/**
 * Reads some of the newest tickets, from `before` downwards, with today's knowledge and with the edits.
 * Ends early when nobody waits for it any more. Throws as `saveEdits`, and `preview-busy`.
 */
export async function previewEdits(
  desk: PreviewingDesk,
  actor: Actor,
  { edits, before }: { edits: readonly Edit[]; before: number | null },
  isAwaited: () => boolean = () => true,
): Promise<PreviewPart> {
  permit(actor, 'knowledge:change');
  const knowledge = await knowledgeOf(desk);
  const { profile } = knowledge.inForce;
  const planned = await planEdits(knowledge, edits);
  if (edits.every((edit) => saysNothing(profile, planned.profile, edit)))
    throw new NamedError('knowledge-unchanged', 'The brand knows all of this already.');
  const limit = knowledgeLimits.previewBatch;
  const openings = await openingsOf(desk.db, desk.brand.id, { before, limit });
  // Whatever judges new mail judges here.
  await takeUpModel(desk);
  const now = readingThread(profile);
  // Its model is made by then, and the other thread takes it over.
  await now.read(warmUp);
  return withPreviewThread({ profile, brand: desk.brand }, planned, async (then) => {
    const until = performance.now() + knowledgeLimits.previewMs;
    const changed: PreviewRow[] = [];
    let checked = 0;
    for (const opening of openings) {
      const row = await readBoth(desk, opening, [profile, now], [planned.profile, then]);
      if (row !== null) changed.push(row);
      checked += 1;
      if (performance.now() > until || !isAwaited()) break;
    }
    const last = openings[checked - 1];
    const all = openings.length < limit && checked === openings.length;
    return { checked, changed, next: all || last === undefined ? null : last.number };
  });
}

const warmUp = { subject: '', body: 'Hello', language: 'en', receivedAt: '2026-01-01T00:00:00.000Z' };

type Reader = readonly [profile: Profile, thread: ReadingThread];

async function readBoth(
  desk: PreviewingDesk,
  { number, title, messageId }: Opening,
  now: Reader,
  then: Reader,
): Promise<PreviewRow | null> {
  const message = await messageToRead(desk.db, messageId);
  if (!message) return null;
  const [was, would] = await Promise.all([readWith(desk, message, now), readWith(desk, message, then)]);
  return compareReadings({ number, title }, was, would);
}

async function readWith(
  desk: PreviewingDesk,
  message: MessageToRead,
  [profile, thread]: Reader,
): Promise<Read> {
  const reading = await thread.read(mailOf(message));
  const hint = await addressHint(desk.db, message.brandId, message.writtenTo, profile.aliases);
  const { topic, department, reasons } = choosePlace(reading, profile.departments, hint);
  return {
    place: { topic, department },
    priority: reading.priority,
    why: [...reasons, priorityReason(reading)],
    completeness: reading.completeness.score,
    asks: asksOf(profile, reading),
    errors: reading.knownErrors.map(({ id }) => id),
  };
}

function asksOf(profile: Profile, { topic, facts }: Reading): string[] {
  const list = intakeFor(profile.intake, topic, facts);
  const questions = profile.questions[profile.languages.default];
  return whatToAsk({ list, facts, asked: new Set() }).map((key) => questions?.[key].label ?? key);
}
