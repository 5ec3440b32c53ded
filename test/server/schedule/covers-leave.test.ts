// A library that leaves the cooperative leaves no hour of a shared desk behind: what it had taken is open again.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { announceClosing, getCovers, getDeskWeek, moveCover, offerHour } from '@askusnow/sdk';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { withApp } from '../../support/app/fixture.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

/** Without cecil and what it owes; carroll and kent come after it. */
const WITHOUT_CECIL = SHARED_HOURS_FILE.replace(/ {2}- id: cecil\n[^]*?(?= {2}- id: carroll)/, '')
  .replace(/, \{ library: cecil[^}]*\}/, '')
  .replace(/ {2}- \{ id: cecil-desk.*\n/, '');

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'], coordinator: ['coordinator'] },
}).describe('a library that leaves', (on) => {
  before(() => hoursWritten(on.app));

  test('leaving: what the library had accepted is open again, what it gave and picked is gone, and its closing with it', async () => {
    const { database } = on.app;
    const taken = await offerHour(on.harford, 'harford', anHour(14, 16));
    await moveCover(on.cecil, 'cecil', taken.id, { step: 'accepted' });
    await offerHour(on.cecil, 'cecil', anHour(16, 18));
    await announceClosing(on.cecil, 'cecil', { start: hourAt(24 * 50), end: hourAt(24 * 51) });
    await database.db
      .insertInto('made_up_hour')
      .values({
        ...{ queue_id: 'statewide', library_id: 'cecil', service: 'statewide', by: 'test' },
        ...{ starts_at: hourAt(33), ends_at: hourAt(34), for_starts_at: hourAt(-8), picked_at: hourAt(9) },
      })
      .execute();

    await importCooperative(database, WITHOUT_CECIL, { ...importOptions, replace: true });
    await on.app.registry.reload();
    const { covers } = await getCovers(on.harford, 'harford');
    assert.deepEqual(
      covers.map(({ library, state, takenBy }) => [library.id, state, takenBy]),
      [['harford', 'open', null]],
    );
    const weekOf = () => getDeskWeek(on.coordinator, 'statewide', { from: '2026-05-04' });
    // The schedule is written anew after the registry.
    await eventually(async () => !(await weekOf()).duties.some(({ library }) => library === 'cecil'));
    const { closings, offers } = await weekOf();
    assert.deepEqual([closings, offers.map(({ id }) => id)], [[], [taken.id]]);
    const left = await database.db.selectFrom('made_up_hour').select('removed_at').executeTakeFirstOrThrow();
    assert.notEqual(left.removed_at, null);
    const closing = await database.db.selectFrom('library_closing').select('withdrawn_at').executeTakeFirstOrThrow();
    assert.notEqual(closing.withdrawn_at, null);
  });
});
