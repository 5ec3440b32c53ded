// In:    long work in parts.
// Out:   a yield to the event loop between parts, so that the same thread answers patrons.
// Never: waits: if nothing else is pending, the next part follows at once.
import { setImmediate } from 'node:timers/promises';
import { chunksOf } from './chunks.ts';

/** Call between two parts: yields once this turn of the event loop has lasted long enough. */
export interface Yielder {
  (): Promise<void>;
  /** Whether a call would yield. Test it first: it costs less than an await. */
  isDue(): boolean;
}

/** Too short to notice, and much longer than a yield takes. Units: ms. */
const TURN_MS = 4;

export function createYielder(): Yielder {
  let startedMs = performance.now();
  const isDue = (): boolean => performance.now() - startedMs >= TURN_MS;
  const yieldIfDue = async (): Promise<void> => {
    if (!isDue()) return;
    await setImmediate();
    startedMs = performance.now();
  };
  return Object.assign(yieldIfDue, { isDue });
}

/** Yields unconditionally: for parts that last nearly as long as a turn may. */
export const nextTurn = (): Promise<void> => setImmediate();

/** Each run is sorted at once; merging the runs yields in between. */
const RUN_LENGTH = 500;

/** Stable, like toSorted. */
export async function sortYielding<Item>(
  list: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  const yieldIfDue = createYielder();
  let runs: Item[][] = [];
  for (const run of chunksOf(list, RUN_LENGTH)) {
    runs.push(run.sort(compare));
    if (yieldIfDue.isDue()) await yieldIfDue();
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(merge(runs[at]!, runs[at + 1] ?? [], compare));
      if (yieldIfDue.isDue()) await yieldIfDue();
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function merge<Item>(left: Item[], right: Item[], compare: (one: Item, other: Item) => number): Item[] {
  const merged: Item[] = [];
  let [here, there] = [0, 0];
  while (here < left.length && there < right.length)
    merged.push(compare(left[here]!, right[there]!) <= 0 ? left[here++]! : right[there++]!);
  while (here < left.length) merged.push(left[here++]!);
  while (there < right.length) merged.push(right[there++]!);
  return merged;
}

/** Like `map` of a list. */
export async function mapYielding<From, To>(list: readonly From[], map: (each: From) => To): Promise<To[]> {
  const yieldIfDue = createYielder();
  const made: To[] = [];
  for (const each of list) {
    made.push(map(each));
    if (yieldIfDue.isDue()) await yieldIfDue();
  }
  return made;
}
