// Announced changes: on Postgres they come when it sends them, also after the test that made them.
import { randomBytes } from 'node:crypto';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { eventually } from '../waiting.ts';

/** Resolves when each change that was announced before has come: Postgres sends them in the order of their commits. */
export async function untilCaughtUp({ changes }: Database): Promise<void> {
  const mark = `test-mark:${randomBytes(8).toString('hex')}`;
  let hasCome = false;
  const stop = changes.subscribe((payload) => {
    hasCome ||= payload === mark;
  });
  await changes.publish(mark);
  await eventually(() => hasCome);
  stop();
}
