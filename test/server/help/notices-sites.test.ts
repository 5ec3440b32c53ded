// A lost placement is announced once, by whichever node looks, to the recipients of its library.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import { createOwnDesks } from '../../../server/src/coverage/ledger/own-desks.ts';
import { createPresence } from '../../../server/src/coverage/presence/presence.ts';
import { notifyEach } from '../../../server/src/help/notices/notices.ts';
import { loadLastNotified } from '../../../server/src/help/notices/site-notice-store.ts';
import { startSiteWatch } from '../../../server/src/help/notices/site-watch.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createScheduleStates } from '../../../server/src/schedule/expansion/state-cache.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aDay, aLibrary, aPlacement, aRefusal } from '../../support/data/counters.ts';
import { addRecipient, aNotice, deliveriesOf } from '../../support/data/notices.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
const LAST_GOOD_DAY = '2026-11-18';

forEachEngine((_engine, open) => {
  let database: Database;
  const clock = createManualClock('2026-11-24T14:00:00.000Z');
  const placements: Record<string, number> = {};
  const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const seen = (name: string, date: string) =>
    aDay(database.db, { library: 'harford', placement: placements[name]!, date, impressions: 20 });
  const notices = () => database.db.selectFrom('notice').select(['kind', 'library_id', 'text']).orderBy('at').execute();

  async function look(): Promise<void> {
    const registry = await createRegistry(database);
    const errors: Error[] = [];
    const onError = (error: Error): number => errors.push(error);
    const presence = await createPresence({ database, registry, clock, onError });
    const scheduleStates = createScheduleStates(database);
    const ownDesks = createOwnDesks({ database, registry, presence, scheduleStates });
    const deps = { database, registry, ownDesks, clock, publicUrl: 'https://ask.example.org' };
    const nodes = [1, 2].map(() => startSiteWatch({ ...deps, onError }));
    clock.advance(QUARTER_HOUR_MS);
    await Promise.all(nodes.map((node) => node.wake()));
    for (const node of nodes) await node.close();
    scheduleStates.close();
    await presence.close();
    await registry.close();
    assert.deepEqual(errors, []);
  }

  before(async () => {
    database = await open();
    await aLibrary(database.db);
    await aLibrary(database.db, { id: 'cecil', name: 'Cecil County', origins: ['https://cecil.example'] });
    for (const pattern of ['/', '/branches', '/contact'])
      placements[pattern] = await aPlacement(database.db, {
        library: 'harford',
        pattern,
        lastSeen: pattern === '/contact' ? '2026-11-24T13:00:00.000Z' : `${LAST_GOOD_DAY}T20:00:00.000Z`,
      });
    for (let ms = Date.parse('2026-09-10'); ms <= Date.parse('2026-11-24'); ms += DAY_MS)
      for (const pattern of Object.keys(placements))
        if (pattern === '/contact' || dateOf(ms) <= LAST_GOOD_DAY) await seen(pattern, dateOf(ms));
    // The link of a campaign that has ended: followed ten times a day until then.
    const campaign = { library: 'harford', pattern: '/go/:slug', name: 'c-spring', form: 'link' } as const;
    const link = await aPlacement(database.db, { ...campaign, lastSeen: '2026-10-31T20:00:00.000Z' });
    for (let ms = Date.parse('2026-10-01'); ms <= Date.parse('2026-10-31'); ms += DAY_MS)
      await aDay(database.db, { library: 'harford', placement: link, date: dateOf(ms), follows: 10 });
    await addRecipient(database, { kinds: ['placement-lost'] });
    await addRecipient(database, { kinds: ['reports-refused'] });
  });

  test('site watch: two placements of a site that are lost are one notice to the people who asked for it, said once; the link of an ended campaign is not in it', async () => {
    await look();
    await look();
    const [notice, ...others] = await notices();
    assert.equal(others.length, 0);
    assert.deepEqual([notice?.kind, notice?.library_id], ['placement-lost', 'harford']);
    assert.match(notice!.text, /not been seen on these pages since Wed, Nov 18/);
    assert.match(notice!.text, /Still there:\n- www\.library\.example\/contact/);
    assert.doesNotMatch(notice!.text, /c-spring/);
    assert.equal((await deliveriesOf(database)).length, 1);
  });

  test('site watch: reports that are refused are one notice for the library', async () => {
    await aRefusal(database.db, { library: 'cecil', date: '2026-11-24', count: 12 });
    await look();
    await look();
    assert.deepEqual(
      (await notices()).map(({ kind, library_id }) => `${kind} ${library_id}`),
      ['placement-lost harford', 'reports-refused cecil'],
    );
  });

  test('site watch: a placement that comes back and is lost again is a second notice', async () => {
    const day = dateOf(clock.now() + DAY_MS);
    clock.advance(DAY_MS);
    await seen('/', day);
    await seen('/contact', day);
    await database.db
      .updateTable('placement')
      .set({ last_seen_at: new Date(clock.now()) })
      .where('id', '=', placements['/']!)
      .execute();
    await look();
    for (let days = 1; days <= 4; days += 1) {
      clock.advance(DAY_MS);
      await seen('/contact', dateOf(clock.now()));
    }
    await look();
    const lost = (await notices()).filter(({ kind }) => kind === 'placement-lost');
    assert.equal(lost.length, 2);
    assert.match(lost[1]!.text, /not been seen on these pages since Wed, Nov 25/);
  });

  test('site watch: a site’s losses are known until the last good day that its notices name; of a notice without one, until it was sent', async () => {
    const site = 'https://cecil.example';
    const older = { kind: 'placement-lost', library: 'cecil' } as const;
    const knownUntil = async () => {
      const lastNotified = await loadLastNotified(database.db, ['cecil', 'harford']);
      const ms = lastNotified('placement-lost', 'cecil', site);
      return ms === undefined ? null : dateOf(ms);
    };
    assert.equal(await knownUntil(), null);
    const day = (date: string): number => Date.parse(`${date}T12:00:00.000Z`);
    await notifyEach(database.db, [aNotice({ ...older, key: '1', data: { site }, atMs: day('2026-07-01') })]);
    assert.equal(await knownUntil(), '2026-07-01');
    const lastGoodEnd = '2026-08-02T04:00:00.000Z';
    await notifyEach(database.db, [
      aNotice({ ...older, key: '2', data: { site, lastGoodEnd }, atMs: day('2026-08-15') }),
    ]);
    assert.equal(await knownUntil(), '2026-08-02');
    const lastNotified = await loadLastNotified(database.db, ['cecil', 'harford']);
    assert.ok(
      clock.now() - lastNotified('reports-refused', 'cecil', null)! < 7 * DAY_MS,
      'not known: a reminder is by its time',
    );
  });
});
