import { z } from 'zod';
import { instantSchema } from './vocabulary.js';

/** Periodic work of the server, and how its last run went. A job runs on one node, however many nodes there are. */
export const jobSchema = z.object({
  name: z.string().describe('The label of its metrics, too.'),
  lastRunAt: instantSchema,
  lastRunMs: z.int().min(0).describe('How long that run took. Units: ms.'),
  lastSuccessAt: instantSchema.nullable().describe('When its last successful run began; null: it has never succeeded.'),
  lastFailureAt: instantSchema.nullable().describe('Null: it has never failed. The log of the nodes says why.'),
  failures: z.int().min(0).describe('Failed runs since the database was made.'),
  nextRunAt: instantSchema.describe('When it runs next, or earlier where something changes.'),
});
/** What {@link jobSchema} describes. */
export type Job = z.infer<typeof jobSchema>;

/** All of them, by name. */
export const jobListSchema = z.object({ jobs: z.array(jobSchema) }).meta({ id: 'JobList' });
/** What {@link jobListSchema} describes. */
export type JobList = z.infer<typeof jobListSchema>;
