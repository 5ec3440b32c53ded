import { z } from 'zod';
import type { ProblemCode } from './problems.js';

/** Newer servers may send others. The SDK makes the latter of an answer that is no problem, such as a proxy's. */
const CODES = z.string().regex(/^[a-z0-9-]+$/) as unknown as z.ZodType<ProblemCode | `http-${number}`>;

/**
 * Why the server refused: RFC 9457, `application/problem+json`.
 * Source: `code` is stable and meant for programs; `title` and `detail` are meant for people and may be reworded.
 */
export const problemSchema = z
  .looseObject({
    type: z.string().describe('Address of the description of this kind of problem; `about:blank` where there is none.'),
    title: z.string().describe('The kind of problem in a few words.'),
    status: z.int().min(400).max(599).describe('The HTTP status, repeated.'),
    code: CODES.describe(
      'Stable name of the problem, like `unknown-library`; docs/problems.md says what each means and what to do.',
    ),
    detail: z.string().optional().describe('What was wrong this time and what would be right.'),
    errors: z
      .array(
        z.object({
          field: z.string().describe('The field, as a dotted path: `events.0.kind`.'),
          message: z.string().describe('What would be right.'),
        }),
      )
      .optional()
      .describe('One entry per field at fault.'),
    stored: z.unknown().optional().describe('With `stale-revision`: what is stored now.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
