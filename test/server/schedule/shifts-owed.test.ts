// Libraries that owe hours at a shared desk: stored, refused, written out as a schedule, in the file, and gone with their library.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeQueueShifts,
  endLibraryRegistration,
  getDeskRegistration,
  getLibraryRegistration,
  getQueueShifts,
  getSchedule,
  saveDeskRegistration,
  type NeededRule,
  type ShiftRule,
} from '@askusnow/sdk';
import { exportCooperative } from '../../../server/src/cooperative-file/export.ts';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { importOptions } from '../../support/data/cooperative-text.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const OWED: ShiftRule[] = [
  { library: 'harford', days: ['mo', 'tu'], start: '14:00', end: '16:00', people: 2, endsAtClosing: true },
  { library: 'cecil', service: 'global', days: ['mo'], start: '14:00', end: '15:00' },
  { label: 'Evening', days: ['mo'], start: '18:00', end: '20:00' },
];
const NEEDED: NeededRule[] = [{ days: ['mo'], start: '14:00', end: '16:00', people: 3 }];

withApp({ now: MONDAY_10, as: { coordinator: ['coordinator'], liaison: ['liaison', 'harford'] } }).describe(
  'owed shifts',
  (on) => {
    const save = async (queue: string, change: { shifts: ShiftRule[]; needed?: NeededRule[] }) =>
      changeQueueShifts(on.coordinator, queue, {
        ...change,
        revision: (await getQueueShifts(on.coordinator, queue)).revision,
      });
    const fieldsOf = async (asked: Promise<unknown>): Promise<string[]> => {
      const { status, code, fields } = await problemOf(asked);
      assert.deepEqual([status, code], [422, 'invalid-shifts']);
      return fields;
    };
    const owedOf = async () =>
      (await getSchedule(on.liaison, 'statewide')).shifts.map(({ start, label, library, service, people }) => [
        start.slice(5, 16),
        label || library,
        service,
        people,
      ]);

    test('owed shifts: the coordinator says who owes what and how many are needed; every liaison reads it as a schedule', async () => {
      await save('statewide', { shifts: OWED, needed: NEEDED });
      const stored = await getQueueShifts(on.liaison, 'statewide');
      assert.deepEqual([stored.shifts, stored.needed, stored.editable], [OWED, NEEDED, false]);
      assert.deepEqual(stored.shared?.services, { statewide: 'Statewide', global: 'Global' });
      assert.ok(stored.shared?.libraries.some(({ id }) => id === 'cecil'));
      assert.equal((await getQueueShifts(on.liaison, 'harford-desk')).shared, null);
      await eventually(async () => (await owedOf()).length > 0);
      assert.deepEqual((await owedOf()).slice(0, 4), [
        ['05-04T18:00', 'cecil', 'global', 1],
        ['05-04T18:00', 'harford', 'statewide', 2],
        ['05-04T22:00', 'Evening', null, 1],
        ['05-05T18:00', 'harford', 'statewide', 2],
      ]);
      // A change that says nothing of it keeps what is needed.
      assert.deepEqual((await save('statewide', { shifts: OWED })).needed, NEEDED);
    });

    test('owed shifts: a dated shift leaves the pattern 90 days after its day; what was scheduled then stays', async () => {
      const { db } = on.app.database;
      const dated = (date: string): ShiftRule => ({ library: 'cecil', date, start: '14:00', end: '16:00' });
      const [last, gone] = [dated('2026-02-03'), dated('2026-02-02')];
      const written = () =>
        db
          .selectFrom('schedule_range')
          .select('id')
          .where('library_id', '=', 'cecil')
          .where('starts_at', '<', new Date('2026-03-01'))
          .execute();
      await db
        .insertInto('schedule_range')
        .values({
          ...{ queue_id: 'statewide', kind: 'shift', source: 'rules', label: null, uid: null, library_id: 'cecil' },
          ...{ service: 'statewide', people: 1, ends_at_closing: false },
          ...{ starts_at: '2026-02-02T19:00:00Z', ends_at: '2026-02-02T21:00:00Z' },
        })
        .execute();
      assert.deepEqual((await save('statewide', { shifts: [...OWED, last, gone] })).shifts, [...OWED, last]);
      await eventually(async () => (await owedOf()).length > 0);
      assert.equal((await written()).length, 1);
      await save('statewide', { shifts: OWED });
      assert.equal((await written()).length, 1);
      await db.deleteFrom('schedule_range').where('starts_at', '<', new Date('2026-03-01')).execute();
    });

    test('owed shifts: a library that there is not, one at a local desk, and half hours named twice are refused by field', async () => {
      const nowhere = { ...OWED[0]!, library: 'nowhere' };
      assert.deepEqual(await fieldsOf(save('statewide', { shifts: [OWED[2]!, nowhere] })), ['shifts.1.library']);
      assert.deepEqual(await fieldsOf(save('harford-desk', { shifts: [OWED[0]!], needed: NEEDED })), [
        'shifts.0.library',
        'needed',
      ]);
      const { registration, revision } = await getDeskRegistration(on.coordinator, 'statewide');
      const local = { registration: { ...registration, tier: 'local' as const }, revision };
      assert.deepEqual(
        (await problemOf(saveDeskRegistration(on.coordinator, 'statewide', local))).fields[0],
        'registration.tier',
      );
      assert.deepEqual(await fieldsOf(save('statewide', { shifts: OWED, needed: [...NEEDED, ...NEEDED] })), [
        'needed.1.start',
      ]);
    });

    test('owed shifts: the file has them, an import of it changes nothing, and faults are named at their place', async () => {
      const text = await exportCooperative(on.app.database.db);
      assert.match(
        text,
        /\{ library: harford, days: \[ mo, tu \], start: "14:00", end: "16:00", people: 2, endsAtClosing: true \}/,
      );
      assert.match(text, /needed:\n +- \{ days: \[ mo \], start: "14:00", end: "16:00", people: 3 \}/);
      const read = (file: string) => importCooperative(on.app.database, file, { ...importOptions, replace: false });
      assert.deepEqual(await read(text), { changes: [], warnings: [] });
      const wrong = await read(text.replace('library: cecil, service', 'library: ceciil, service'));
      assert.ok('errors' in wrong);
      assert.deepEqual(
        wrong.errors.map(({ queue, field }) => [queue, field]),
        [['statewide', 'shifts.1.library']],
      );
    });

    test('owed shifts: a library that leaves owes nothing from then on; what it owed stays in the past', async () => {
      on.clock.advance(5 * 3_600_000);
      const { revision } = await getLibraryRegistration(on.coordinator, 'cecil');
      await endLibraryRegistration(on.coordinator, 'cecil', { revision });
      const { shifts } = await getQueueShifts(on.coordinator, 'statewide');
      assert.deepEqual(shifts, [OWED[0], OWED[2]]);
      const left = () =>
        on.app.database.db
          .selectFrom('schedule_range')
          .select('starts_at')
          .where('library_id', '=', 'cecil')
          .orderBy('starts_at')
          .execute();
      await eventually(async () => (await left()).length === 1);
      assert.deepEqual(
        (await left()).map(({ starts_at }) => starts_at.toISOString()),
        ['2026-05-04T18:00:00.000Z'],
      );
    });
  },
);
