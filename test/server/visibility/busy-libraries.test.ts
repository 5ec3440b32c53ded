// Whose history the coordinator's table reads: only of libraries with a day that could be doubted, whatever the history.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findDoubts } from '../../../server/src/visibility/metrics/doubts.ts';
import { loadBusyLibraries, loadDayLoads } from '../../../server/src/visibility/metrics/store.ts';
import { forEachEngine } from '../../support/app/database.ts';

/** An hour's clicks and views; each hour comes after the other. */
type Hours = readonly { clicks: number; viewable: number }[];
const even = (hours: number, clicks: number, viewable = clicks): Hours =>
  Array.from({ length: hours }, () => ({ clicks, viewable }));

/** Each limit, just reached and just passed. */
const LIBRARIES: Record<string, { hours: Hours; date?: string; isBusy: boolean }> = {
  quiet: { hours: even(10, 2), isBusy: false },
  'hour-at': { hours: even(1, 40), isBusy: false },
  'hour-above': { hours: even(1, 41), isBusy: true },
  'day-at': { hours: even(10, 10), isBusy: false },
  'day-above': { hours: [...even(10, 10), { clicks: 1, viewable: 1 }], isBusy: true },
  'views-at': { hours: even(5, 0, 2_000), isBusy: false },
  'views-above': { hours: even(1, 0, 2_001), isBusy: true },
  'views-of-the-day': { hours: even(6, 0, 1_999), isBusy: true },
  'unseen-below': { hours: even(19, 2, 1), isBusy: false },
  'unseen-at': { hours: even(20, 2, 1), isBusy: true },
  'two-days': { hours: even(1, 41), date: '2026-11-17', isBusy: false },
};

forEachEngine((_engine, open) => {
  describe('busy libraries', () => {
    test('busy libraries: are those with a day above a limit, and every library with a doubt is among them', async () => {
      const WINDOW = { from: '2026-11-18', to: '2026-11-24' };
      const { db } = await open();
      for (const [library_id, { hours, date = '2026-11-20' }] of Object.entries(LIBRARIES)) {
        // Half of an hour while a desk answers, half while none does: the hour is their sum.
        const rows = hours.flatMap(({ clicks, viewable }, hour) =>
          [0, 1].map((half) => ({
            ...{ library_id, date, hour, class: 'counted' as const },
            ...(half === 0
              ? ({ state: 'available', tier: 'local' } as const)
              : ({ state: 'closed', tier: 'none' } as const)),
            click_phone: half === 0 ? Math.floor(clicks / 2) : Math.ceil(clicks / 2),
            viewable_desktop: half === 0 ? Math.ceil(viewable / 2) : Math.floor(viewable / 2),
          })),
        );
        await db.insertInto('library_hour').values(rows).execute();
      }
      const ids = Object.keys(LIBRARIES);
      const busy = new Set(await loadBusyLibraries(db, ids, WINDOW));
      assert.deepEqual(
        Object.fromEntries(ids.map((id) => [id, busy.has(id)])),
        Object.fromEntries(ids.map((id) => [id, LIBRARIES[id]!.isBusy])),
      );
      const loads = Map.groupBy(await loadDayLoads(db, ids, WINDOW), ({ libraryId }) => libraryId);
      const doubted = ids.filter((id) => findDoubts(loads.get(id) ?? [], WINDOW).length > 0);
      assert.deepEqual(
        doubted,
        ids.filter((id) => busy.has(id)),
        'without a history the limits alone decide',
      );
    });
  });
});
