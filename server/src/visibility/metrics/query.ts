// In:    the `days` of a query.
// Out:   one of the contract's windows.
// Never: any other number, so that all pages and tables use the same windows.
import { WINDOW_DAYS, type WindowDays } from '@askusnow/sdk/contract';
import { z } from 'zod';

/** Default: 30. */
export const windowQuerySchema = z.object({
  days: z
    .enum(WINDOW_DAYS.map(String), `should be one of ${WINDOW_DAYS.join(', ')}`)
    .default('30')
    .transform((days) => Number(days) as WindowDays)
    .describe('Civil days of the library, today included.'),
});
