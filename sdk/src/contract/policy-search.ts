import { z } from 'zod';
import { api, endpoint } from './endpoint.js';
import { pageQuerySchema } from './page-query.js';
import { idSchema } from './vocabulary.js';

/** Most paragraphs, and most scripts, of one reply. */
export const POLICY_SEARCH_LIMIT = 100;

/** `GET /v1/policies?q=`: what the libraries' people wrote about these words. */
export const policySearchSchema = z
  .object({
    isMore: z.boolean().describe('There are more paragraphs or scripts than these: the first ones are listed.'),
    found: z.array(
      z.object({
        library: z.object({ id: idSchema, name: z.string() }).nullable().describe('Null: scripts for all libraries.'),
        paragraphs: z.array(
          z.object({
            topic: idSchema,
            name: z.string().describe('The name of the topic.'),
            text: z.string().describe('Markdown: the page’s text between two empty lines.'),
          }),
        ),
        scripts: z.array(z.object({ name: z.string(), text: z.string() })),
      }),
    ),
  })
  .meta({ id: 'PolicySearch' });
export type PolicySearch = z.infer<typeof policySearchSchema>;

/** The route of the search. */
export const policySearchApi = api('policy-pages', {
  search: endpoint('GET /v1/policies', {
    access: 'any-account',
    summary: "Search all libraries' policy pages and the names of their scripts",
    query: z.object({
      q: pageQuerySchema.shape.q
        .unwrap()
        .min(1)
        .describe(
          'Words. Each is in the paragraph, or in the name of its topic or library; one at least is not of the library alone.',
        ),
    }),
    reply: policySearchSchema,
  }),
});
