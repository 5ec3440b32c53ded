import { z } from 'zod';
import { shiftRulesSchema } from './shifts.js';
import { countSchema, dateSchema, idSchema, instantSchema, stretchSchema } from './vocabulary.js';

/** Shifts that may be saved, and the week to show them in. Errors: 422 `invalid-shifts` names the field. */
export const shiftsPreviewAskSchema = z.strictObject({
  shifts: shiftRulesSchema,
  week: dateSchema.describe("First of seven civil days of the queue's zone; at most 400 days from today."),
});
/** What {@link shiftsPreviewAskSchema} describes. */
export type ShiftsPreviewAsk = z.infer<typeof shiftsPreviewAskSchema>;

/** Gaps of the weeks ahead in short. */
const gapsAheadSchema = z.object({
  count: countSchema,
  minutes: countSchema,
  first: z.array(stretchSchema).max(10).describe('The first ten.'),
});
/** What {@link gapsAheadSchema} describes. */
export type GapsAhead = z.infer<typeof gapsAheadSchema>;

/** What shifts would mean, before they are saved: one week as instants, and the gaps of the next 52 weeks. */
export const shiftsPreviewSchema = z
  .object({
    queue: idSchema,
    zone: z.string(),
    week: dateSchema,
    from: instantSchema,
    to: instantSchema,
    hours: z.array(stretchSchema).nullable().describe('Service hours, merged; null: unknown.'),
    scheduledBy: z.enum(['shifts', 'hours', 'nothing']),
    shifts: z.array(
      z.object({
        start: instantSchema,
        end: instantSchema,
        label: z.string(),
        rule: countSchema.nullable().describe('Index of its rule in the request; null: it is read from the calendar.'),
        date: dateSchema.nullable().describe('Civil day on which the rule starts it; null: read from the calendar.'),
      }),
    ),
    gaps: z.array(stretchSchema).describe('Service hours of the week with nobody scheduled. Empty without shifts.'),
    ahead: z.object({
      to: instantSchema.describe('End of the 52 weeks that were looked at.'),
      gaps: gapsAheadSchema.describe('All gaps that there would be.'),
      added: gapsAheadSchema.describe('Those of them that the shifts as they are saved now do not leave.'),
    }),
  })
  .meta({ id: 'ShiftsPreview' });
/** What {@link shiftsPreviewSchema} describes. */
export type ShiftsPreview = z.infer<typeof shiftsPreviewSchema>;
