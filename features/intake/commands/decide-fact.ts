/** A person says what is true: a fact is confirmed, corrected or removed, and no reading changes that again. */

import { considerKnownIssues, headOf } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { knownFacts, type TicketFact } from '../queries/known-facts.ts';
import { type FactKey, manyValued } from '../rules/fact.ts';
import { factLabels } from '../rules/fact-labels.ts';
import type { KnownFact } from '../rules/merge-facts.ts';
import { sameValue } from '../rules/settle.ts';
import { tidyValue } from '../rules/tidy-value.ts';
import { type Decision, holdTicket, writeDecisions } from '../store/decisions.ts';

type DecidingDesk = Pick<Desk, 'brand' | 'clock' | 'profile'>;

/**
 * Confirms the value, or puts it in place of what is known. `insteadOf` is the value it replaces, for keys that may have
 * several. Throws `invalid-request` for a value that cannot be, `ticket-not-found`.
 */
export async function decideFact(
  tx: Tx,
  desk: DecidingDesk,
  actor: Actor,
  input: { number: number; key: FactKey; value: string; insteadOf: string | null },
): Promise<void> {
  permit(actor, 'fact:change');
  const { key } = input;
  const tidied = tidyValue(key, input.value, desk.profile.reading.device);
  if ('problem' in tidied) throw wrong('value', tidied.problem);
  const { value } = tidied;
  const ticketId = await hold(tx, desk, input.number);
  const known = await factsOfKey(tx, ticketId, key);
  const said = known.find((fact) => sameValue(fact.value, value));
  const before = replaced(known, key, input.insteadOf);
  const isConfirmation = said !== undefined && (before === null || sameValue(before.value, value));
  const gone = !manyValued.has(key) || isConfirmation || before === null ? [] : [before];
  await writeDecisions(tx, {
    ticketId,
    key,
    values: manyValued.has(key) ? [value, ...gone.map((fact) => fact.value)] : null,
    decisions: [
      decision(key, said?.value ?? value, isConfirmation ? 'confirmed' : 'corrected', said),
      ...gone.map((fact) => decision(key, fact.value, 'removed', fact)),
    ],
    actor,
    at: desk.clock.now(),
  });
  const from = before && !isConfirmation ? ` from ${before.value}` : '';
  await tell(tx, desk, actor, ticketId, {
    kind: isConfirmation ? 'fact-confirmed' : 'fact-corrected',
    sentence: isConfirmation
      ? `${factLabels[key]} confirmed: ${value}.`
      : `${factLabels[key]} corrected${from} to ${value}.`,
  });
}

/**
 * Says that a fact is wrong: all values of the key, or one. Said again by the customer later, it is news. Nothing happens
 * when nothing of it is known. Throws `ticket-not-found`.
 */
export async function removeFact(
  tx: Tx,
  desk: DecidingDesk,
  actor: Actor,
  input: { number: number; key: FactKey; value: string | null },
): Promise<void> {
  permit(actor, 'fact:change');
  const { key } = input;
  const ticketId = await hold(tx, desk, input.number);
  const known = await factsOfKey(tx, ticketId, key);
  const gone =
    input.value === null ? known : known.filter((fact) => sameValue(fact.value, input.value ?? ''));
  if (gone.length === 0) return;
  await writeDecisions(tx, {
    ticketId,
    key,
    values: gone.map((fact) => fact.value),
    decisions: gone.map((fact) => decision(key, fact.value, 'removed', fact)),
    actor,
    at: desk.clock.now(),
  });
  await tell(tx, desk, actor, ticketId, {
    kind: 'fact-removed',
    sentence: `${factLabels[key]} removed: ${gone.map((fact) => fact.value).join(', ')}.`,
  });
}

async function hold(tx: Tx, desk: DecidingDesk, number: number): Promise<string> {
  const { id } = await headOf({ db: tx, brand: desk.brand }, { number });
  await holdTicket(tx, id);
  return id;
}

/** Every value of the key that stands, with those that contradict it. */
async function factsOfKey(tx: Tx, ticketId: string, key: FactKey): Promise<KnownFact[]> {
  const facts = (await knownFacts(tx, ticketId)).filter((fact) => fact.key === key);
  return facts.flatMap((fact: TicketFact) => [fact, ...fact.contradictions]);
}

/** What the new value stands for: the one named, or for a key of one value the one that is known. */
function replaced(known: readonly KnownFact[], key: FactKey, insteadOf: string | null): KnownFact | null {
  if (insteadOf !== null) return known.find((fact) => sameValue(fact.value, insteadOf)) ?? null;
  return manyValued.has(key) ? null : (known[0] ?? null);
}

function decision(
  key: FactKey,
  value: string,
  state: Decision['state'],
  fact: KnownFact | undefined,
): Decision {
  const said =
    fact === undefined || fact.message === null
      ? null
      : { quote: fact.quote, part: fact.part, start: fact.start, end: fact.end, message: fact.message };
  return { key, value, state, said };
}

async function tell(
  tx: Tx,
  desk: DecidingDesk,
  actor: Actor,
  ticketId: string,
  told: { kind: string; sentence: string },
): Promise<void> {
  await addJob(tx, considerKnownIssues, { ticketId });
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId,
    kind: told.kind,
    actor,
    data: { sentence: told.sentence },
    at: desk.clock.now(),
  });
}

function wrong(field: string, sentence: string): NamedError {
  return new NamedError('invalid-request', sentence, { [field]: sentence });
}
