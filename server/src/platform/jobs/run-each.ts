// In:    a list, and what to do with each item.
// Out:   each item done; the errors of all at the end.
// Never: lets an error of one item stop the others.
import { toError } from '../to-error.ts';

/** Does each in turn, whatever the others met. Rejects at the end with the error of the one that failed, or of all that did. */
export async function runEach<Item>(items: Iterable<Item>, run: (item: Item) => Promise<unknown>): Promise<void> {
  const errors: Error[] = [];
  for (const item of items) {
    try {
      await run(item);
    } catch (error) {
      errors.push(toError(error));
    }
  }
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1
    ? first
    : new AggregateError(errors, `${errors.length} failed, the first: ${first.message}`);
}
