// In:    long work that is done in parts.
// Out:   a turn for everybody else between them: patrons are answered by the same thread.
// Never: a wait: where nobody else has anything to do, the next part follows at once.
import { setImmediate } from 'node:timers/promises';

/** Between two parts: gives way once a turn has lasted long enough. */
export interface Yielder {
  (): Promise<void>;
  /** Whether it would; parts that are asked first are done in the same turn of the loop, before anybody else. */
  isDue(): boolean;
}

/** Far below what anybody notices, and far above what giving way costs. Units: ms. */
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

/** A turn of the loop for what comes next alone: where one part lasts nearly as long as a turn may. */
export const nextTurn = (): Promise<void> => setImmediate();

/** Runs are sorted in one go, and merged in turns. */
const RUN_LENGTH = 500;

/** As toSorted does, stable. */
export async function sortYielding<Item>(
  list: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  const yieldIfDue = createYielder();
  let runs: Item[][] = [];
  for (let at = 0; at < list.length; at += RUN_LENGTH) {
    runs.push(list.slice(at, at + RUN_LENGTH).sort(compare));
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

/** As `map` of a list makes it. */
export async function mapYielding<From, To>(list: readonly From[], map: (each: From) => To): Promise<To[]> {
  const yieldIfDue = createYielder();
  const made: To[] = [];
  for (const each of list) {
    made.push(map(each));
    if (yieldIfDue.isDue()) await yieldIfDue();
  }
  return made;
}
