// The calendar of a shared desk: rules say which libraries owe its events, its schedule has them, and no title is stored.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeShiftFeed,
  endLibraryRegistration,
  getLibraryRegistration,
  getQueueAudit,
  getQueueShifts,
  getSchedule,
  ProblemError,
  type FeedOwner,
} from '@askusnow/sdk';
import { expandQueue, loadDue } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { calendar, shift } from '../../support/data/calendars.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { serving, startCalendarServer } from '../../support/peers/calendar-server.ts';
import { eventually } from '../../support/waiting.ts';

const ROSTER = calendar(
  shift('20260505T090000', '20260505T110000', 'SUMMARY:Avery Sample - Chat', 'LOCATION:Harford'),
  shift('20260505T110000', '20260505T130000', 'SUMMARY:Blake Sample', 'LOCATION:Cecil'),
);
const OWNERS: FeedOwner[] = [
  { text: 'harford', library: 'harford' },
  { text: 'Cecil', library: 'cecil', service: 'global' },
];

withApp({
  now: MONDAY_10,
  peers: { peer: () => startCalendarServer(serving(ROSTER)) },
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
  environment: ({ peer }) => ({ EGRESS_ALLOW: peer.host }),
}).describe('calendar owners', (on) => {
  const set = async (queue: string, owners?: FeedOwner[]) => {
    // A reading is known by its time.
    on.clock.advance(1_000);
    return changeShiftFeed(on.coordinator, queue, {
      url: on.peer.url,
      ...(owners === undefined ? {} : { owners }),
      revision: (await getQueueShifts(on.coordinator, queue)).revision,
    });
  };
  const shown = async (queue: string) =>
    (await getSchedule(on.liaison, queue)).shifts.map(({ label, library, service }) =>
      [label, library, service].filter(Boolean).join(' '),
    );
  const isShown = (queue: string, ...words: string[]) =>
    eventually(async () => JSON.stringify(await shown(queue)) === JSON.stringify(words));

  test('calendar owners: without rules events are open hours; with them the schedule names the libraries, and never a title', async () => {
    await set('statewide');
    await isShown('statewide', 'Shift', 'Shift');
    const { feed } = await set('statewide', OWNERS);
    assert.deepEqual(feed?.owners, OWNERS);
    await isShown('statewide', 'harford statewide', 'cecil global');
    // The same address again keeps its rules; who may not change them sees none.
    assert.deepEqual((await set('statewide')).feed?.owners, OWNERS);
    assert.deepEqual((await getQueueShifts(on.liaison, 'statewide')).feed?.owners, []);
    const { entries } = await getQueueAudit(on.coordinator, 'statewide');
    assert.deepEqual((entries[0]!.after as { libraries: string[] }).libraries, ['harford', 'cecil']);
    const rows = await on.app.database.db.selectFrom('shift_feed').selectAll().execute();
    const ranges = await on.app.database.db.selectFrom('schedule_range').selectAll().execute();
    assert.doesNotMatch(JSON.stringify([rows, ranges, entries]), /Sample/);
  });

  test('calendar owners: a library that there is not, and rules at a local desk, are refused by field', async () => {
    const fieldsOf = (asked: Promise<unknown>): Promise<unknown> =>
      asked.then(
        () => assert.fail('not refused'),
        (error: unknown) => {
          assert.ok(error instanceof ProblemError, String(error));
          return [error.problem.status, error.problem.code, ...(error.problem.errors ?? []).map(({ field }) => field)];
        },
      );
    assert.deepEqual(await fieldsOf(set('statewide', [OWNERS[0]!, { text: 'x', library: 'nowhere' }])), [
      422,
      'invalid-feed',
      'owners.1.library',
    ]);
    assert.deepEqual(await fieldsOf(set('harford-desk', OWNERS.slice(0, 1))), [
      422,
      'invalid-feed',
      'owners.0.library',
    ]);
  });

  test('calendar owners: a library that leaves owes nothing of it from then on, also where the calendar cannot be read', async () => {
    on.peer.answer = (_request, response) => void response.writeHead(500).end();
    const { revision } = await getLibraryRegistration(on.coordinator, 'cecil');
    await endLibraryRegistration(on.coordinator, 'cecil', { revision });
    assert.deepEqual((await getQueueShifts(on.coordinator, 'statewide')).feed?.owners, OWNERS.slice(0, 1));
    await isShown('statewide', 'harford statewide', 'Shift');
  });

  test('calendar owners: a schedule whose rules change while its calendar is read is expanded again', async () => {
    const { database } = on.app;
    const due = { nowMs: on.clock.now(), tz: process.versions['tz']! };
    const changeShifts = () =>
      database.db
        .updateTable('queue')
        .set((row) => ({ shifts_revision: row('shifts_revision', '+', 1) }))
        .where('id', '=', 'statewide')
        .execute();
    await changeShifts();
    await expandQueue(database, 'statewide', due, async () => {
      await database.db.updateTable('shift_feed').set({ owners: '[]' }).where('queue_id', '=', 'statewide').execute();
      await changeShifts();
      return [];
    });
    assert.deepEqual(await loadDue(database.db, due), ['statewide']);
  });
});
