// Shifts changed by the people of a library: checked, audited, refused over another person's change; and the schedule that follows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeQueueShifts, getQueueShifts, getSchedule, type ShiftRule } from '@askusnow/sdk';
import type { AuditList, QueueShifts, Schedule } from '@askusnow/sdk/contract';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest, connectionTo } from '../../support/app/requests.ts';
import { eventually } from '../../support/waiting.ts';

const MORNINGS: ShiftRule[] = [
  { label: 'Reference desk', days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], start: '09:00', end: '13:00' },
];

withApp({
  desks: true,
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('shifts routes', (on) => {
  const ask = <Body>(cookie: string, path: string, change?: object) =>
    sendRequest<Body>(on.app, cookie, path, change, change && 'PUT');
  const shiftsOf = async (queue: string) =>
    (await ask<QueueShifts>(on.cookies.coordinator, `queues/${queue}/shifts`)).body;
  const scheduleOf = async (queue: string, query = '') =>
    (await ask<Schedule>(on.cookies.coordinator, `queues/${queue}/schedule${query}`)).body;

  test('shifts routes: a queue without shifts is scheduled by its hours, and has no unscheduled gap', async () => {
    const schedule = await eventually(async () => {
      const found = await scheduleOf('harford-desk');
      return found.expandedAt === null ? null : found;
    });
    assert.deepEqual([schedule.scheduledBy, schedule.gaps, schedule.shifts], ['hours', [], []]);
    assert.equal(schedule.tz, process.versions.tz);
    assert.ok((schedule.hours?.length ?? 0) >= 14);
    const unknown = await scheduleOf('garrett-desk');
    assert.deepEqual([unknown.hours, unknown.scheduledBy, unknown.gaps], [null, 'nothing', []]);
  });

  test('shifts routes: shifts for the morning leave the afternoons of the next days as gaps, from now on', async () => {
    const { revision } = await shiftsOf('harford-desk');
    const changed = await ask<QueueShifts>(on.cookies.liaison, 'queues/harford-desk/shifts', {
      shifts: MORNINGS,
      revision,
    });
    assert.deepEqual([changed.status, changed.body.revision, changed.body.editable], [200, revision + 1, true]);
    assert.deepEqual((await shiftsOf('harford-desk')).shifts, MORNINGS);
    const schedule = await eventually(async () => {
      const found = await scheduleOf('harford-desk');
      return found.gaps.length === 0 ? null : found;
    });
    assert.equal(schedule.scheduledBy, 'shifts');
    assert.ok(schedule.gaps.length >= 13, `${schedule.gaps.length} gaps`);
    for (const [start, end] of schedule.gaps) {
      assert.ok(Date.parse(end) > Date.now(), 'what lies before now was scheduled by the hours');
      assert.ok(Date.parse(end) - Date.parse(start) <= DAY_MS / 6);
    }
    assert.ok(schedule.shifts.every(({ label, source }) => label === 'Reference desk' && source === 'rules'));
  });

  test('shifts routes: the change is kept with who made it, what was and what is', async () => {
    const { body } = await ask<AuditList>(on.cookies.liaison, 'queues/harford-desk/audit');
    const entry = body.entries.find(({ action }) => action === 'shifts-changed');
    assert.deepEqual([entry?.by, entry?.before, entry?.after], ['liaison harford', [], MORNINGS]);
    const row = await on.app.database.db
      .selectFrom('queue')
      .select(['edited_at', 'shifts_edited_at'])
      .where('id', '=', 'harford-desk')
      .executeTakeFirstOrThrow();
    assert.ok(row.shifts_edited_at);
    assert.equal(row.edited_at, null, 'the hours are as imported');
  });

  test('shifts routes: a desk that libraries share is the coordinator’s to change, another library’s does not exist, unsigned nobody asks', async () => {
    const shared = await ask<QueueShifts>(on.cookies.liaison, 'queues/state/shifts');
    assert.equal(shared.body.editable, false);
    const change = { shifts: MORNINGS, revision: shared.body.revision };
    const refused = await ask(on.cookies.liaison, 'queues/state/shifts', change);
    assert.deepEqual([refused.status, refused.body.code], [403, 'not-editable']);
    for (const path of ['shifts', 'schedule']) {
      assert.equal((await ask(on.cookies.liaison, `queues/garrett-desk/${path}`)).status, 404);
      assert.equal((await ask(on.cookies.liaison, `queues/nowhere/${path}`)).status, 404);
      assert.equal((await ask('', `queues/harford-desk/${path}`)).status, 401);
    }
    assert.equal((await ask(on.cookies.coordinator, 'queues/state/shifts', change)).status, 200);
  });

  test('routes: a change over another person’s is refused and changes nothing, also when both arrive at once', async () => {
    const { revision } = await shiftsOf('harford-desk');
    const stale = await ask(on.cookies.liaison, 'queues/harford-desk/shifts', { shifts: [], revision: revision - 1 });
    assert.deepEqual([stale.status, stale.body.code], [409, 'stale-revision']);
    const change = { shifts: MORNINGS, revision };
    const both = await Promise.all([
      ask(on.cookies.liaison, 'queues/harford-desk/shifts', change),
      ask(on.cookies.coordinator, 'queues/harford-desk/shifts', change),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await shiftsOf('harford-desk')).revision, revision + 1);
  });

  test('shifts routes: shifts that contradict themselves, and a wrong shape, are named by field and change nothing', async () => {
    const { revision } = await shiftsOf('harford-desk');
    const rule = { label: 'Desk', days: ['mo'], start: '09:00', end: '12:00' };
    const cases: [object[], string, string][] = [
      [[rule, { ...rule, start: '11:00', end: '15:00' }], 'invalid-shifts', 'shifts.1.start'],
      [[{ ...rule, start: '17:00', end: '09:30' }], 'invalid-shifts', 'shifts.0.end'],
      [[{ ...rule, date: '2026-12-01' }], 'invalid-request', 'shifts.0.days'],
      [[{ ...rule, until: '2026-02-30' }], 'invalid-request', 'shifts.0.until'],
      [[{ ...rule, start: '9' }], 'invalid-request', 'shifts.0.start'],
    ];
    for (const [shifts, code, field] of cases) {
      const { status, body } = await ask(on.cookies.liaison, 'queues/harford-desk/shifts', { shifts, revision });
      assert.deepEqual([status, body.code, body.errors?.[0]?.field], [422, code, field]);
    }
    assert.equal((await shiftsOf('harford-desk')).revision, revision);
  });

  test('shifts routes: a window that ends before it starts, or is longer than 95 days, names its end', async () => {
    const from = '2026-05-04T00:00:00.000Z';
    for (const to of ['2026-05-04T00:00:00.000Z', '2026-08-08T00:00:00.000Z']) {
      const { status, body } = await ask(on.cookies.coordinator, `queues/state/schedule?from=${from}&to=${to}`);
      assert.deepEqual([status, body.errors?.[0]?.field], [422, 'to']);
    }
    const { status, body } = await ask(on.cookies.coordinator, 'queues/state/schedule?from=yesterday');
    assert.deepEqual([status, body.errors?.[0]?.field], [422, 'from']);
  });

  test('shifts routes: the SDK reads and changes shifts, and reads a schedule by its window', async () => {
    const connection = connectionTo(on.app, on.cookies.coordinator);
    const { revision } = await getQueueShifts(connection, 'state');
    assert.deepEqual((await changeQueueShifts(connection, 'state', { shifts: [], revision })).shifts, []);
    const window = { from: '2026-05-04T00:00:00.000Z', to: '2026-05-05T00:00:00.000Z' };
    const schedule = await getSchedule(connection, 'state', window);
    assert.deepEqual([schedule.from, schedule.to], [window.from, window.to]);
    assert.ok((await getSchedule(connection, 'state')).hours);
  });
});
