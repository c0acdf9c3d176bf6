/** What a customer told us on a ticket, as one picture. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { type MergedFact, mergeFacts } from '../rules/merge-facts.ts';
import { mergeSteps } from '../rules/merge-steps.ts';
import { type FactRow, factsOf, type StepRow, stepsOf } from '../store/fact-rows.ts';

/** A fact with who confirmed or corrected it; '' where nobody did. */
export type TicketFact = MergedFact & { readonly byName: string };

/** Facts of all messages merged. What a person settled contradicts only what was said since. */
export async function knownFacts(db: Kysely<DB>, ticketId: string): Promise<TicketFact[]> {
  const rows = await factsOf(db, ticketId);
  return mergeFacts([], rows).map((fact) => {
    const settled = fact.state === 'confirmed' || fact.state === 'corrected';
    return {
      ...fact,
      byName: nameOf(rows, fact),
      contradictions: settled
        ? fact.contradictions.filter((other) => other.state === 'read' && other.saidAt > fact.saidAt)
        : fact.contradictions,
    };
  });
}

/** Merging keeps the rows it was given, so the one that stands is found among them. */
function nameOf(rows: readonly FactRow[], fact: MergedFact): string {
  if (fact.state === 'read') return '';
  const same = rows.find(
    ({ key, value, state, saidAt }) =>
      key === fact.key && value === fact.value && state === fact.state && saidAt === fact.saidAt,
  );
  return same?.byName ?? '';
}

/** Steps of all messages, each with what was said of it last. */
export async function triedSteps(db: Kysely<DB>, ticketId: string): Promise<StepRow[]> {
  return mergeSteps(await stepsOf(db, ticketId));
}
