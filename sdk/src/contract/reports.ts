import { z } from 'zod';
import { monthContributionSchema } from './contributions.js';
import { coverageSumSchema } from './coverage.js';
import { api, endpoint } from './endpoint.js';
import { MONTH_COMMENT_CHARS_MAX, REPORT_SHARE_DAYS } from './limits.js';
import {
  countsSchema,
  doubtSchema,
  monthMetricsSchema,
  monthPeriodSchema,
  monthQuerySchema,
  rateSchema,
} from './metrics.js';
import { estimateSchema } from './questions.js';
import { scoreSchema } from './standard.js';
import { surveyRatingSchema } from './surveys.js';
import {
  askedMonthSchema,
  countSchema,
  dateSchema,
  idSchema,
  instantSchema,
  noteSchema,
  revisionSchema,
  monthSchema,
} from './vocabulary.js';

/** What the library's people say about a month. */
export const monthCommentSchema = z
  .object({
    text: z.string().describe('Empty: none.'),
    revision: countSchema.describe('Name it in a change; 0: never written.'),
    by: z.string().nullable().describe('The label of the account that wrote it.'),
    at: instantSchema.nullable(),
  })
  .meta({ id: 'MonthComment' });
export type MonthComment = z.infer<typeof monthCommentSchema>;

/** A change of the comment as it was read at `revision`. Errors: 409 `stale-revision`. */
export const monthCommentChangeSchema = z.strictObject({
  text: noteSchema
    .trim()
    .max(MONTH_COMMENT_CHARS_MAX)
    .regex(/^[^\u202A-\u202E\u2066-\u2069]*$/u, 'text without characters that turn the direction of reading')
    .describe('Empty: no comment.'),
  revision: revisionSchema,
});
export type MonthCommentChange = z.infer<typeof monthCommentChangeSchema>;

/** `rule` a rule of the visibility standard is met for the first time · `placement` the tag is on a page for the first time. */
export const IMPROVEMENT_KINDS = ['rule', 'placement'] as const;

/** What became better in a month. */
export const improvementSchema = z.object({
  kind: z.enum(IMPROVEMENT_KINDS),
  on: dateSchema,
  title: z.string().describe("The rule's title, or the key page's name, or the page's pattern."),
});
export type Improvement = z.infer<typeof improvementSchema>;

/** A value for the month, the month before and the same month last year; null: not recorded then. */
const ofEachMonth = <T extends z.ZodType>(value: T) =>
  z.object({ month: value.nullable(), lastMonth: value.nullable(), lastYear: value.nullable() });

/** `GET /v1/libraries/{id}/report?month=2026-11`: "By the Numbers". */
export const monthReportSchema = z
  .object({
    metrics: monthMetricsSchema,
    byMonth: z
      .array(z.object({ month: monthSchema, clicks: countSchema }))
      .describe('Clicks of the twelve months before and this one, from the first that was counted.'),
    coverage: ofEachMonth(coverageSumSchema).describe("Of the library's own desks, together."),
    score: ofEachMonth(scoreSchema.extend({ date: dateSchema.describe('UTC.') })).describe('The last of the month.'),
    rating: ofEachMonth(surveyRatingSchema).describe(
      'What patrons answered when the chat system asked how good it was.',
    ),
    sharedDesk: monthContributionSchema
      .nullable()
      .describe('Its hours at the desks that libraries share; null: it owed and worked none.'),
    improved: z.array(improvementSchema).describe('Earliest first.'),
    doubts: z.array(doubtSchema).describe('What in the month may not come from patrons; earliest first.'),
    comment: monthCommentSchema,
  })
  .meta({ id: 'MonthReport' });
export type MonthReport = z.infer<typeof monthReportSchema>;

