/** Jobs of learning; the work is in `jobs.ts`. */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';

/** A new model from what people taught. Nothing happens when nothing new was taught, unless somebody asked. */
export const retrainJob = defineJob({
  name: 'learning.retrain',
  payload: z.object({
    /** Who pressed "Retrain now"; null: the desk by itself. */
    askedBy: z.string().max(200).nullable(),
  }),
  maxAttempts: 5,
  priority: jobPriority.courtesy,
});

/** Adds a training each night; it is the one that adds itself again. */
export const nightlyJob = defineJob({
  name: 'learning.nightly',
  payload: z.object({}),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});
