import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { owedShape, shiftRulesSchema } from './shifts.js';
import { countSchema, dateSchema, idSchema, instantSchema, revisionSchema, stretchSchema } from './vocabulary.js';

/** Shifts that may be saved, and the week to show them in. Errors: 422 `invalid-shifts` names the field. */
export const shiftsPreviewAskSchema = z.strictObject({
  shifts: shiftRulesSchema,
  week: dateSchema.describe("First of seven civil days of the queue's zone; at most 400 days from today."),
});

/** Gaps of the weeks ahead in short. */
const gapsAheadSchema = z.object({
  count: countSchema,
  minutes: countSchema,
  first: z.array(stretchSchema).max(10).describe('The first ten.'),
});
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
        ...owedShape,
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
export type ShiftsPreview = z.infer<typeof shiftsPreviewSchema>;

/**
 * A week whose shifts would be copied, and the weeks that would get them.
 * Errors: 422 `invalid-request` names the field, also where the queue would have more shift rules than it may.
 */
export const weekCopyAskSchema = z.strictObject({
  week: dateSchema.describe("First of seven civil days of the queue's zone."),
  to: z.array(dateSchema).min(1).max(53).describe('First days of the weeks that get the same shifts.'),
});

const copiedShiftSchema = z.object({
  date: dateSchema,
  label: z.string().optional().describe('As in the rule.'),
  library: idSchema.optional(),
  start: z.string(),
  end: z.string(),
});
export type CopiedShift = z.infer<typeof copiedShiftSchema>;

/** What copying a week would make, before it is saved: `shifts` is saved with `revision` by a change of shifts. */
export const weekCopySchema = z
  .object({
    shifts: shiftRulesSchema.describe('All shifts of the queue, those of the copy among them.'),
    revision: revisionSchema,
    made: z.object({ count: countSchema, first: z.array(copiedShiftSchema).max(50).describe('The first fifty.') }),
    skipped: z.object({
      count: countSchema,
      first: z
        .array(
          copiedShiftSchema.extend({
            why: z
              .enum(['past', 'closed', 'taken'])
              .describe('The day is over; the desk is closed; the same desk or team has a shift then.'),
          }),
        )
        .max(50),
    }),
  })
  .meta({ id: 'WeekCopy' });
export type WeekCopy = z.infer<typeof weekCopySchema>;

/** The routes of a week of shifts. */
export const shiftWeekApi = api('shifts', {
  preview: endpoint('POST /v1/queues/{queue}/shifts/preview', {
    access: 'own-queue',
    isReadOnly: true,
    summary: 'What shifts would mean, before they are saved: a week, and the gaps of the next 52 weeks',
    body: shiftsPreviewAskSchema,
    reply: shiftsPreviewSchema,
  }),
  copy: endpoint('POST /v1/queues/{queue}/shifts/copy', {
    access: 'own-queue',
    isReadOnly: true,
    summary: 'What copying a week of shifts to other weeks would make and skip, before it is saved',
    body: weekCopyAskSchema,
    reply: weekCopySchema,
  }),
});
