// How lately a library's people have served, without names: who says it, who reads it, and when it is due again.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  getAllServed,
  getAudit,
  getServed,
  getTasks,
  removeServed,
  sayServed,
  type Connection,
  type NewServed,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf } from '../../support/app/requests.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: {
    harford: ['liaison', 'harford'],
    kent: ['liaison', 'kent'],
    viewer: ['viewer', 'harford'],
    provider: ['provider', 'harford'],
    desk: ['desk', 'statewide'],
    coordinator: ['coordinator'],
  },
}).describe('served lately', (on) => {
  before(() => hoursWritten(on.app));
  beforeEach(() => on.app.database.db.deleteFrom('served_lately').execute());

  const say = (said: NewServed, who: Connection = on.harford, library = 'harford') => sayServed(who, library, said);
  const taskOf = async (who: Connection) => (await getTasks(who)).tasks.find(({ key }) => key === 'served-lately');

  test('served lately: the latest statement counts, the earlier ones stay, and a wrong one is removed', async () => {
    await say({ says: 'needs-refresher', date: '2026-04-30' });
    const { statements, today } = await say({ says: 'two-weeks' });
    assert.equal(today, '2026-05-04');
    assert.deepEqual(
      statements.map(({ date, says, by }) => [date, says, by]),
      [
        ['2026-05-04', 'two-weeks', 'liaison harford'],
        ['2026-04-30', 'needs-refresher', 'liaison harford'],
      ],
    );
    await removeServed(on.harford, 'harford', statements[0]!.id);
    assert.equal(await codeOf(removeServed(on.harford, 'harford', statements[0]!.id)), '404 not-found');
    assert.deepEqual(
      (await getServed(on.viewer, 'harford')).statements.map(({ says }) => says),
      ['needs-refresher'],
    );
    const { entries } = await getAudit(on.coordinator, {});
    assert.deepEqual(
      entries.slice(0, 3).map(({ action, subject }) => [action, subject]),
      [
        ['served-removed', 'library:harford'],
        ['served-added', 'library:harford'],
        ['served-added', 'library:harford'],
      ],
    );
  });

  test('served lately: a statement is due again after six months, to the day', async () => {
    await say({ says: 'six-months', date: '2025-11-04' });
    assert.equal((await getServed(on.harford, 'harford')).isDue, false);
    await on.app.database.db.updateTable('served_lately').set({ date: '2025-11-03' }).execute();
    assert.equal((await getServed(on.harford, 'harford')).isDue, true);
  });

  test('served lately: a day ahead and an unknown statement are refused by field', async () => {
    assert.deepEqual((await problemOf(say({ says: 'two-weeks', date: '2026-05-05' }))).fields, ['date']);
    assert.deepEqual((await problemOf(say({ says: 'never' as 'two-weeks' }))).fields, ['says']);
  });

  test('served lately: a library’s own people alone say it; a viewer reads; the coordinator acts for all, and lists what is due first', async () => {
    assert.equal(await codeOf(say({ says: 'two-weeks' }, on.viewer)), '403 read-only');
    assert.equal(await codeOf(say({ says: 'two-weeks' }, on.kent)), '404 unknown-library');
    assert.equal(await codeOf(getServed(on.kent, 'harford')), '404 unknown-library');
    assert.equal(await codeOf(getServed(on.provider, 'harford')), '403 own-account-only');
    assert.equal(await codeOf(getServed(on.desk, 'harford')), '404 unknown-library');
    assert.equal(await codeOf(getAllServed(on.harford)), '403 coordinator-only');
    await say({ says: 'two-weeks' });
    await say({ says: 'six-months', date: '2025-10-01' }, on.coordinator, 'cecil');
    await say({ says: 'needs-refresher', date: '2026-04-01' }, on.kent, 'kent');
    assert.deepEqual(
      (await getAllServed(on.coordinator)).libraries.map(({ library, isDue, latest }) => [
        library,
        isDue,
        latest?.says ?? null,
      ]),
      [
        ['carroll', true, null],
        ['cecil', true, 'six-months'],
        ['kent', true, 'needs-refresher'],
        ['harford', false, 'two-weeks'],
      ],
    );
  });

  test('served lately: Home recommends it to a library that owes hours, until it is said', async () => {
    assert.equal((await taskOf(on.harford))?.harm, 'better');
    assert.equal(await taskOf(on.kent), undefined);
    await say({ says: 'two-weeks', date: '2025-10-01' });
    assert.match((await taskOf(on.harford))!.title, /older than six months/);
    await say({ says: 'needs-refresher' });
    assert.match((await taskOf(on.harford))!.title, /need a refresher/);
    await say({ says: 'two-weeks' });
    assert.equal(await taskOf(on.harford), undefined);
  });
});
