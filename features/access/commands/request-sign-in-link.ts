/** Ask for a sign-in link by mail. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import { mailSignInLink } from '../sign-in-mail.ts';
import type { Throttle } from '../throttle.ts';

/**
 * Adds the job whether or not anybody has this address, so neither answer nor time tells. More than a few
 * links for one address are quietly not mailed: the first ones are still good.
 */
export async function requestSignInLink(
  desk: Desk,
  throttle: Throttle,
  input: { email: string; address: string },
): Promise<void> {
  const email = input.email.trim().toLowerCase();
  if (!(await throttle.mayMailLink(email, input.address))) return;
  await inTransaction(desk, (tx) => addJob(tx, mailSignInLink, { email }));
}
