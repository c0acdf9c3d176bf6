/** Reading what a customer tells us: facts with their words and place, and how facts of several messages come together. */
export { decideFact, removeFact } from './commands/decide-fact.ts';
export { permissions } from './permissions.ts';
export { knownFacts, type TicketFact, triedSteps } from './queries/known-facts.ts';
export { type Completeness, completenessOf } from './rules/completeness.ts';
export { prepareMail, type ReadContext } from './rules/context.ts';
export { type Fact, type FactKey, factKeys, KNOWN_FROM, type MailText } from './rules/fact.ts';
export { factGroups, factLabels } from './rules/fact-labels.ts';
export { type KnownError, matchErrors } from './rules/match-errors.ts';
export { type KnownFact, type MergedFact, mergeFacts } from './rules/merge-facts.ts';
export { readFacts } from './rules/read-facts.ts';
export { type Outcome, outcomes, readSteps, type TriedStep } from './rules/read-steps.ts';
export { isKnown } from './rules/settle.ts';
export { type ReadMessage, type StepRow, writeRead } from './store/fact-rows.ts';
