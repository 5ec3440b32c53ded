import { z } from 'zod';
import { idSchema } from './vocabulary.js';

/** A partner library as the public list names it. */
export const libraryNameSchema = z.object({ id: idSchema, name: z.string() });
/** Those libraries that the cooperative's file marks live, by name. */
export const libraryListSchema = z.object({ libraries: z.array(libraryNameSchema) }).meta({ id: 'LibraryList' });
/** What {@link libraryListSchema} describes. */
export type LibraryList = z.infer<typeof libraryListSchema>;

/** Yes or no for the asking page's own Origin. */
export const originCheckSchema = z
  .object({
    library: idSchema,
    known: z.boolean().describe('Whether such a library exists.'),
    registered: z.boolean().describe('Whether the asking Origin is one of its registered origins.'),
  })
  .meta({ id: 'OriginCheck' });
/** What {@link originCheckSchema} describes. */
export type OriginCheck = z.infer<typeof originCheckSchema>;
