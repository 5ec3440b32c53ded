import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { dutyCorrectionsSchema } from './duty-corrections.js';
import { CONTRIBUTIONS } from './shared-hours-defaults.js';
import { shiftServiceSchema } from './shared-hours.js';
import { askedMonthSchema, countSchema, idSchema, instantSchema, monthSchema } from './vocabulary.js';

/** What a library owed and gave at the shared desks in a month. Units: minutes of one person each. */
export const contributionFiguresSchema = z.object({
  owed: countSchema.describe('By the pattern as it was then. It never changes afterwards.'),
  given: countSchema.describe('Worked by its people: own hours, hours taken from others, and made-up ones.'),
  ownHours: countSchema.describe('Given in hours that it owes.'),
  coveredForOthers: countSchema.describe('Given in hours that it took from others.'),
  madeUp: countSchema.describe('Given in hours that it picked to make up for others.'),
  coveredByOthers: countSchema.describe('Of what it owes, worked by libraries that took it.'),
  notTaken: countSchema.describe('Of what it owes, given up and taken by nobody.'),
  missed: countSchema.describe('Own or taken hours in which its people were not there.'),
  unmonitored: countSchema.describe('In hours of which nothing is known: the library uses no clock and no heartbeats.'),
  unmonitoredOwed: countSchema.describe(
    'The part of `unmonitored` that it owes: it is in neither part of the percentage.',
  ),
});
export type ContributionFigures = z.infer<typeof contributionFiguresSchema>;

/** What became of the hours that a library was to work. */
export const DUTY_OUTCOMES = ['covered', 'absent', 'unmonitored'] as const;

/** What is known of hours that a library was to work. */
const dutyOutcomeSchema = z.object({
  outcome: z.enum(DUTY_OUTCOMES),
  lateMinutes: countSchema.describe('From its start until somebody was there; 0: in time, or nobody came.'),
  earlyMinutes: countSchema.describe(
    'From when the last one left until its end. Ten minutes are allowed where it ends at the closing of the library.',
  ),
});
export type DutyOutcome = z.infer<typeof dutyOutcomeSchema>;

/** One library's month at the shared desks. */
export const libraryContributionSchema = z.object({
  library: idSchema,
  name: z.string(),
  figures: contributionFiguresSchema.nullable().describe('Null: it owed nothing and worked nothing.'),
  services: z
    .array(z.object({ service: shiftServiceSchema, name: z.string(), figures: contributionFiguresSchema }))
    .describe('The same by service, of those with any.'),
  questions: countSchema
    .nullable()
    .describe('Clicks that are counted as questions of its patrons; null: the choice does not ask for them.'),
  corrected: countSchema.describe('How many of its hours the library or the coordinator has corrected.'),
  value: z
    .number()
    .nonnegative()
    .nullable()
    .describe(
      'By `contribution`: a share, which may be above 1, or hours per 100 questions; null: nothing to compare.',
    ),
});
export type LibraryContribution = z.infer<typeof libraryContributionSchema>;

const choiceShape = {
  month: monthSchema,
  contribution: z.enum(CONTRIBUTIONS),
  definition: z.string().describe('What `value` is, in a sentence to show beside it.'),
};

/** A library's month, with each time in which it was to work. */
export const monthContributionSchema = z
  .object({
    ...choiceShape,
    ...libraryContributionSchema.shape,
    zone: z.string(),
    isPublished: z.boolean().describe('Whether liaisons see the list of all libraries.'),
    duties: z
      .array(
        z.object({
          queue: idSchema.describe('The shared desk.'),
          desk: z.string().describe("The desk's name."),
          start: instantSchema,
          end: instantSchema,
          service: z.string().describe('The name of the service.'),
          serviceId: shiftServiceSchema,
          why: z.enum(['owed', 'covering', 'making-up']),
          owedBy: z.string().describe('The name of the library that owes it.'),
          ...dutyOutcomeSchema.shape,
          clock: dutyOutcomeSchema.describe('What the clock showed, whatever anybody said otherwise.'),
          corrections: dutyCorrectionsSchema,
        }),
      )
      .describe('Those that are over and begin in this month, by start.'),
  })
  .meta({ id: 'MonthContribution' });
export type MonthContribution = z.infer<typeof monthContributionSchema>;

/** `GET /v1/contributions?month=2026-10`: by name. Errors: 422 for a month that has not begun. */
export const contributionListSchema = z
  .object({
    ...choiceShape,
    since: monthSchema.nullable().describe('The first month in which a library owed an hour; null: none yet.'),
    latest: monthSchema.describe('The current month, by the clock of the shared desk.'),
    isPublished: z.boolean(),
    libraries: z
      .array(libraryContributionSchema)
      .describe(
        'By name: it is no ranking. Where the list is not published, a liaison or viewer gets their own libraries.',
      ),
  })
  .meta({ id: 'ContributionList' });
export type ContributionList = z.infer<typeof contributionListSchema>;

/** The month of a list. */
export const contributionQuerySchema = z.object({
  month: askedMonthSchema.optional().describe('Absent: the current month.'),
});

/** The routes of contributions. */
export const contributionsApi = api('coverage', {
  list: endpoint('GET /v1/contributions', {
    access: 'staff',
    isHeavy: true,
    summary: 'What each library has given at the shared desks in a month',
    query: contributionQuerySchema,
    reply: contributionListSchema,
  }),
});
