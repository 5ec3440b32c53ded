// A desk that is left in its hours calls for help by itself, once, however long it stays empty.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGaps } from '../../../server/src/coverage/ledger/open-gaps.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { loadRanges } from '../../../server/src/schedule/expansion/range-store.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { withStarted } from '../../support/app/fixture.ts';
import { eventually } from '../../support/waiting.ts';

/** A Monday, noon in New York. */
const NOW = '2026-05-04T16:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const AROUND_THE_CLOCK = (label: string, start: string, end: string) => ({
  label,
  days: ['mo' as const, 'tu' as const, 'we' as const, 'th' as const, 'fr' as const, 'sa' as const, 'su' as const],
  start,
  end,
});

withStarted({
  node: (engine) =>
    startCoverage(engine, NOW, {
      state: [AROUND_THE_CLOCK('Day team', '08:00', '20:00'), AROUND_THE_CLOCK('Night team', '20:00', '08:00')],
    }),
}).describe('an empty desk', (on) => {
  const requests = () =>
    on.node.database.db
      .selectFrom('assistance_request')
      .select(['library_id', 'queue_id', 'reason', 'gap_starts_at', 'state'])
      .orderBy('id')
      .execute();

  test('empty desk: opens one help request after five minutes, and only one', async () => {
    await saveSample(on.node.database, 'harford-desk', { state: 'available', atMs: NOW_MS - 30_000 });
    const until = (minutes: number) => NOW_MS + minutes * 60_000;
    const goTo = async (minutes: number): Promise<void> => {
      while (on.node.clock.now() < until(minutes)) {
        await saveSample(on.node.database, 'harford-desk', { state: 'nobody', atMs: on.node.clock.now() });
        on.node.clock.advance(30_000);
      }
    };
    await goTo(4.5);
    assert.deepEqual(await openGaps(on.node.database, on.node.clock.now()), []);
    assert.deepEqual(await requests(), []);
    await goTo(5.5);
    await eventually(async () => {
      on.node.clock.advance(1_000); // The next look is due by the clock.
      return (await requests()).length > 0;
    });
    await goTo(20);
    const opened = await requests();
    assert.deepEqual(
      opened.map(({ library_id, queue_id, reason, gap_starts_at }) => [
        library_id,
        queue_id,
        reason,
        gap_starts_at.toISOString(),
      ]),
      [['harford', 'harford-desk', 'observed-gap', NOW]],
    );
  });

  test('round the clock, empty for three days: the gap begins where it began, whenever it is looked at', async () => {
    const emptySinceMs = NOW_MS - 3 * DAY_MS;
    await on.node.database.db
      .insertInto('queue_presence')
      .values({
        queue_id: 'state',
        state: 'nobody',
        since: new Date(emptySinceMs),
        sampled_at: new Date(NOW_MS),
        last_nobody_at: new Date(NOW_MS),
      })
      .execute();
    for (const atMs of [NOW_MS, NOW_MS + 60_000]) {
      const gap = (await openGaps(on.node.database, atMs)).find(({ queue }) => queue === 'state');
      assert.equal(gap?.startMs, emptySinceMs);
    }
  });

  test('empty desk: mutant: looking a day back, its start moves with the clock, and every look would be another gap', async () => {
    const startSeenAt = async (nowMs: number): Promise<number> => {
      const ranges = await loadRanges(on.node.database.db, ['state'], nowMs - DAY_MS, nowMs + 1);
      return Math.max(ranges.get('state')!.scheduled[0]!.startMs, nowMs - DAY_MS);
    };
    assert.notEqual(await startSeenAt(NOW_MS), await startSeenAt(NOW_MS + 60_000));
  });
});
