import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { REFUSAL_REASONS } from './events.js';
import { PLACEMENT_STATUSES } from './metrics.js';
import { ROLES } from './roles.js';
import {
  NO_DIRECTION_CONTROLS,
  answerStateSchema,
  countSchema,
  dateSchema,
  evidenceSchema,
  idSchema,
  instantSchema,
  noteSchema,
  tierSchema,
  viewportSchema,
} from './vocabulary.js';

/** Longest text of a report, and of its answer. Units: characters. */
export const PROBLEM_CHARS_MAX = 1_000;
/** An account has at most so many reports without an answer. */
export const OPEN_PROBLEMS_MAX = 20;

/** What a problem is with. */
export const PROBLEM_KINDS = ['chat-software', 'button', 'dashboard', 'numbers', 'other'] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** How a desk's presence source answers. */
export const PRESENCE_CONDITIONS = ['no-source', 'never-answered', 'failing', 'answering'] as const;
export type PresenceCondition = (typeof PRESENCE_CONDITIONS)[number];

/** Families of browsers, without their versions. */
export const BROWSER_FAMILIES = ['chrome', 'edge', 'firefox', 'safari', 'other'] as const;
export type BrowserFamily = (typeof BROWSER_FAMILIES)[number];

const wordSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Read in one place and written in another: a name in the API's description is for one of them. */
const diagnosticsShape = z.strictObject({
  madeAt: instantSchema,
  role: z.enum(ROLES),
  library: z
    .strictObject({
      state: answerStateSchema,
      tier: tierSchema.nullable(),
      evidence: evidenceSchema,
      desk: z
        .strictObject({
          presence: z.enum(PRESENCE_CONDITIONS),
          sampledAt: instantSchema.nullable(),
          failingSince: instantSchema.nullable(),
          hoursThrough: instantSchema.nullable().describe('The end of its last planned service hours.'),
          scheduledThrough: instantSchema.nullable().describe('The end of its last planned shift.'),
        })
        .nullable()
        .describe('The nearest desk; null: none answers for the library.'),
      placements: z.strictObject(
        Object.fromEntries(PLACEMENT_STATUSES.map((status) => [status, countSchema])) as Record<
          (typeof PLACEMENT_STATUSES)[number],
          typeof countSchema
        >,
      ),
      refusals: z
        .array(z.strictObject({ reason: z.enum(REFUSAL_REASONS), count: countSchema, lastDate: dateSchema }))
        .max(20)
        .describe('Reports of the tag that were refused in the last 30 days.'),
    })
    .nullable()
    .describe('Null: the problem is of no single library.'),
});

/** `GET /v1/diagnostics`: states of a library. No name, address, label, text or token has a place in it. */
export const diagnosticsSchema = diagnosticsShape.meta({ id: 'Diagnostics' });
export type Diagnostics = z.infer<typeof diagnosticsSchema>;

/** What travels with a report: {@link diagnosticsSchema} and what the page adds. */
export const problemBundleSchema = z.strictObject({
  page: wordSchema.nullable().describe('Which page it is about, as the last word of its address; null: none.'),
  browser: z.enum(BROWSER_FAMILIES),
  viewport: viewportSchema,
  diagnostics: diagnosticsShape,
});
export type ProblemBundle = z.infer<typeof problemBundleSchema>;

const writtenSchema = noteSchema
  .trim()
  .min(1)
  .max(PROBLEM_CHARS_MAX)
  .regex(NO_DIRECTION_CONTROLS, 'text without characters that turn its direction');

/** `POST /v1/problem-reports` */
export const newProblemReportSchema = z.strictObject({
  kind: z.enum(PROBLEM_KINDS),
  text: writtenSchema.describe('What happened; nothing about a patron.'),
  library: idSchema.nullable(),
  bundle: problemBundleSchema.describe('As the person has seen it.'),
});
export type NewProblemReport = z.infer<typeof newProblemReportSchema>;

/** `POST /v1/problem-reports/{report}/answer` */
export const problemAnswerSchema = z.strictObject({ text: writtenSchema });
export type ProblemAnswer = z.infer<typeof problemAnswerSchema>;

/** A reported problem. */
export const problemReportSchema = z
  .object({
    id: z.int().positive(),
    kind: z.enum(PROBLEM_KINDS),
    text: z.string(),
    library: z.object({ id: idSchema, name: z.string() }).nullable(),
    by: z.string().describe('The account that reported it.'),
    at: instantSchema,
    bundle: problemBundleSchema,
    answer: z
      .object({ text: z.string(), by: z.string(), at: instantSchema })
      .nullable()
      .describe('Of the coordinator; null: not yet.'),
  })
  .meta({ id: 'ProblemReport' });
export type ProblemReport = z.infer<typeof problemReportSchema>;

/** `GET /v1/problem-reports`: the account's own, for the coordinator all; those without an answer first, then the latest. */
export const problemReportListSchema = z
  .object({ reports: z.array(problemReportSchema) })
  .meta({ id: 'ProblemReportList' });
export type ProblemReportList = z.infer<typeof problemReportListSchema>;

/** The routes of reported problems. */
export const problemReportsApi = api('problem-reports', {
  diagnostics: endpoint('GET /v1/diagnostics', {
    access: 'own-account',
    summary: 'States of a library, without personal data',
    query: z.object({ library: idSchema.optional() }),
    reply: diagnosticsSchema,
  }),
  list: endpoint('GET /v1/problem-reports', {
    access: 'own-account',
    summary: 'Problems that the account has reported; for the coordinator, all',
    reply: problemReportListSchema,
  }),
  report: endpoint('POST /v1/problem-reports', {
    access: 'own-account',
    summary: 'Report a problem to the coordinator',
    body: newProblemReportSchema,
    reply: problemReportSchema,
    status: 201,
    problems: [409],
  }),
  answer: endpoint('POST /v1/problem-reports/{report}/answer', {
    access: 'coordinator',
    summary: 'Answer a reported problem, once',
    body: problemAnswerSchema,
    reply: problemReportSchema,
    problems: [404, 409],
  }),
});
