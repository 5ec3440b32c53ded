import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { POLICY_FILE_CHARS_MAX } from './limits.js';
import { policyPagesSchema } from './policy-pages.js';
import { countSchema, dateSchema, idSchema, instantSchema, revisionSchema } from './vocabulary.js';

/** `GET /v1/libraries/{id}/policies/{topic}/history`: what was saved of a page, the newest first. */
export const policyHistorySchema = z
  .object({
    revisions: z.array(
      z.object({
        revision: z.int().positive(),
        at: instantSchema,
        by: z.string(),
        text: z.string().describe('Markdown.'),
        reviewedOn: dateSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'PolicyHistory' });
export type PolicyHistory = z.infer<typeof policyHistorySchema>;

/** The whole file. Other characters that cannot be kept are named by their line. */
const fileSchema = z
  .string()
  .max(POLICY_FILE_CHARS_MAX)
  .regex(/^[^\0]*$/, 'text without zero characters');

/** What an import of a file would change. A topic that the file has not stays as it is. */
export const policyFilePreviewSchema = z
  .object({
    pages: z.array(
      z.object({
        topic: idSchema,
        name: z.string(),
        revision: countSchema.describe('The page’s now; 0: nothing is written yet.'),
        before: z.string(),
        after: z.string(),
        isChanged: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PolicyFilePreview' });
export type PolicyFilePreview = z.infer<typeof policyFilePreviewSchema>;

/** `POST /v1/libraries/{id}/policies/import`: all of it or nothing. Errors: 409 `stale-revision`, 422 names the lines. */
export const policyImportSchema = z.strictObject({
  text: fileSchema,
  revisions: z
    .array(z.strictObject({ topic: idSchema, revision: revisionSchema }))
    .max(100)
    .describe('As the preview had them: what was saved since is not overwritten.'),
});
export type PolicyImport = z.infer<typeof policyImportSchema>;

/** The routes of a policy page's history, and of policy pages in a file. */
export const policyFilesApi = api('policy-pages', {
  history: endpoint('GET /v1/libraries/{library}/policies/{topic}/history', {
    access: 'own-library',
    summary: 'What was saved of a policy page, the newest first',
    reply: policyHistorySchema,
  }),
  preview: endpoint('POST /v1/libraries/{library}/policies/preview', {
    access: 'own-library',
    isReadOnly: true,
    summary: 'What an import of a Markdown file would change',
    body: z.strictObject({ text: fileSchema }),
    reply: policyFilePreviewSchema,
  }),
  import: endpoint('POST /v1/libraries/{library}/policies/import', {
    access: 'own-library',
    summary: 'Import policy pages of a Markdown file: all of it or nothing',
    body: policyImportSchema,
    reply: policyPagesSchema,
    problems: [409],
  }),
});
