// In:    the search words, limit and offset of a query string.
// Out:   the requested part of a list.
// Never: searches differently from another list: all match words in names and ids.
import type { pageQuerySchema } from '@askusnow/sdk/contract';
import type { z } from 'zod';

export type PageQuery = z.output<typeof pageQuerySchema>;

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
