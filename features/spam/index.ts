/** Is a mail spam? Asked of rspamd when it is set, else of what the desk's own people marked. */
export { checkMail } from './commands/check-mail.ts';
export { learnMail, textOf } from './commands/learn-mail.ts';
export { jobs } from './jobs.ts';
export { learnMailJob, learnTicketJob } from './jobs-contract.ts';
export { permissions } from './permissions.ts';
export { type FilterState, filterState, forgetFilter } from './queries/filter-state.ts';
export { weighMail } from './queries/weigh-mail.ts';
export { routes } from './routes.ts';
export { type SpamVerdict, spamVerdictSchema } from './rules/spam-verdict.ts';
export { type RspamdHealth, readHealth } from './store/filter-setting.ts';
