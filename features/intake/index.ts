/** Reading what a customer tells us: facts with their words and place, and how facts of several messages come together. */
export { decideFact, removeFact } from './commands/decide-fact.ts';
export { permissions } from './permissions.ts';
export { knownFacts, type TicketFact, triedSteps } from './queries/known-facts.ts';
export { type Completeness, completenessOf } from './rules/completeness.ts';
export type { ReadContext } from './rules/context.ts';
export { type Fact, type FactKey, factKeys, isFactKey, KNOWN_FROM, type MailText } from './rules/fact.ts';
export { factGroups, factLabels } from './rules/fact-labels.ts';
export {
  composeAnswers,
  type FormAnswer,
  type FormAnswerProblem,
  readFormAnswers,
} from './rules/form-answers.ts';
export { commonNeeds, intakeFor, type Need } from './rules/intake-list.ts';
export { type AskedQuestion, withAnswers } from './rules/mail-answers.ts';
export { type KnownError, matchErrors } from './rules/match-errors.ts';
export { type KnownFact, type MergedFact, mergeFacts } from './rules/merge-facts.ts';
export { readFacts } from './rules/read-facts.ts';
export { type Outcome, outcomes, readSteps, type TriedStep } from './rules/read-steps.ts';
export { isKnown } from './rules/settle.ts';
export { MOST_VALUE_CHARACTERS } from './rules/value-limits.ts';
export { leftToOrders, mostQuestions, toldUnasked, whatToAsk } from './rules/what-to-ask.ts';
export {
  type AskedBy,
  type AskedFact,
  askedFacts,
  askedInOrder,
  askedOn,
  recordAsked,
} from './store/asked-facts.ts';
export { type ReadMessage, type StepRow, writeRead } from './store/fact-rows.ts';
export { formPlaces, writeFormFacts } from './store/form-facts.ts';
