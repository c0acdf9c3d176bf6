/** Reading what a customer tells us: facts with their words and place, and how facts of several messages come together. */
export { decideFact, removeFact } from './commands/decide-fact.ts';
export { jobs } from './jobs.ts';
export { permissions } from './permissions.ts';
export { knownFacts, type TicketFact, triedSteps } from './queries/known-facts.ts';
export { saysNothing, valueOfAnswer } from './rules/answer-value.ts';
export type { Asked, AskedBy } from './rules/asked-by.ts';
export { type AskedFor, factsAskedFor, type OwnQuestion } from './rules/asked-for.ts';
export { type Completeness, completenessOf } from './rules/completeness.ts';
export { prepareMail, type ReadContext } from './rules/context.ts';
export {
  type ContextEntry,
  type ContextKind,
  contextTimeline,
  type MessageText,
} from './rules/context-timeline.ts';
export { type Fact, type FactKey, factKeys, isFactKey, KNOWN_FROM, type MailText } from './rules/fact.ts';
export { factGroups, factLabels } from './rules/fact-labels.ts';
export {
  composeAnswers,
  type FormAnswer,
  type FormAnswerProblem,
  readFormAnswers,
} from './rules/form-answers.ts';
export { type FormLine, formLine, withFormFacts, withoutFormLabels } from './rules/form-facts.ts';
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
  type AskedFact,
  askedFacts,
  askedInOrder,
  askedOn,
  recordAsked,
  whenAsked,
} from './store/asked-facts.ts';
export { type ErrorRow, errorsOf, type ReadErrors, writeErrors } from './store/error-rows.ts';
export {
  type FactRow,
  factsOf,
  type ReadMessage,
  type StepRow,
  stepsOf,
  writeRead,
} from './store/fact-rows.ts';
export { formPlaces, writeFormFacts } from './store/form-facts.ts';
export { askingIntro } from './words/asking.ts';
