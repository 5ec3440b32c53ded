// The weeks to count: reminded before each, and after one with days missing, once, in the morning of the library's clock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { daysOf } from '../../../server/src/platform/time/day-window.ts';
import { loadDueWeeks } from '../../../server/src/workspace/sampling/load-due-weeks.ts';
import { savePlan } from '../../../server/src/workspace/sampling/plan-store.ts';
import { saveDays } from '../../../server/src/workspace/sampling/question-store.ts';
import { startReminders } from '../../../server/src/workspace/sampling/run.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aLibrary } from '../../support/data/counters.ts';
import { addRecipient, deliveriesOf } from '../../support/data/notices.ts';

const BY = { id: null, label: 'test' } as const;

forEachEngine((_engine, open) => {
  let database: Database;
  let clock: ManualClock;
  let registry: Registry;

  before(async () => {
    database = await open();
    clock = createManualClock('2026-10-09T12:00:00.000Z');
    await aLibrary(database.db);
    await aLibrary(database.db, { id: 'cecil', name: 'Cecil County', origins: [] });
    await savePlan(
      database,
      null,
      { plan: { kind: 'four-weeks', nth: 2, firstMonth: 7 }, revision: 0 },
      { by: BY, atMs: clock.now() },
    );
    await savePlan(
      database,
      'cecil',
      { plan: { kind: 'none', nth: 1, firstMonth: 7 }, revision: 0 },
      { by: BY, atMs: clock.now() },
    );
    await addRecipient(database, { kinds: ['questions-to-count'] });
    registry = await createRegistry(database);
  });
  after(() => registry.close());

  /** Two nodes look at an instant; the notices since the last look. */
  async function noticesAt(instant: string): Promise<string[]> {
    clock.advance(Date.parse(instant) - clock.now());
    const read = () => database.db.selectFrom('notice').select(['library_id', 'subject', 'text']).execute();
    const had = (await read()).length;
    const errors: Error[] = [];
    const deps = {
      database,
      registry,
      clock,
      publicUrl: 'https://ask.example.org',
      onError: (error: Error) => errors.push(error),
    };
    const nodes = [1, 2].map(() => startReminders(deps));
    await Promise.all(nodes.map((node) => node.wake()));
    for (const node of nodes) await node.close();
    assert.deepEqual(errors, []);
    return (await read()).slice(had).map(({ library_id, subject, text }) => `${library_id}: ${subject}\n${text}`);
  }

  test('reminders: two days before a week, in the morning of the library’s clock, once, and none for a library that counts none', async () => {
    // Friday the 9th, and Saturday the 10th at 7 AM in Maryland.
    assert.deepEqual(await noticesAt('2026-10-09T14:00:00.000Z'), []);
    assert.deepEqual(await noticesAt('2026-10-10T11:00:00.000Z'), []);
    const [soon, ...more] = await noticesAt('2026-10-10T12:05:00.000Z');
    assert.deepEqual(more, []);
    assert.match(soon!, /^harford: Count questions from Monday, October 12: Harford/);
    assert.match(soon!, /https:\/\/ask\.example\.org\/dashboard\/harford\/sampling/);
    assert.deepEqual(await noticesAt('2026-10-11T15:00:00.000Z'), []);
    assert.deepEqual(await noticesAt('2026-10-14T15:00:00.000Z'), []);
  });

  test('reminders: the day after a week its missing days are named, once; a whole week needs none', async () => {
    const days = daysOf({ from: '2026-10-12', to: '2026-10-16' }).map((date) => ({
      date,
      state: 'counted' as const,
      questions: 3,
      levels: null,
      pages: [],
      revision: 0,
    }));
    await saveDays(database, 'harford', { source: 'typed', days }, { by: BY, atMs: clock.now() });
    const [missing, ...more] = await noticesAt('2026-10-19T13:00:00.000Z');
    assert.deepEqual(more, []);
    assert.match(missing!, /2 days are missing.*\n.*\n- Saturday, October 17\n- Sunday, October 18/);
    assert.deepEqual(await noticesAt('2026-10-20T13:00:00.000Z'), []);
    assert.equal((await deliveriesOf(database)).length, 2);
  });

  test('reminders: what is due is a task until the days have a number', async () => {
    const WEEK = { from: '2026-10-12', to: '2026-10-18' };
    const due = () => loadDueWeeks(database, registry.librariesByName(), clock.now());
    const ofHarford = async () => (await due()).find(({ library }) => library.id === 'harford')!.weeks;
    assert.deepEqual(await ofHarford(), [{ ...WEEK, state: 'over', missing: ['2026-10-17', '2026-10-18'] }]);
    assert.deepEqual((await due()).find(({ library }) => library.id === 'cecil')!.weeks, []);
    const days = ['2026-10-17', '2026-10-18'].map((date) => ({
      date,
      state: 'closed' as const,
      questions: null,
      levels: null,
      pages: [],
      revision: 0,
    }));
    await saveDays(database, 'harford', { source: 'typed', days }, { by: BY, atMs: clock.now() });
    assert.deepEqual(await ofHarford(), []);
  });
});