const rests = countSchema.describe('On how many libraries it rests.');
const questionTotalSchema = z.object({
  from: dateSchema,
  to: dateSchema,
  libraries: rests,
  ...estimateSchema.shape,
  value: countSchema.describe('The sum of what they report.'),
  counted: countSchema.describe('Of these libraries, those that counted every day (CT).'),
  estimated: countSchema.describe('Of these libraries, those with an estimate (ES).'),
});
const cooperativePeriodSchema = z.object({
  month: monthSchema,
  libraries: rests.describe('Libraries that counted on every day of the month.'),
  counts: countsSchema.nullable().describe('Null: none of them.'),
  clickThrough: rateSchema.nullable().describe('Of the sums: never a mean of rates.'),
});
const cooperativeChangeSchema = z
  .object({
    libraries: rests.describe('Libraries that counted on every day of both months.'),
    clicks: countSchema,
    before: countSchema,
  })
  .nullable()
  .describe('Null: no library counted in both.');

/** `GET /v1/report?month=2026-10`: "By the Numbers" of all libraries together. Errors: 422 for a month that is not over. */
export const cooperativeReportSchema = z
  .object({
    month: monthSchema,
    latest: monthSchema.describe('The last month that is over in every zone.'),
    countingSince: dateSchema.nullable().describe('First day with any event at any library; null: none yet.'),
    of: countSchema.describe('Libraries of the cooperative.'),
    periods: z.object({
      month: cooperativePeriodSchema,
      lastMonth: cooperativePeriodSchema,
      lastYear: cooperativePeriodSchema,
    }),
    changes: z.object({ lastMonth: cooperativeChangeSchema, lastYear: cooperativeChangeSchema }),
    coverage: z
      .object({
        libraries: rests.describe('Libraries with scheduled time at a desk of their own.'),
        sum: coverageSumSchema,
      })
      .nullable()
      .describe(
        'Covered minutes over observed minutes of all these desks, so that each weighs by its scheduled time. A desk that libraries share counts once.',
      ),
    questions: questionTotalSchema.nullable().describe('Of the reporting year that the month is in; null: none.'),
    rating: z
      .object({
        libraries: rests.describe('Libraries of which at least 5 patrons answered.'),
        chats: countSchema,
        answered: countSchema,
        good: countSchema.describe('Answers that the libraries count as good.'),
      })
      .nullable()
      .describe('Null: none of them.'),
    libraries: z
      .array(
        z.object({
          library: idSchema,
          name: z.string(),
          month: monthPeriodSchema,
          coverage: coverageSumSchema.nullable(),
          questions: estimateSchema
            .extend({ from: dateSchema, to: dateSchema, method: z.enum(['CT', 'ES']) })
            .nullable()
            .describe('Of its reporting year, as far as it is over.'),
        }),
      )
      .describe('By name.'),
  })
  .meta({ id: 'CooperativeReport' });
export type CooperativeReport = z.infer<typeof cooperativeReportSchema>;

/** `open` works · `expired` its days are over · `ended` by a person. */
export const REPORT_SHARE_STATES = ['open', 'expired', 'ended'] as const;
export type ReportShareState = (typeof REPORT_SHARE_STATES)[number];

/** A link to a library's month reports, for people without an account. */
export const reportShareSchema = z.object({
  id: z.int().positive(),
  state: z.enum(REPORT_SHARE_STATES),
  by: z.string().describe('The label of the account that made it.'),
  createdAt: instantSchema,
  endsAt: instantSchema.describe('When it ends, or has ended.'),
  openedOn: dateSchema.nullable().describe("The last day on which it was opened, by the library's clock; null: never."),
});
export type ReportShare = z.infer<typeof reportShareSchema>;

/** `GET /v1/libraries/{id}/shares`: the newest first. */
export const reportShareListSchema = z
  .object({ zone: z.string(), shares: z.array(reportShareSchema) })
  .meta({ id: 'ReportShareList' });
export type ReportShareList = z.infer<typeof reportShareListSchema>;

