// A week of a shared desk lived through by three libraries on three nodes: from a roster's file to each one's contribution.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  changeQueueShifts,
  getAllCovers,
  getContributions,
  getCovers,
  getDeskWeek,
  getMadeUpHours,
  getMonthReport,
  getQueueShifts,
  moveCover,
  offerHour,
  pickHour,
  pressDeskClock,
  type Connection,
} from '@askusnow/sdk';
import { libraryOf } from '../../../server/dashboard/out/logic/file-memory.js';
import { rosterChange, rosterShifts } from '../../../server/dashboard/out/logic/roster-change.js';
import {
  guessRosterColumns,
  openRoster,
  readRoster,
  rosterDateOrder,
  type RosterFile,
} from '../../../server/dashboard/out/logic/roster-file.js';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { notifyOfMakingUp } from '../../../server/src/help/covers/make-up-run.ts';
import { followCovers } from '../../../server/src/help/covers/run.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { letTick } from '../../support/app/desks-watched.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { contributionByMinute } from '../../support/data/contribution-minutes.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { addRecipient, deliveriesOf } from '../../support/data/notices.ts';
import { hoursWritten } from '../../support/data/shared-hours.ts';
import {
  GIVEN_HOUR,
  MISSED_HOUR,
  PICKED_HOUR,
  SHARED_WEEK_FIGURES,
  SHARED_WEEK_FILE,
  SHARED_WEEK_ROSTER,
  SHARED_WEEK_STEPS,
  WEEK_AFTER,
  WEEK_BEFORE,
  weekAt,
  type SharedWeekStep,
} from '../../support/data/shared-week.ts';

const LIBRARIES = [
  { id: 'harford', name: 'Harford County' },
  { id: 'cecil', name: 'Cecil County' },
  { id: 'carroll', name: 'Carroll County' },
];
const KINDS = ['hour-offered', 'hour-accepted', 'hour-unanswered', 'hour-not-made-up'] as const;
const DECEMBER = { from: '2026-12-01', to: '2026-12-31' };
const DESK = { queue: 'state', service: 'global' } as const;

