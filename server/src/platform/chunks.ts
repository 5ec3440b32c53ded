// In:    a list, and how many of it one step may take.
// Out:   the list in pieces of that size.

/** In order, each of at most `size`; of an empty list none. */
export function* chunksOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
