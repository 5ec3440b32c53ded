/** The page and search of a list. Units: rows. Source: the server's limit of one reply is `LIST_LIMIT`. */
export interface PageQuery {
  /** Words; each must be in the name or the id. Default: all. */
  q?: string;
  /** The most rows of the reply. Default: `LIST_LIMIT`. */
  limit?: number;
  /** Rows to skip, in the current order. Default: 0. */
  offset?: number;
}

/** `?name=value&…` of the given values, a list's entries one by one; `?` alone is an empty query. */
export function toQuery(fields: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields) as [string, string | readonly string[] | undefined][])
    for (const each of [value ?? []].flat()) query.append(name, String(each));
  return `?${query}`;
}
