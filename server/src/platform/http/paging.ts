// In:    the search words, the limit and the offset of an address.
// Out:   what of a list they ask for.
// Never: a second way to search: every list's words are looked for in its names and ids.
import { LIST_LIMIT, lineSchema } from '@askusnow/sdk/contract';
import { z } from 'zod';

const MAX_WORDS_LENGTH = 100;

/** Of a list that may be as long as a nation has libraries. */
export const pageQuerySchema = z.object({
  q: lineSchema
    .trim()
    .max(MAX_WORDS_LENGTH)
    .default('')
    .describe('Words; each must be in the name or the id. Empty: all.'),
  limit: z.coerce.number().int().min(1).max(LIST_LIMIT).default(LIST_LIMIT).describe('Rows of the reply.'),
  offset: z.coerce.number().int().min(0).default(0).describe('Rows left out before them, in the order of this moment.'),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** The words of a search, in lower case. */
export const wordsOf = (q: string): string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether each of the words is in the name or the id, upper and lower case alike. */
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
