import { z } from 'zod';
import { LIST_LIMIT } from './limits.js';
import { lineSchema } from './vocabulary.js';

const MAX_WORDS_LENGTH = 100;

/** The page and the search of a list, which may have thousands of rows. */
export const pageQuerySchema = z.object({
  q: lineSchema
    .trim()
    .max(MAX_WORDS_LENGTH)
    .default('')
    .describe('Words; each must be in the name or the id. Empty: all.'),
  limit: z.coerce.number<number>().int().min(1).max(LIST_LIMIT).default(LIST_LIMIT).describe('Rows of the reply.'),
  offset: z.coerce.number<number>().int().min(0).default(0).describe('Rows to skip, in the current order.'),
});
/** In a request: what is left out has its default. */
export type PageQuery = z.input<typeof pageQuerySchema>;
