// Observations are stored as transitions, once, whichever node made them and whenever a node was killed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../../../server/src/platform/db/open.ts';
import type { SampledState } from '../../../server/src/coverage/presence/sample.ts';
import { saveFault } from '../../../server/src/coverage/presence/fault-store.ts';
import { loadPresenceIntervals } from '../../../server/src/coverage/presence/interval-store.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { loadPresence } from '../../../server/src/coverage/presence/seen-store.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const MIN = 60_000;
const NINE = Date.parse('2026-05-04T13:00:00.000Z');
const at = (minute: number): number => NINE + minute * MIN;

async function shown(database: Database, fromMin: number, toMin: number): Promise<string[]> {
  const found = await loadPresenceIntervals(database.db, ['harford-desk', 'state'], at(fromMin), at(toMin));
  assert.deepEqual(found.get('state'), []);
  return found
    .get('harford-desk')!
    .map(({ startMs, endMs, state }) => `${(startMs - NINE) / MIN}–${(endMs - NINE) / MIN} ${state}`);
}

const stateAt = (minute: number): SampledState | null => {
  if (minute < 6 || minute >= 200 || (minute >= 150 && minute < 151)) return 'nobody';
  return minute >= 60 && minute < 80 ? null : 'available';
};

forEachEngine((_engine, open) => {
  test('presence store: the shift of the coverage vector, polled every 30 s, is seven stretches', async () => {
    const database = await open();
    await addDesks(database);
    for (let minute = 0; minute < 240; minute += 0.5) {
      const state = stateAt(minute);
      if (state !== null) await saveSample(database, 'harford-desk', { state, atMs: at(minute) });
      else await saveFault(database, 'harford-desk', { code: 'timeout', detail: 'No answer in 5 s.' }, at(minute));
    }
    assert.deepEqual(await shown(database, 0, 240), [
      '0–6 nobody',
      '6–61 available',
      '61–80 unknown',
      '80–150 available',
      '150–151 nobody',
      '151–200 available',
      '200–240 nobody',
    ]);
    const rows = await database.db.selectFrom('presence_interval').select('state').execute();
    assert.equal(rows.length, 6, 'transitions, not samples');
    await database.close();
  });

  test('presence store: a window cuts what reaches over its ends, and what lasts is unknown from 90 s after its last sample on', async () => {
    const database = await open();
    await addDesks(database);
    await saveSample(database, 'harford-desk', { state: 'busy', atMs: at(0) });
    await saveSample(database, 'harford-desk', { state: 'available', atMs: at(1) });
    assert.deepEqual(await shown(database, 0.5, 2), ['0.5–1 busy', '1–2 available']);
    assert.deepEqual(await shown(database, 0, 10), ['0–1 busy', '1–2.5 available', '2.5–10 unknown']);
    assert.deepEqual(await shown(database, 5, 10), ['5–10 unknown']);
    assert.deepEqual(await shown(database, -5, 0), []);
    await database.close();
  });

  test('presence store: two nodes that see at once, one with an older look, leave one history', async () => {
    const database = await open();
    await addDesks(database);
    await saveSample(database, 'harford-desk', { state: 'nobody', atMs: at(0) });
    await Promise.all([
      saveSample(database, 'harford-desk', { state: 'available', atMs: at(1) }),
      saveSample(database, 'harford-desk', { state: 'available', atMs: at(1) }),
      saveSample(database, 'harford-desk', { state: 'busy', atMs: at(-1) }, at(1)),
    ]);
    assert.deepEqual(await shown(database, -5, 2), ['0–1 nobody', '1–2 available']);
    await database.close();
  });

  test('a fault is no state: it is kept beside what was seen, dated from its beginning, until a sample ends it', async () => {
    const database = await open();
    await addDesks(database);
    const fault = { code: 'timeout', detail: 'No answer in 5 s.' };
    await saveFault(database, 'harford-desk', fault, at(0));
    assert.deepEqual(await shown(database, -5, 5), []);
    await saveSample(database, 'harford-desk', { state: 'available', atMs: at(1) });
    assert.equal((await loadPresence(database, 'harford-desk')).failing, null);
    await saveFault(database, 'harford-desk', fault, at(2));
    await saveFault(database, 'harford-desk', { code: 'http-status', detail: 'It answered 500.' }, at(3));
    const { seen, failing } = await loadPresence(database, 'harford-desk');
    assert.deepEqual(failing, { sinceMs: at(2), code: 'http-status', detail: 'It answered 500.' });
    assert.equal(seen?.state, 'available');
    assert.equal(seen.sampledAtMs, at(1));
    await database.close();
  });

  test('presence store: notifies in the same transaction, and not after a rollback', async () => {
    const database = await open();
    await addDesks(database);
    const heard: string[] = [];
    database.changes.subscribe((payload) => heard.push(payload));
    await assert.rejects(saveSample(database, 'no-such-desk', { state: 'available', atMs: at(0) }));
    await saveSample(database, 'harford-desk', { state: 'nobody', atMs: at(0) });
    await eventually(() => heard.length > 0);
    assert.deepEqual(heard, [
      `sample:harford-desk {"state":"nobody","sinceMs":${at(0)},"sampledAtMs":${at(0)},"lastNobodyAtMs":${at(0)}}`,
    ]);
    await database.close();
  });
});
