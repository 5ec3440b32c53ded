// In:    what is counted or remembered in memory: an address, a network, a token.
// Out:   a name for it that says nothing of it; a collection that stays small.
// Never: a name that another process, or this one after a start, would give.
import { hash, randomBytes } from 'node:crypto';

/** Max names that one collection remembers. */
const MAX_REMEMBERED = 10_000;

/** Names under a random key. */
export function createNaming(): (text: string) => string {
  const key = randomBytes(32).toString('base64url');
  return (text) => hash('sha256', `${key}\n${text}`, 'base64url');
}

/** Call it after each addition: past the limit the oldest is dropped. */
export function forgetOldest<K>(
  collection: { size: number; keys(): Iterator<K>; delete(name: K): unknown },
  max = MAX_REMEMBERED,
): void {
  const oldest = collection.keys().next();
  if (collection.size > max && !oldest.done) collection.delete(oldest.value);
}
