// In:    a number in a path.
// Out:   a valid row id.
// Never: a number beyond the database's integer, which would be a server error instead of a 404.
import { z } from 'zod';

export const rowIdSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
