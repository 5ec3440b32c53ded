// Clicks of the days before a window, which are over: read once, and again when the window moves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClicksBefore } from '../../../server/src/visibility/placements/clicks-before.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aDay, aLibrary, aPlacement } from '../../support/data/counters.ts';
import { aWindow } from '../../support/data/library-window.ts';

forEachEngine((_engine, open) => {
  describe('clicks before', () => {
    test('clicks before: are those of as many days before the window, and move with it', async () => {
      const { db } = await open();
      for (const id of ['harford', 'cecil']) await aLibrary(db, { id });
      const placement = await aPlacement(db, { library: 'harford' });
      for (const [date, clicks] of [
        ['2026-11-10', 1],
        ['2026-11-11', 2],
        ['2026-11-17', 4],
        ['2026-11-18', 8],
      ] as const)
        await aDay(db, { library: 'harford', placement, date, impressions: 10, clicks });
      const clicksBefore = createClicksBefore();
      const week = aWindow({ from: '2026-11-18', to: '2026-11-24' });
      const read = async (from: string, to: string): Promise<(number | null)[]> => {
        const clicksOf = await clicksBefore(db, [
          { ...week, from, to },
          { ...week, libraryId: 'cecil', from, to },
        ]);
        return ['harford', 'cecil'].map(clicksOf);
      };
      assert.deepEqual(await read('2026-11-18', '2026-11-24'), [6, null]);
      assert.deepEqual(await read('2026-11-18', '2026-11-18'), [4, null], 'another length');
      await db.deleteFrom('library_hour').where('date', '=', '2026-11-17').execute();
      assert.deepEqual(await read('2026-11-18', '2026-11-24'), [6, null], 'is not read again on the same day');
      assert.deepEqual(await read('2026-11-19', '2026-11-25'), [8, null], 'the next day has another window');
    });
  });
});
