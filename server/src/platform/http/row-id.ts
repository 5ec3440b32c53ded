// In:    a number in an address.
// Out:   the id of a row, as far as a row can have it.
// Never: a number that the database's integer cannot hold: that would be a fault of ours, and not "none of this number".
import { z } from 'zod';

export const rowIdSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
