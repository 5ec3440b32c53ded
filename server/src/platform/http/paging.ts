// In:    the search words, limit and offset of a query string.
// Out:   the requested part of a list.
// Never: searches differently from another list: all match words in names and ids.
import { LIST_LIMIT, lineSchema } from '@askusnow/sdk/contract';
import { z } from 'zod';

const MAX_WORDS_LENGTH = 100;

/** For lists with up to thousands of libraries. */
export const pageQuerySchema = z.object({
  q: lineSchema
    .trim()
    .max(MAX_WORDS_LENGTH)
    .default('')
    .describe('Words; each must be in the name or the id. Empty: all.'),
  limit: z.coerce.number().int().min(1).max(LIST_LIMIT).default(LIST_LIMIT).describe('Rows of the reply.'),
  offset: z.coerce.number().int().min(0).default(0).describe('Rows to skip, in the current order.'),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** Lower-case words of a search. */
export const wordsOf = (q: string): string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether each word is in the name or the id, ignoring case. */
export function matcherOf(q: string): (row: { id: string; name: string }) => boolean {
  const words = wordsOf(q);
  return ({ id, name }) => {
    if (words.length === 0) return true;
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word) || id.includes(word));
  };
}

export const pageOf = <Row>(rows: readonly Row[], { limit, offset }: Pick<PageQuery, 'limit' | 'offset'>): Row[] =>
  rows.slice(offset, offset + limit);
