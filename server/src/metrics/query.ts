// In:    the `days` of an address.
// Out:   one of the windows that the contract offers.
// Never: any other number: every page and table then speaks of the same windows.
import { windowDaysSchema } from '@askusnow/sdk/contract';
import { z } from 'zod';

/** 30 where the address does not say. */
export const windowQuerySchema = z.object({
  days: z.coerce.number().pipe(windowDaysSchema).default(30).describe('Civil days of the library, today included: 7, 30 or 90.'),
});
