import assert from 'node:assert/strict';
import type { TestApp } from './app.ts';
import type { ManualClock } from './clock.ts';
import { eventually } from '../waiting.ts';

/** A look comes every 15 minutes. On a slow machine it takes hundreds of polls, in which the clock must not go on for an hour. */
const MAX_SECONDS = 1_200;

/** Waits until the job of the Monday and monthly mails has looked at that time. `hasFailed`: a look has failed by then. */
export async function lookAtSummaries(app: TestApp, clock: ManualClock, iso: string, hasFailed = false): Promise<void> {
  clock.set(iso);
  let seconds = 0;
  await eventually(async () => {
    if ((seconds += 1) <= MAX_SECONDS) clock.advance(1_000);
    const row = await app.database.db
      .selectFrom('job')
      .select(['last_run_at', 'failures'])
      .where('name', '=', 'summaries')
      .executeTakeFirst();
    if (row === undefined || row.last_run_at.getTime() < Date.parse(iso)) return undefined;
    assert.equal(Number(row.failures) > 0, hasFailed);
    return true;
  });
}
