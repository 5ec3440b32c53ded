// In:    the query string of a DELETE.
// Out:   the revision that the person saw of what they remove.
// Never: optional: without it, somebody else's change could be removed unseen.
import { z } from 'zod';
import { rowIdSchema } from './row-id.ts';

export const revisionQuerySchema = z.object({
  revision: rowIdSchema.describe('The one that was shown: refused where somebody else has made a change since.'),
});
