/** Confirms new tickets to their senders, and never answers machines. */
export { jobs } from './jobs.ts';
