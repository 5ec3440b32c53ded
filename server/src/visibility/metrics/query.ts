// In:    the `days` of an address.
// Out:   one of the windows that the contract offers.
// Never: any other number: every page and table then speaks of the same windows.
import { WINDOW_DAYS, type WindowDays } from '@askusnow/sdk/contract';
import { z } from 'zod';

/** 30 where the address does not say. */
export const windowQuerySchema = z.object({
  days: z
    .enum(WINDOW_DAYS.map(String), `should be one of ${WINDOW_DAYS.join(', ')}`)
    .default('30')
    .transform((days) => Number(days) as WindowDays)
    .describe('Civil days of the library, today included.'),
});
