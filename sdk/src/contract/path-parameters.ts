import { z } from 'zod';
import { idSchema } from './vocabulary.js';

/** A row's id in a path. Beyond the database's integer there is no row, so a larger number is refused before it is looked up. */
export const rowIdSchema = z.coerce
  .number<number>()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** The query of a DELETE: without the revision, somebody else's change could be removed unseen. */
export const revisionQuerySchema = z.object({
  revision: rowIdSchema.describe('The one that was shown: refused where somebody else has made a change since.'),
});

/** The schema of each name in a path; an endpoint whose name has another shape says so itself. */
export const PATH_SCHEMAS = {
  alert: rowIdSchema,
  library: idSchema,
  queue: idSchema,
  topic: idSchema,
  training: rowIdSchema,
} as const;

/** What a caller of the SDK passes for each name in a path. An editor shows these labels. */
export interface PathValues {
  alert: [alert: number];
  library: [library: string];
  queue: [queue: string];
  topic: [topic: string];
  training: [training: number];
}
