// In:    rows, however many.
// Out:   the same rows in chunks, one after the other.
// Never: builds all rows of a nation at once, or blocks the event loop for all of them.
import { createYielder } from '../platform/yield-event-loop.ts';

/** Rows per statement: an embedded database runs on the thread that answers patrons; yields between statements. */
const CHUNK_ROWS = 200;

/** Generated lazily: creating all rows of a nation at once takes a tenth of a second. */
export function* rowsOf<From, Row>(list: readonly From[], toRows: (each: From) => Row[]): Generator<Row> {
  for (const each of list) yield* toRows(each);
}

export async function inChunks<T>(rows: Iterable<T>, run: (chunk: T[]) => Promise<unknown>): Promise<void> {
  const yieldIfDue = createYielder();
  let chunk: T[] = [];
  const write = async (): Promise<void> => {
    if (chunk.length > 0) await run(chunk);
    chunk = [];
    await yieldIfDue();
  };
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length === CHUNK_ROWS) await write();
  }
  await write();
}
