/** What people correct teaches the desk where mail belongs. */
import { registerErrors } from '#platform/named-error.ts';
import { learningErrors } from './contract.ts';

registerErrors(learningErrors);

export { forgetPerson } from './commands/learn-from-ticket.ts';
export { scheduleNight } from './commands/schedule-retraining.ts';
export { followModel, takeUpModel } from './commands/take-up-model.ts';
export { jobs } from './jobs.ts';
export { permissions } from './permissions.ts';
export { routes } from './routes.ts';
