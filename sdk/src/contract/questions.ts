import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { pagePatternSchema } from './events.js';
import { auditEntrySchema } from './hours.js';
import { askedDateSchema, countSchema, dateSchema, idSchema, instantSchema, revisionSchema } from './vocabulary.js';

/** `none` nothing is asked for · `one-week` a typical week in October · `four-weeks` one each in January, April, July and October. */
export const SAMPLE_PLANS = ['none', 'one-week', 'four-weeks'] as const;
/** `counted` a number of questions · `closed` no service on that day · `removed` an entry that was taken back. */
export const QUESTION_DAY_STATES = ['counted', 'closed', 'removed'] as const;
/** How a number came here: typed, from our own CSV file, or counted in the browser from a chat system's file. */
export const QUESTION_SOURCES = ['typed', 'csv', 'libraryh3lp', 'libanswers'] as const;
/** The READ scale has six levels: 1 and 2 are directional, 3 to 6 are reference. */
export const READ_LEVELS = 6;
/** Highest number of questions on a day. */
export const QUESTIONS_PER_DAY_MAX = 10_000;
/** Most kinds of page named for a day. */
export const QUESTION_PAGES_MAX = 20;
/** Most days in one request: a leap year. */
export const QUESTION_DAYS_MAX = 366;

/** When a library counts its questions. */
export const samplePlanSchema = z.strictObject({
  kind: z.enum(SAMPLE_PLANS),
  nth: z.int().min(1).max(4).describe('Which week of the month, Monday to Sunday; 1: that of its first Monday.'),
  firstMonth: z
    .int()
    .min(1)
    .max(12)
    .describe('First month of the reporting year, which has the name of the year in which it ends; 7: July to June.'),
});
export type SamplePlan = z.infer<typeof samplePlanSchema>;

/** `PUT /v1/questions/plan`: for all libraries; `PUT /v1/libraries/{id}/questions/plan`: for one. Errors: 409 `stale-revision`. */
export const samplePlanChangeSchema = z.strictObject({
  plan: samplePlanSchema.nullable().describe('Null: the plan for all libraries; for all libraries, no plan.'),
  revision: revisionSchema,
});
export type SamplePlanChange = z.infer<typeof samplePlanChangeSchema>;

/** The plan in force, and whose it is. */
export const samplePlanViewSchema = z
  .object({
    plan: samplePlanSchema.describe('In force.'),
    own: z.boolean().describe("The library's own; false: the plan for all libraries, or none."),
    revision: z.int().nonnegative().describe('Grows with each change; 0: never changed.'),
    entries: z.array(auditEntrySchema).describe('The latest changes, newest first.'),
  })
  .meta({ id: 'SamplePlanView' });
export type SamplePlanView = z.infer<typeof samplePlanViewSchema>;

const levelsSchema = z.array(countSchema).length(READ_LEVELS);
const pagesSchema = z.array(z.object({ page: pagePatternSchema, questions: countSchema }));

/** One day as somebody has entered it. */
export const questionDaySchema = z.object({
  date: dateSchema,
  state: z.enum(QUESTION_DAY_STATES),
  questions: countSchema.nullable().describe('Null unless the day is `counted`.'),
  levels: levelsSchema.nullable().describe('Questions by READ level, 1 to 6; null: not given.'),
  source: z.enum(QUESTION_SOURCES),
  revision: z.int().positive().describe('Grows with each correction of the day.'),
  by: z.string().describe('The account that entered it.'),
  at: instantSchema,
});
export type QuestionDay = z.infer<typeof questionDaySchema>;

/** One day to enter or to correct. */
export const questionEntrySchema = z
  .strictObject({
    date: askedDateSchema,
    state: z.enum(QUESTION_DAY_STATES),
    questions: countSchema.max(QUESTIONS_PER_DAY_MAX).nullable().default(null),
    levels: levelsSchema.nullable().default(null),
    pages: pagesSchema
      .max(QUESTION_PAGES_MAX)
      .default([])
      .describe(
        'The kinds of pages where questions began, as page patterns; never an address. Empty: if the number is the one that is stored, its pages stay.',
      ),
    revision: revisionSchema.describe('The revision that was read; 0: the day had no entry.'),
  })
  .superRefine(({ state, questions, levels, pages }, { addIssue }) => {
    const fault = (path: string, message: string): void => addIssue({ code: 'custom', path: [path], message });
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
    if (state !== 'counted') {
      if (questions !== null) fault('questions', 'no number for a day that is not counted');
      if (levels !== null) fault('levels', 'no levels for a day that is not counted');
      if (pages.length > 0) fault('pages', 'no pages for a day that is not counted');
      return;
    }
    if (questions === null) return fault('questions', 'a whole number, like 12');
    if (levels !== null && sum(levels) !== questions) fault('levels', `READ levels that add up to ${questions}`);
    if (pages.length > 0 && sum(pages.map((page) => page.questions)) > questions)
      fault('pages', `at most ${questions} questions in all`);
  });
export type QuestionEntry = z.input<typeof questionEntrySchema>;

/**
 * `PUT /v1/libraries/{id}/questions`: all days or none.
 * Errors: 409 `stale-revision` names the days that somebody else has changed; 422 names the day and its field.
 */