/** `POST /v1/libraries/{id}/shares`. Errors: 409 `quota-reached`. */
export const reportShareAskSchema = z.strictObject({
  days: z.union(REPORT_SHARE_DAYS.map((days) => z.literal(days))),
});
export type ReportShareAsk = z.infer<typeof reportShareAskSchema>;

/** A link just made; its address is in this response alone. */
export const newReportShareSchema = z
  .object({ share: reportShareSchema, link: z.url() })
  .meta({ id: 'NewReportShare' });
export type NewReportShare = z.infer<typeof newReportShareSchema>;

/** `GET /v1/session/monday`: about which libraries the account gets a mail each Monday. */
export const mondayMailSchema = z
  .object({
    isAvailable: z.boolean().describe('False: this server sends no mail.'),
    hasAddress: z.boolean().describe('False: the account has no mail address, so none is sent.'),
    libraries: z.array(z.object({ library: idSchema, name: z.string(), subscribed: z.boolean() })),
  })
  .meta({ id: 'MondayMail' });
export type MondayMail = z.infer<typeof mondayMailSchema>;

/** `PUT /v1/session/monday`. Errors: 404 for a library that is not the account's. */
export const mondayMailChangeSchema = z.strictObject({ library: idSchema, subscribed: z.boolean() });
export type MondayMailChange = z.infer<typeof mondayMailChangeSchema>;

/** `GET /v1/libraries/{id}/monday`: the mail as it would be sent now. */
export const mondayPreviewSchema = z
  .object({
    mail: z
      .object({ subject: z.string(), text: z.string(), html: z.string() })
      .nullable()
      .describe('Null: nothing can be said yet, so none is sent.'),
  })
  .meta({ id: 'MondayPreview' });
export type MondayPreview = z.infer<typeof mondayPreviewSchema>;

/** The routes of reports. */
export const reportsApi = api('reports', {
  get: endpoint('GET /v1/libraries/{library}/report', {
    access: 'own-library',
    scope: 'metrics:read',
    isHeavy: true,
    summary: '“By the Numbers”: a month beside two others, coverage, score, what improved, a comment',
    query: monthQuerySchema,
    reply: monthReportSchema,
  }),
  setComment: endpoint('PUT /v1/libraries/{library}/comments/{month}', {
    access: 'own-library',
    summary: 'Write the comment on a month',
    body: monthCommentChangeSchema,
    reply: monthCommentSchema,
  }),
  getCooperative: endpoint('GET /v1/report', {
    access: 'coordinator',
    isHeavy: true,
    summary: '“By the Numbers” of all libraries together, with each library’s part',
    query: z.object({ month: askedMonthSchema.optional().describe('Absent: the last month that is over.') }),
    reply: cooperativeReportSchema,
  }),
  listShares: endpoint('GET /v1/libraries/{library}/shares', {
    access: 'own-library',
    summary: 'Links to the month reports, for people without an account',
    reply: reportShareListSchema,
  }),
  addShare: endpoint('POST /v1/libraries/{library}/shares', {
    access: 'own-library',
    summary: 'Make a link to the month reports: whole months, no figure below 5',
    body: reportShareAskSchema,
    reply: newReportShareSchema,
    status: 201,
    problems: [409],
  }),
  endShare: endpoint('DELETE /v1/libraries/{library}/shares/{share}', {
    access: 'own-library',
    summary: 'End a link to the month reports at once',
  }),
  getMonday: endpoint('GET /v1/session/monday', {
    access: 'own-account',
    summary: 'About which libraries this account gets the Monday mail',
    reply: mondayMailSchema,
  }),
  setMonday: endpoint('PUT /v1/session/monday', {
    access: 'own-account',
    summary: 'Start or stop the Monday mail about a library',
    body: mondayMailChangeSchema,
    reply: mondayMailSchema,
  }),
  previewMonday: endpoint('GET /v1/libraries/{library}/monday', {
    access: 'own-library',
    isHeavy: true,
    summary: 'The Monday mail, as it would be sent now',
    reply: mondayPreviewSchema,
  }),
});
