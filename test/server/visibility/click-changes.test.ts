// Clicks on a window's whole days, and as many days earlier: days that are over, so they are read once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClickChanges } from '../../../server/src/visibility/placements/click-changes.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aDay, aLibrary, aPlacement } from '../../support/data/counters.ts';
import { aWindow } from '../../support/data/library-window.ts';

forEachEngine((_engine, open) => {
  describe('click changes', () => {
    test('click changes: whole days against as many days earlier, and none where not all of them were counted', async () => {
      const { db } = await open();
      for (const id of ['harford', 'cecil', 'kent']) await aLibrary(db, { id });
      const placement = await aPlacement(db, { library: 'harford' });
      for (const [date, clicks] of [
        ['2026-11-10', 1],
        ['2026-11-11', 2],
        ['2026-11-16', 4],
        ['2026-11-17', 16],
        ['2026-11-18', 8],
        ['2026-11-24', 32],
      ] as const)
        await aDay(db, { library: 'harford', placement, date, impressions: 10, clicks });
      // Its first day lies within the earlier days.
      const late = await aPlacement(db, { library: 'kent' });
      for (const date of ['2026-11-13', '2026-11-20'])
        await aDay(db, { library: 'kent', placement: late, date, impressions: 10, clicks: 5 });
      const clickChanges = createClickChanges();
      const week = aWindow({ from: '2026-11-18', to: '2026-11-24' });
      const read = async (from: string, to: string) => {
        const windows = ['harford', 'cecil', 'kent'].map((libraryId) => ({ ...week, libraryId, from, to }));
        return ['harford', 'cecil', 'kent'].map(await clickChanges(db, windows));
      };
      const whole = { now: 8, before: 6 };
      assert.deepEqual(
        await read('2026-11-18', '2026-11-24'),
        [whole, null, null],
        'without today and its counterpart',
      );
      await db.deleteFrom('library_hour').where('date', '=', '2026-11-16').execute();
      assert.deepEqual(
        await read('2026-11-18', '2026-11-24'),
        [whole, null, null],
        'is not read again on the same day',
      );
      const next = { now: 32, before: 16 };
      assert.deepEqual(await read('2026-11-19', '2026-11-25'), [next, null, null], 'the next day has another window');
    });
  });
});
