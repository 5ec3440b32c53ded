export type { PageQuery } from '../contract/page-query.js';

/** `?name=value&…` of the given values, a list's entries one by one; `?` alone is an empty query. */
export function toQuery(fields: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields) as [string, string | readonly string[] | undefined][])
    for (const each of [value ?? []].flat()) query.append(name, String(each));
  return `?${query}`;
}
