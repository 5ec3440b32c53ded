import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { POLICY_OWNER_CHARS_MAX } from './limits.js';
import { newPolicyReportSchema, policyReportAnswerSchema, policyReportSchema } from './policy-reports.js';
import { policyTextSchema } from './policy-text.js';
import {
  DIRECTION_FAULT,
  NO_DIRECTION_CONTROLS,
  dateSchema,
  idSchema,
  instantSchema,
  lineSchema,
  revisionSchema,
} from './vocabulary.js';

/** How far ahead the next review may be. Units: years. */
export const POLICY_REVIEW_YEARS_MAX = 2;
/** Most topics of a cooperative. */
export const POLICY_TOPICS_MAX = 40;

/** What every library's policy pages are about; the cooperative's file may list others. */
export const policyTopicSchema = z.object({ id: idSchema, name: z.string() });
export type PolicyTopic = z.infer<typeof policyTopicSchema>;

/** `missing` has no text · `unreviewed` never reviewed · `overdue` its review is due · `current` */
export const POLICY_STATES = ['missing', 'unreviewed', 'overdue', 'current'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

/** What a library's people wrote about one topic. */
export const policyPageSchema = z
  .object({
    topic: idSchema,
    name: z.string().describe('The name of the topic.'),
    text: z.string().describe('Markdown; empty: nothing is written yet.'),
    owner: z.string().nullable().describe('The person or desk that keeps it up to date.'),
    reviewedOn: dateSchema.nullable().describe('Null: never reviewed.'),
    reviewedBy: z.string().nullable(),
    reviewBy: dateSchema.nullable().describe('The day by which it is to be reviewed again.'),
    coordinatorReviewedOn: dateSchema
      .nullable()
      .describe('The last review of this text by the coordinator; null: none.'),
    state: z.enum(POLICY_STATES),
    revision: z.int().nonnegative().describe('Grows with every change; a change must name the revision that it read.'),
    changedAt: instantSchema.nullable().describe('Null: nothing is written yet.'),
    changedBy: z.string().nullable(),
    reports: z
      .array(policyReportSchema)
      .describe('Errors that readers have reported and nobody has answered, the first one first.'),
  })
  .meta({ id: 'PolicyPage' });
export type PolicyPage = z.infer<typeof policyPageSchema>;

/** `GET /v1/libraries/{id}/policies`: each topic of the cooperative, in its order. */
export const policyPagesSchema = z
  .object({
    library: z.object({ id: idSchema, name: z.string() }),
    zone: z.string().describe("The library's IANA time zone."),
    mayEdit: z.boolean().describe('Whether this account may change the pages.'),
    pages: z.array(policyPageSchema),
  })
  .meta({ id: 'PolicyPages' });
export type PolicyPages = z.infer<typeof policyPagesSchema>;

/**
 * `PUT /v1/libraries/{id}/policies/{topic}`. Errors: 409 `stale-revision` where somebody else changed the page since; 422
 * names the field.
 */
export const policyPageChangeSchema = z
  .strictObject({
    revision: revisionSchema,
    text: policyTextSchema,
    owner: lineSchema
      .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
      .trim()
      .min(1)
      .max(POLICY_OWNER_CHARS_MAX)
      .nullable(),
    isReviewed: z.boolean().describe('Whether the whole text was checked now, and is right.'),
    reviewBy: dateSchema.nullable().describe('The day by which it is to be reviewed again; needed with `isReviewed`.'),
  })
  .superRefine(({ isReviewed, reviewBy }, { addIssue }) => {
    if (isReviewed && reviewBy === null)
      addIssue({ code: 'custom', path: ['reviewBy'], message: 'the day by which the page is to be reviewed again' });
  });
export type PolicyPageChange = z.infer<typeof policyPageChangeSchema>;

/** The routes of policy pages, and of errors that readers report on them. */
export const policyPagesApi = api('policy-pages', {
  list: endpoint('GET /v1/libraries/{library}/policies', {
    access: 'any-account',
    summary: "A library's policy pages, one a topic",
    reply: policyPagesSchema,
  }),
  save: endpoint('PUT /v1/libraries/{library}/policies/{topic}', {
    access: 'own-library',
    summary: 'Change a policy page, and say that it was reviewed',
    body: policyPageChangeSchema,
    reply: policyPagesSchema,
  }),
  report: endpoint('POST /v1/libraries/{library}/policies/{topic}/reports', {
    access: 'any-account',
    summary: 'Report an error on a policy page to its library',
    body: newPolicyReportSchema,
    reply: policyPagesSchema,
    status: 201,
    problems: [409],
  }),
  answerReport: endpoint('PUT /v1/libraries/{library}/policies/{topic}/reports/{report}/answer', {
    access: 'own-library',
    summary: 'Close a report of an error: corrected, or the page is right',
    body: policyReportAnswerSchema,
    reply: policyPagesSchema,
    problems: [409],
  }),
});
