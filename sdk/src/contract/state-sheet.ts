import { z } from 'zod';
import { contributionFiguresSchema } from './contributions.js';
import { minutesSchema } from './coverage.js';
import { api, endpoint } from './endpoint.js';
import { estimateSchema, questionEstimateSchema } from './questions.js';
import { CONTRIBUTIONS } from './shared-hours-defaults.js';
import { countSchema, dateSchema, idSchema } from './vocabulary.js';

const sinceSchema = (what: string) =>
  dateSchema.nullable().describe(`${what} Null: the whole year, or none of it, is known.`);

const hoursSchema = z
  .object({
    scheduled: minutesSchema,
    covered: minutesSchema.describe('Somebody was seen at the desk.'),
    unmonitored: minutesSchema.describe('Nothing is known: neither covered nor uncovered.'),
  })
  .describe('Minutes.');

const givenSchema = contributionFiguresSchema
  .pick({ owed: true, given: true, missed: true, unmonitored: true })
  .extend({
    value: z
      .number()
      .nonnegative()
      .nullable()
      .describe('As on the page of contributed hours; null: nothing to compare.'),
  })
  .describe('At the shared desks, in minutes.');

const questionsSchema = estimateSchema
  .extend({ method: z.enum(['CT', 'ES']).describe('CT: a count of every day; ES: an estimate, all or in part.') })
  .describe('As on the page of questions.');

const trainingSchema = z.object({ sessions: countSchema, headcount: countSchema });
const followUpsSchema = z.object({
  due: countSchema.describe('Opened in the year, and their 72 hours are over.'),
  inTime: countSchema.describe('Those of them that were resolved within 72 hours.'),
});

/** A library's figures of a fiscal year, for the state program report. */
export const stateRowSchema = z.object({
  library: z.object({ id: idSchema, name: z.string() }),
  clicks: countSchema.nullable().describe('Null: nothing was counted.'),
  clicksSince: sinceSchema('Clicks are not counted before this day.'),
  clicksToCheck: countSchema.describe(
    'Clicks of the days that a liaison should check before reporting them, as far as hours are kept.',
  ),
  questions: questionsSchema
    .extend({ basis: questionEstimateSchema.shape.total.unwrap().shape.basis })
    .nullable()
    .describe('Null: no number to report.'),
  hours: hoursSchema.nullable().describe("Of the library's own desks. Null: nothing was scheduled."),
  hoursSince: sinceSchema('No schedule is stored before this day.'),
  given: givenSchema.nullable().describe('Null: it owed no hour of a shared desk, and worked none.'),
  placements: countSchema.describe('Places where the button was in use in the last 30 days of the year.'),
  practice: countSchema.describe('Practice clicks.'),
  training: trainingSchema,
  followUps: followUpsSchema.nullable().describe('Null: those of this year are deleted.'),
  followUpsSince: sinceSchema('Follow-ups that ended before this day are deleted.'),
});
export type StateRow = z.infer<typeof stateRowSchema>;

/** `GET /v1/state-sheet?year=2027` */
export const stateSheetSchema = z
  .object({
    year: z.int().describe('The fiscal year, by the year in which it ends.'),
    from: dateSchema,
    to: dateSchema,
    today: dateSchema,
    isOver: z.boolean().describe('False: the figures are those until now.'),
    libraries: z.array(stateRowSchema).describe("The reader's, by name."),
    total: stateRowSchema
      .omit({ library: true, clicksSince: true, hoursSince: true, followUpsSince: true, questions: true })
      .extend({
        questions: questionsSchema.nullable(),
        partners: countSchema.describe('Libraries whose button was in use in the last 30 days of the year.'),
        known: z
          .object({ clicks: countSchema, questions: countSchema, hours: countSchema, given: countSchema })
          .describe('From how many of the libraries each sum is.'),
      })
      .nullable()
      .describe('For the coordinator.'),
    sharedHours: hoursSchema.nullable().describe('Of desks that libraries share; for the coordinator.'),
    contribution: z.enum(CONTRIBUTIONS).describe('What each `value` of hours given is.'),
    definitions: z.array(z.object({ term: z.string(), text: z.string() })),
  })
  .meta({ id: 'StateSheet' });
export type StateSheet = z.infer<typeof stateSheetSchema>;

/** The routes of the sheet. */
export const stateSheetApi = api('reports', {
  get: endpoint('GET /v1/state-sheet', {
    access: 'staff',
    isHeavy: true,
    summary: 'The figures of a fiscal year that state program reports ask for',
    query: z.object({
      year: z.coerce
        .number<number>()
        .int()
        .min(2000)
        .max(2099)
        .optional()
        .describe('Absent: the fiscal year of today.'),
    }),
    reply: stateSheetSchema,
  }),
});
