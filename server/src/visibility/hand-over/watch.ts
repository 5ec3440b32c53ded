// In:    word that something was counted.
// Out:   hand-overs whose tag was seen on its page are marked live.
// Never: a timer of its own: what is counted is announced.
import type { Clock } from '../../platform/clock.ts';
import { coalesce } from '../../platform/coalesce.ts';
import type { Database } from '../../platform/db/database.ts';
import { toError } from '../../platform/to-error.ts';
import { markSeen, onCounted } from './store.ts';

export function followFirstViews({
  database,
  clock,
  onError,
}: {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}): { close(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve();
  const look = coalesce(() => markSeen(database, clock.now()));
  const unsubscribe = onCounted(database, () => {
    looking = look().catch((error: unknown) => onError(toError(error)));
  });
  return {
    close() {
      unsubscribe();
      return looking;
    },
  };
}
