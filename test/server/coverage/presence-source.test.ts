// Whoever speaks for a queue no longer is not believed any longer: not for a moment, on no node; and no clock is for ever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createPresence } from '../../../server/src/coverage/presence/presence.ts';
import { shownAt } from '../../../server/src/coverage/presence/hysteresis.ts';
import { saveFault } from '../../../server/src/coverage/presence/fault-store.ts';
import { loadPresenceIntervals } from '../../../server/src/coverage/presence/interval-store.ts';
import { loadPresence } from '../../../server/src/coverage/presence/seen-store.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { aCooperativeText, importOptions } from '../../support/data/cooperative-text.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;
const XMPP = { kind: 'xmpp', host: 'chat.example.org', scheme: 'https', jid: 'desk@chat.example.org' } as const;
const HOURS = 'hours: { weekly: null }\n';
/** The statewide queue, seen by this. */
const seenBy = (source: object | null, name = 'Statewide desk'): string =>
  aCooperativeText(
    ['name: Statewide desk', `name: ${name}`],
    ...(source ? [[HOURS, `${HOURS}    presence: ${JSON.stringify(source)}\n`] as [string, string]] : []),
  );

forEachEngineByTier((_engine, open) => {
  const importText = async (database: Database, text: string): Promise<void> => {
    const result = await importCooperative(database, text, { ...importOptions, replace: false });
    assert.ok('changes' in result, JSON.stringify(result));
  };

  async function start() {
    const database = await open();
    await importText(database, seenBy(XMPP));
    const clock = createManualClock(MONDAY_10);
    const startMs = clock.now();
    const registry = await createRegistry(database);
    const presence = await createPresence({ database, registry, clock });
    const observed = () => presence.observation('statewide');
    const shown = (): string => {
      const seen = observed();
      return seen === null ? 'not seen' : shownAt(seen, clock.now()).state;
    };
    const see = async (state: 'available' | 'nobody', atMs = clock.now()): Promise<void> => {
      await presence.record('statewide', { state }, atMs, XMPP);
    };
    const ledger = async (untilSec: number): Promise<string[]> => {
      const untilMs = startMs + untilSec * SEC;
      const found = await loadPresenceIntervals(database.db, ['statewide'], startMs, untilMs);
      return found
        .get('statewide')!
        .map((each) => `${(each.startMs - startMs) / SEC}–${(each.endMs - startMs) / SEC} ${each.state}`);
    };
    await see('available');
    await eventually(() => shown() === 'available');
    const close = async (): Promise<void> => {
      await presence.close();
      await registry.close();
      await database.close();
    };
    return { database, clock, registry, shown, observed, see, ledger, close };
  }

  test('presence source: what a source has seen, and its faults, end with it: another one begins with nothing', async () => {
    const { database, clock, shown, see, ledger, close } = await start();
    clock.advance(30 * SEC);
    await see('available');
    await saveFault(database, 'statewide', { code: 'timeout', detail: 'No answer in 5 s.' }, clock.now());
    await importText(database, seenBy(XMPP, 'Renamed'));
    assert.equal(shown(), 'available', 'the same source goes on');
    await importText(database, seenBy({ ...XMPP, jid: 'other@chat.example.org' }, 'Renamed'));
    await eventually(() => shown() === 'unknown');
    const { seen, failing } = await loadPresence(database, 'statewide');
    assert.deepEqual([seen, failing], [null, null]);
    assert.deepEqual(await ledger(60), ['0–30 available']);
    await close();
  });

  test('presence source: a late answer or fault of the former source does not count', async () => {
    const { database, clock, shown, see, close } = await start();
    await importText(database, seenBy({ kind: 'heartbeat' }));
    clock.advance(SEC);
    await see('available');
    await saveFault(database, 'statewide', { code: 'timeout', detail: 'No answer in 5 s.' }, clock.now(), XMPP);
    const { seen, failing } = await loadPresence(database, 'statewide');
    assert.deepEqual([seen, failing], [null, null]);
    await eventually(() => shown() === 'unknown');
    await close();
  });

  test('presence source: a source that is gone and comes back has seen nothing', async () => {
    const { database, shown, see, close } = await start();
    await importText(database, seenBy(null));
    await eventually(() => shown() === 'not seen');
    await importText(database, seenBy(XMPP));
    await eventually(() => shown() === 'unknown');
    await see('nobody');
    await eventually(() => shown() === 'nobody');
    await close();
  });

  test('presence source: an import and samples at the same time wait for each other, and both are written', async () => {
    const { database, clock, see, close } = await start();
    let isOver = false;
    const sampling = (async () => {
      for (let count = 0; !isOver; count += 1) {
        clock.advance(SEC);
        await see(count % 2 ? 'available' : 'nobody');
      }
    })();
    for (let count = 0; count < 10; count += 1)
      await importText(database, seenBy(count % 2 ? XMPP : { kind: 'heartbeat' }));
    isOver = true;
    await sampling;
    await close();
  });

  test('presence source: mutant: a new source that keeps the former one’s samples is up by their evidence', async () => {
    const { database, registry, shown, close } = await start();
    const presence = JSON.stringify({ kind: 'heartbeat' });
    await database.db.updateTable('queue').set({ presence }).where('id', '=', 'statewide').execute();
    await registry.reload();
    assert.equal(registry.queue('statewide')?.presence?.kind, 'heartbeat');
    assert.equal(shown(), 'available');
    await close();
  });

  test('presence source: a sample dated ahead does not come true when the clock gets there', async () => {
    const { clock, shown, observed, see, close } = await start();
    clock.advance(3_600 * SEC);
    await see('available');
    await eventually(() => observed()?.sampledAtMs === clock.now());
    clock.set(MONDAY_10);
    clock.advance(3_590 * SEC);
    for (let second = 0; second < 120; second += 1) {
      clock.advance(SEC);
      assert.equal(shown(), 'unknown');
    }
    await close();
  });

  test('presence source: a sample dated ahead is unknown once the clock is set back, and the next look is believed at once', async () => {
    const { clock, shown, observed, see, ledger, close } = await start();
    clock.advance(3_600 * SEC);
    await see('available');
    await eventually(() => observed()?.sampledAtMs === clock.now());
    assert.equal(shown(), 'available');
    clock.set(MONDAY_10);
    clock.advance(30 * SEC);
    assert.equal(shown(), 'unknown');
    await see('nobody');
    await eventually(() => shown() === 'nobody');
    clock.advance(30 * SEC);
    await see('available');
    await eventually(() => observed()?.sampledAtMs === clock.now());
    assert.equal(shown(), 'nobody', 'down for a minute, by the clock that is right');
    clock.advance(30 * SEC);
    assert.equal(shown(), 'available');
    assert.deepEqual(
      await ledger(600),
      ['0–90 available', '90–600 unknown'],
      'what that clock wrote stays, unmonitored',
    );
    await close();
  });
});
