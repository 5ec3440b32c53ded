// A silence of the whole cooperative, or of this server, is no loss of each library; one library's own is.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { loadJudged } from '../../../server/src/visibility/placements/load-judged.ts';
import { toDayNumber } from '../../../server/src/visibility/placements/silence.ts';
import { loadUnseenDays } from '../../../server/src/visibility/placements/unseen-days-store.ts';
import { judgeIn } from '../../../server/src/visibility/placements/visibility.ts';
import { loadWindows, type LibraryWindow } from '../../../server/src/visibility/placements/windows.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aDay, aLibrary, aPlacement } from '../../support/data/counters.ts';

const LIBRARIES = ['allegany', 'calvert', 'cecil', 'harford'];
/** After noon in the libraries' zone. */
const NOW = Date.parse('2026-11-24T19:00:00.000Z');

forEachEngine((_engine, open) => {
  let database: Database;
  const placements: Record<string, number> = {};
  const seenOn = (library: string, date: string) =>
    aDay(database.db, { library, placement: placements[library]!, date, impressions: 60 });

  async function statuses(change: (window: LibraryWindow) => LibraryWindow = (window) => window): Promise<string[]> {
    const registry = await createRegistry(database);
    const windows = (await loadWindows(database, registry.librariesByName(), 7, NOW)).map(change);
    await registry.close();
    const rows = await loadJudged(database.db, windows, 'silent');
    return windows.flatMap((window) => {
      const its = rows.filter(({ libraryId }) => libraryId === window.libraryId);
      return its.map((row) => `${row.libraryId} ${judgeIn(window, NOW, its)(row).status}`);
    });
  }

  before(async () => {
    database = await open();
    for (const id of LIBRARIES) {
      await aLibrary(database.db, { id, name: id, origins: [`https://${id}.example`] });
      placements[id] = await aPlacement(database.db, { library: id });
      for (let ms = Date.parse('2026-10-01'); ms <= Date.parse('2026-11-20'); ms += DAY_MS)
        await seenOn(id, new Date(ms).toISOString().slice(0, 10));
    }
  });

  test('unseen days: days on which most libraries are silent lose no placement; mutant: by itself each one is lost', async () => {
    const days = ['2026-11-21', '2026-11-22', '2026-11-23'].map(toDayNumber);
    assert.deepEqual([...(await loadUnseenDays(database.db, NOW))], days);
    assert.deepEqual(
      await statuses(),
      LIBRARIES.map((id) => `${id} live`),
    );
    assert.deepEqual(
      await statuses((window) => ({ ...window, closedDays: new Set() })),
      LIBRARIES.map((id) => `${id} lost`),
    );
  });

  test('unseen days: where the others go on, the one that is silent is lost', async () => {
    for (const id of LIBRARIES.slice(0, 3))
      for (const date of ['2026-11-21', '2026-11-22', '2026-11-23']) await seenOn(id, date);
    assert.deepEqual([...(await loadUnseenDays(database.db, NOW))], []);
    assert.deepEqual((await statuses()).at(-1), 'harford lost');
  });

  test('unseen days: while this server was away no day is a silence', async () => {
    const told = (from: string, to: string | null) => ({
      library_id: LIBRARIES[0]!,
      started_at: new Date(from),
      ended_at: to === null ? null : new Date(to),
      state: 'closed' as const,
      tier: null,
      evidence: 'scheduled' as const,
    });
    await database.db
      .insertInto('availability_interval')
      .values([told('2026-11-01T00:00:00Z', '2026-11-20T23:00:00Z'), told('2026-11-24T04:00:00Z', null)])
      .execute();
    assert.deepEqual(
      [...(await loadUnseenDays(database.db, NOW))],
      ['2026-11-21', '2026-11-22', '2026-11-23'].map(toDayNumber),
    );
    assert.deepEqual((await statuses()).at(-1), 'harford live');
  });
});
