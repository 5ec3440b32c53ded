// In:    things that need work, one after the other.
// Out:   each worked on, whatever the others met.
import { toError } from '../to-error.ts';

/** Does each in turn. One that fails prevents no other: its error is reported. */
export async function runEach<Item>(
  items: Iterable<Item>,
  run: (item: Item) => Promise<unknown>,
  onError: (error: Error) => void,
): Promise<void> {
  for (const item of items) {
    try {
      await run(item);
    } catch (error) {
      onError(toError(error));
    }
  }
}
