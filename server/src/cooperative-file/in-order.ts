// In:    a cooperative.
// Out:   the same, in the database's order: what has no order is sorted.
import type { Cooperative } from './schema.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The same cooperative in the database's order. */
export function inOrder({ queues, libraries, ...rest }: Cooperative): Cooperative {
  return {
    ...rest,
    queues: queues.toSorted((a, b) => byText(a.id, b.id)),
    libraries: libraries
      .map((library) => ({
        ...library,
        origins: library.origins.toSorted(byText),
        branches: library.branches.toSorted((a, b) => byText(a.id, b.id)),
      }))
      .toSorted((a, b) => byText(a.id, b.id)),
  };
}
