/** What of a list is asked for. Units: rows. Source: the server's limit of one reply is `LIST_LIMIT`. */
export interface PageQuery {
  /** Words; each must be in the name or the id. What is left out: all. */
  q?: string;
  /** Rows of the reply, at most and, where it is left out, `LIST_LIMIT`. */
  limit?: number;
  /** Rows before them, in the order of this moment. What is left out: none. */
  offset?: number;
}

/** `?name=value&…` of what is given, a list's entries one by one; `?` alone asks the same as nothing. */
export function toQuery(fields: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields) as [string, string | readonly string[] | undefined][])
    for (const each of [value ?? []].flat()) query.append(name, String(each));
  return `?${query}`;
}
