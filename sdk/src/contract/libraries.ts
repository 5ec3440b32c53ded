import { z } from 'zod';
import { fallbackSchema } from './availability.js';
import { api, endpoint } from './endpoint.js';
import { PATHS } from './paths.js';
import { idSchema } from './vocabulary.js';

/** A partner library as the public list names it. */
export const libraryNameSchema = z.object({ id: idSchema, name: z.string() });
/** Those libraries that the cooperative's file marks live, by name. */
export const libraryListSchema = z.object({ libraries: z.array(libraryNameSchema) }).meta({ id: 'LibraryList' });
export type LibraryList = z.infer<typeof libraryListSchema>;

/** One building of a library, for the tags that name it. */
export const branchSchema = z
  .object({
    library: idSchema,
    branch: idSchema,
    name: z.string(),
    fallback: fallbackSchema.describe("The branch's own; where one is absent, the library's."),
  })
  .meta({ id: 'Branch' });
export type Branch = z.infer<typeof branchSchema>;

/** Yes or no for the asking page's own Origin. */
export const originCheckSchema = z
  .object({
    library: idSchema,
    known: z.boolean().describe('Whether such a library exists.'),
    registered: z.boolean().describe('Whether the asking Origin is one of its registered origins.'),
  })
  .meta({ id: 'OriginCheck' });
export type OriginCheck = z.infer<typeof originCheckSchema>;

/** What anyone may know of the libraries. */
export const librariesApi = api('libraries', {
  list: endpoint(`GET ${PATHS.libraries}`, {
    access: 'anyone',
    summary: 'The live partner libraries, by name',
    reply: libraryListSchema,
  }),
  branch: endpoint('GET /v1/libraries/{library}/branches/{branch}', {
    access: 'anyone',
    summary: 'The other ways to ask at a branch of a library, while nobody can chat',
    reply: branchSchema,
    problems: [404],
  }),
  checkOrigin: endpoint(`GET ${PATHS.originCheck}`, {
    access: 'anyone',
    summary: "Whether the asking page's Origin is one of the library's registered origins",
    query: z.object({ library: idSchema }),
    reply: originCheckSchema,
  }),
});
