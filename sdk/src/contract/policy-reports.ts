import { z } from 'zod';
import { mayHavePersonalNumber, NOT_A_PERSONS_NUMBER } from './follow-ups.js';
import { POLICY_REPORT_CHARS_MAX } from './limits.js';
import { policyTextSchema } from './policy-text.js';
import { DIRECTION_FAULT, NO_DIRECTION_CONTROLS, instantSchema, noteSchema } from './vocabulary.js';

/** Most reports of one library that wait for an answer. */
export const POLICY_REPORTS_OPEN_MAX = 50;
/** `corrected` the page was wrong, and is not any more · `right` the page is right as it is */
export const POLICY_REPORT_ANSWERS = ['corrected', 'right'] as const;
export type PolicyReportAnswer = (typeof POLICY_REPORT_ANSWERS)[number];

/** An error that a reader sees on a policy page. */
export const policyReportSchema = z
  .object({
    id: z.int().positive(),
    paragraph: z
      .string()
      .nullable()
      .describe('Markdown, as it was then; the start of a long one. Null: the page as a whole.'),
    note: z.string(),
    at: instantSchema,
    by: z.string().describe('The account that reported it.'),
  })
  .meta({ id: 'PolicyReport' });
export type PolicyReport = z.infer<typeof policyReportSchema>;

/**
 * `POST /v1/libraries/{id}/policies/{topic}/reports`. Errors: 409 `stale-revision` where the page has the paragraph no
 * more, `quota-reached`; 422 names the field.
 */
export const newPolicyReportSchema = z.strictObject({
  paragraph: policyTextSchema.min(1).nullable().describe('Whole lines of the page; null: the page as a whole.'),
  note: noteSchema
    .trim()
    .min(1)
    .max(POLICY_REPORT_CHARS_MAX)
    .regex(NO_DIRECTION_CONTROLS, DIRECTION_FAULT)
    .refine((note) => !mayHavePersonalNumber(note), NOT_A_PERSONS_NUMBER)
    .describe('What is wrong. Nothing about a patron.'),
});
export type NewPolicyReport = z.infer<typeof newPolicyReportSchema>;

/** `PUT /v1/libraries/{id}/policies/{topic}/reports/{report}/answer`. Errors: 409 `already-answered`. */
export const policyReportAnswerSchema = z.strictObject({ answer: z.enum(POLICY_REPORT_ANSWERS) });
