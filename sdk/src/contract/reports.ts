import { z } from 'zod';
import { coverageSumSchema } from './coverage.js';
import { MONTH_COMMENT_CHARS_MAX } from './limits.js';
import { monthMetricsSchema } from './metrics.js';
import { scoreSchema } from './standard.js';
import { countSchema, dateSchema, idSchema, instantSchema, noteSchema } from './vocabulary.js';

/** What the library's people say about a month. */
export const monthCommentSchema = z
  .object({
    text: z.string().describe('Empty: none.'),
    version: countSchema.describe('Send it back with a change; 0: never written.'),
    by: z.string().nullable().describe('The label of the account that wrote it.'),
    at: instantSchema.nullable(),
  })
  .meta({ id: 'MonthComment' });
/** What {@link monthCommentSchema} describes. */
export type MonthComment = z.infer<typeof monthCommentSchema>;

/** `PUT /v1/libraries/{id}/comments/{month}`: as it was read at `version`. Errors: 409 `stale-version`. */
export const monthCommentChangeSchema = z.strictObject({
  text: noteSchema
    .trim()
    .max(MONTH_COMMENT_CHARS_MAX)
    .regex(/^[^\u202A-\u202E\u2066-\u2069]*$/u, 'text without characters that turn the direction of reading')
    .describe('Empty: no comment.'),
  version: countSchema,
});
/** What {@link monthCommentChangeSchema} describes. */
export type MonthCommentChange = z.infer<typeof monthCommentChangeSchema>;

/** `rule` a rule of the visibility standard is met for the first time · `placement` the tag is on a page for the first time. */
export const IMPROVEMENT_KINDS = ['rule', 'placement'] as const;

/** What became better in a month. */
export const improvementSchema = z.object({
  kind: z.enum(IMPROVEMENT_KINDS),
  on: dateSchema,
  title: z.string().describe("The rule's title, or the page's pattern."),
});
/** What {@link improvementSchema} describes. */
export type Improvement = z.infer<typeof improvementSchema>;

/** A value for the month, the month before and the same month last year; null: not recorded then. */
const ofEachMonth = <T extends z.ZodType>(value: T) =>
  z.object({ month: value.nullable(), lastMonth: value.nullable(), lastYear: value.nullable() });

/** `GET /v1/libraries/{id}/report?month=2026-11`: "By the Numbers". */
export const monthReportSchema = z
  .object({
    metrics: monthMetricsSchema,
    coverage: ofEachMonth(coverageSumSchema).describe("Of the library's own desks, together."),
    score: ofEachMonth(scoreSchema.extend({ date: dateSchema.describe('UTC.') })).describe('The last of the month.'),
    improved: z.array(improvementSchema).describe('Earliest first.'),
    comment: monthCommentSchema,
  })
  .meta({ id: 'MonthReport' });
/** What {@link monthReportSchema} describes. */
export type MonthReport = z.infer<typeof monthReportSchema>;

/** `GET /v1/session/monday`: about which libraries the account gets a mail each Monday. */
export const mondayMailSchema = z
  .object({
    isAvailable: z.boolean().describe('False: this server sends no mail.'),
    hasAddress: z.boolean().describe('False: the account has no mail address, so none is sent.'),
    libraries: z.array(z.object({ library: idSchema, name: z.string(), subscribed: z.boolean() })),
  })
  .meta({ id: 'MondayMail' });
/** What {@link mondayMailSchema} describes. */
export type MondayMail = z.infer<typeof mondayMailSchema>;

/** `PUT /v1/session/monday`. Errors: 404 for a library that is not the account's. */
export const mondayMailChangeSchema = z.strictObject({ library: idSchema, subscribed: z.boolean() });
/** What {@link mondayMailChangeSchema} describes. */
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
/** What {@link mondayPreviewSchema} describes. */
export type MondayPreview = z.infer<typeof mondayPreviewSchema>;