export const questionChangeSchema = z.strictObject({
  source: z.enum(QUESTION_SOURCES),
  days: z
    .array(questionEntrySchema)
    .min(1)
    .max(QUESTION_DAYS_MAX)
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'each day once'),
});
export type QuestionChange = z.input<typeof questionChangeSchema>;

/** A total with its 95 % interval. */
export const estimateSchema = z.object({
  value: countSchema,
  low: countSchema.nullable().describe('Null: fewer than two weeks are counted, so no interval can be given.'),
  high: countSchema.nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** The questions of a reporting year, counted or estimated. */
export const questionEstimateSchema = z.object({
  method: z
    .enum(['CT', 'ES'])
    .nullable()
    .describe(
      'The method flag of the Public Libraries Survey: CT a count of every day, ES an estimate; null: neither.',
    ),
  total: estimateSchema
    .extend({ basis: z.enum(['count', 'clicks', 'weeks']) })
    .nullable()
    .describe(
      'The number to report: the count, else the estimate by clicks, else by weeks. Null: nothing to report yet.',
    ),
  counted: z.object({
    days: countSchema.describe('Days that are over, with a number or closed.'),
    of: countSchema.describe('Days of the year that are over.'),
    questions: countSchema,
    weeks: countSchema.describe('Weeks of which all seven days are counted or closed, and not all closed.'),
  }),
  byClicks: z
    .object({
      estimate: estimateSchema,
      perClick: z.number().nonnegative().describe('Questions for each click on the chat button in the counted weeks.'),
      clicks: countSchema.describe('Clicks from the first to the last of these days.'),
      from: dateSchema,
      to: dateSchema,
      weeks: countSchema.describe('Counted weeks in which clicks were counted, too.'),
    })
    .nullable()
    .describe('Null: no counted week with a click.'),
  byWeeks: z
    .object({ estimate: estimateSchema, factor: z.number().positive().describe('52 for one week, 13 for four.') })
    .nullable()
    .describe('Null: no counted week.'),
  doubtfulDays: z.array(dateSchema).describe('Days of counted weeks with more clicks than is plausible.'),
  assumptions: z.array(z.string()).describe('What the estimates rest on, in sentences.'),
});
export type QuestionEstimate = z.infer<typeof questionEstimateSchema>;

/** `GET /v1/libraries/{id}/questions?year=` */
export const questionYearSchema = z
  .object({
    library: idSchema,
    name: z.string(),
    zone: z.string().describe("The library's IANA time zone, by which a day begins."),
    year: z.int(),
    from: dateSchema,
    to: dateSchema,
    today: dateSchema,
    plan: samplePlanViewSchema,
    weeks: z
      .array(z.object({ from: dateSchema, to: dateSchema, missing: z.array(dateSchema) }))
      .describe('The weeks that the plan asks for; `missing`: days without an entry.'),
    days: z.array(questionDaySchema).describe('The days with an entry, by date; those taken back included.'),
    read: z
      .object({ days: countSchema, directional: countSchema, reference: countSchema })
      .nullable()
      .describe('Questions of READ levels 1 to 2 and 3 to 6, on the days with levels; null: none.'),
    pages: pagesSchema.describe('Where questions began, the most frequent first.'),
    estimate: questionEstimateSchema,
  })
  .meta({ id: 'QuestionYear' });
export type QuestionYear = z.infer<typeof questionYearSchema>;

/** `GET /v1/libraries/{id}/questions/{date}`: every entry of a day, the latest first. */
export const questionHistorySchema = z.object({ entries: z.array(questionDaySchema) }).meta({ id: 'QuestionHistory' });
export type QuestionHistory = z.infer<typeof questionHistorySchema>;

/** The reporting year of a library's questions. */
export const questionYearQuerySchema = z.object({
  year: z.coerce
    .number<number>()
    .int()
    .min(2000)
    .max(2099)
    .optional()
    .describe('Reporting year; absent: that of today.'),
});

/** The routes of questions. */
export const questionsApi = api('questions', {
  // No token's scope: it names who entered a number.
  get: endpoint('GET /v1/libraries/{library}/questions', {
    access: 'own-library',
    summary: "A library's questions of a reporting year, counted and estimated",
    query: questionYearQuerySchema,
    reply: questionYearSchema,
  }),
  history: endpoint('GET /v1/libraries/{library}/questions/{date}', {
    access: 'own-library',
    summary: 'Every entry of a day: who entered what, and when',
    reply: questionHistorySchema,
  }),
  save: endpoint('PUT /v1/libraries/{library}/questions', {
    access: 'own-library',
    summary: 'Enter or correct the questions of days, all or none',
    body: questionChangeSchema,
    problems: [409],
  }),
  savePlan: endpoint('PUT /v1/libraries/{library}/questions/plan', {
    access: 'own-library',
    summary: 'Choose the weeks in which a library counts its questions',
    body: samplePlanChangeSchema,
    reply: samplePlanViewSchema,
  }),
  getSharedPlan: endpoint('GET /v1/questions/plan', {
    access: 'staff',
    summary: 'The plan for all libraries',
    reply: samplePlanViewSchema,
  }),
  saveSharedPlan: endpoint('PUT /v1/questions/plan', {
    access: 'coordinator',
    summary: 'Choose the weeks for all libraries without a plan of their own',
    body: samplePlanChangeSchema,
    reply: samplePlanViewSchema,
  }),
});