describe('a shared week', () => {
  let store: TestStore;
  let clock: ManualClock;
  let nodes: TestApp[];

  before(async () => {
    store = await createTestStore('postgres');
    clock = createManualClock(WEEK_BEFORE);
    const start = () => startApp({ engine: 'postgres', store, clock });
    nodes = [await start(), await start(), await start()];
    await importCooperative(nodes[0]!.database, SHARED_WEEK_FILE, { ...importOptions, replace: false });
    await Promise.all(nodes.map(({ registry }) => registry.reload()));
    for (const { id } of LIBRARIES)
      await addRecipient(nodes[0]!.database, { library: id, channel: 'atom', kinds: [...KINDS] });
    await addRecipient(nodes[0]!.database, { tier: 'statewide', channel: 'atom', kinds: [...KINDS] });
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await store.remove();
  });

  /** Each on another node than the one before. Sessions end within a week: everybody signs in again. */
  let turn = 0;
  const as = async (role: 'liaison' | 'coordinator', ...libraries: string[]): Promise<Connection> => {
    turn += 1;
    return connectionTo(nodes[turn % nodes.length]!, await nodes[0]!.signIn(role, libraries));
  };

  async function readTheRoster(): Promise<void> {
    const coordinator = await as('coordinator');
    const { shifts, revision, zone } = await getQueueShifts(coordinator, 'state');
    const file = openRoster(SHARED_WEEK_ROSTER) as RosterFile;
    const isLibrary = (cell: string): boolean => libraryOf(cell, LIBRARIES, {}) !== undefined;
    const columns = guessRosterColumns(file, { remembered: {}, isLibrary });
    // December 7 could be July 12: the coordinator is asked.
    assert.equal(rosterDateOrder(file, columns), undefined);
    const { rows, refused } = readRoster(file, columns, { order: 'month-first', zone });
    assert.deepEqual(refused, []);
    const roster = rosterShifts(rows, {
      libraries: Object.fromEntries(rows.map(({ who }) => [who, libraryOf(who, LIBRARIES, {}) ?? ''])),
      services: { 'Statewide chat': 'statewide', 'Global chat': 'global' },
    });
    const change = rosterChange(shifts, roster, { tier: 'statewide', now: '2026-12-04 10:00' });
    assert.equal(change.shifts.length, 7);
    await changeQueueShifts(coordinator, 'state', { shifts: change.shifts, revision });
    // The node that writes the hours out hears of it by its clock.
    const ticking = letTick({ clock });
    await hoursWritten(nodes[0]!);
    ticking.stop();
  }

  async function take({ at, library, does }: SharedWeekStep): Promise<void> {
    clock.set(at);
    const who = await as('liaison', library);
    switch (does) {
      case 'comes':
      case 'leaves':
        return void (await pressDeskClock(who, { queue: 'state', library, isHere: does === 'comes' }));
      case 'gives':
        return void (await offerHour(who, library, { ...DESK, ...GIVEN_HOUR, reason: 'meeting' }));
      case 'accepts': {
        const [cover] = (await getCovers(who, library)).covers;
        return void (await moveCover(who, library, cover!.id, { step: 'accepted' }));
      }
      case 'makes-up': {
        const { toMakeUp, free } = await getMadeUpHours(who, library);
        assert.deepEqual(
          toMakeUp.map(({ start, why, through }) => [start, why, through]),
          [[MISSED_HOUR.start, 'not-there', '2026-12-16']],
        );
        assert.ok(free.some(({ start }) => start === PICKED_HOUR.start));
        return void (await pickHour(who, library, { ...DESK, missed: MISSED_HOUR.start, ...PICKED_HOUR }));
      }
    }
  }

  test('a shared week: from the roster to the contribution, each figure is what was foreseen and what a second program finds', async () => {
    await readTheRoster();
    for (const step of SHARED_WEEK_STEPS) {
      await take(step);
      await followCovers({ ...nodes[turn % 3]!, clock, onError: assert.fail });
    }
    clock.set(WEEK_AFTER);
    await Promise.all(nodes.map((node) => notifyOfMakingUp({ ...node, clock, onError: assert.fail })));
    const coordinator = await as('coordinator');
    const { libraries, definition } = await getContributions(coordinator, { month: '2026-12' });
    assert.deepEqual(
      Object.fromEntries(libraries.map(({ library, figures, value }) => [library, { figures, value }])),
      SHARED_WEEK_FIGURES,
    );
    assert.match(definition, /^Hours given, out of hours owed\./);
    const second = await contributionByMinute(nodes[0]!.database.db, DECEMBER, clock.now());
    for (const [library, { figures }] of Object.entries(SHARED_WEEK_FIGURES))
      assert.deepEqual(second.get(library)?.figures, figures, library);
  });

  test('a shared week: each hour of each library says what it was: covered, late, for another, missed, made up, not known', async () => {
    const coordinator = await as('coordinator');
    const hoursOf = async (library: string) =>
      (await getMonthReport(coordinator, library, { month: '2026-12' })).sharedDesk?.duties.map(
        ({ start, why, outcome, lateMinutes }) => [start.slice(8, 16), why, outcome, lateMinutes].join(' '),
      );
    assert.deepEqual(await hoursOf('harford'), ['07T14:00 owed covered 0']);
    assert.deepEqual(await hoursOf('cecil'), [
      '07T18:00 owed covered 12',
      '09T14:00 owed absent 0',
      '11T14:00 making-up covered 0',
    ]);
    assert.deepEqual(await hoursOf('carroll'), [
      '07T20:00 owed unmonitored 0',
      '08T15:00 covering covered 0',
      '11T19:00 owed covered 0',
    ]);
    const { duties, holidays } = await getDeskWeek(coordinator, 'state', { from: '2026-12-07' });
    assert.deepEqual(
      holidays.map(({ name }) => name),
      ['Staff day'],
    );
    assert.ok(!duties.some(({ start }) => weekAt(10, '00:00') <= start && start < weekAt(11, '00:00')));
  });

  test('a shared week: the offer has one taker, and each notice was sent once', async () => {
    const { covers } = await getAllCovers(await as('coordinator'));
    assert.deepEqual(
      covers.map(({ state, takenBy }) => [state, takenBy?.id]),
      [['accepted', 'carroll']],
    );
    const keys = (await deliveriesOf(nodes[0]!.database)).map(({ key }) => key.replace(/^hour:\d+:/, ''));
    assert.deepEqual(keys.toSorted(), [
      '1:hour-offered:carroll',
      '1:hour-offered:cecil',
      '2:hour-accepted:carroll',
      '2:hour-accepted:harford',
      '2:hour-accepted:statewide',
      // Given less than a day ahead: help is asked for at once.
      'unanswered:harford',
      'unanswered:statewide',
    ]);
  });
});
