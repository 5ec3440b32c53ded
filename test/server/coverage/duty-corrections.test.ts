// What a library and the coordinator say against the clock of a shared desk: both stay beside it, and the later one counts.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import {
  addReportShare,
  correctDuty,
  getAudit,
  getContributions,
  getMonthReport,
  type Connection,
  type DutyCorrectionChange,
} from '@askusnow/sdk';
import { lockChain } from '../../../server/src/platform/audit/audit-store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { codeOf, problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';

const NOW = '2026-11-16T17:00:00.000Z';
const WHY = 'The clock was not pressed; two people answered chats.';
const at = (date: number, time: string): string => `2026-11-${String(date).padStart(2, '0')}T${time}:00.000Z`;
/** Hours of harford: one late, one that a source has seen empty, one of no press. */
const hours = (date: number) =>
  ({ queue: 'statewide', service: 'statewide', start: at(date, '14:00'), end: at(date, '16:00') }) as const;
const there = (date: number, from: string, to: string): DutyCorrectionChange => ({
  ...hours(date),
  ...{ said: 'there', from: at(date, from), to: at(date, to), why: WHY },
});
const absent = (date: number): DutyCorrectionChange => ({ ...hours(date), said: 'absent', why: WHY });
const takenBack = (date: number): DutyCorrectionChange => ({ ...hours(date), said: 'taken-back' });

withApp({
  now: NOW,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    colleague: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider', 'harford'],
    desk: ['desk', 'statewide'],
  },
}).describe('duty corrections', (on) => {
  before(async () => {
    const { db } = on.app.database;
    await knowSchedulesSince(on.app.database, NOW);
    const shift = (date: number) => ({
      ...{ queue_id: 'statewide', kind: 'shift' as const, source: 'rules' as const, library_id: 'harford' },
      ...{ service: 'statewide' as const, starts_at: hours(date).start, ends_at: hours(date).end },
    });
    await db
      .insertInto('schedule_range')
      .values([shift(9), shift(10), shift(16)])
      .execute();
    await db
      .insertInto('desk_press')
      .values({
        ...{ queue_id: 'statewide', library_id: 'harford', via: 'press', by: 'test', ended_by: 'press' },
        ...{ started_at: at(9, '14:30'), ended_at: at(9, '16:00') },
      })
      .execute();
    await db
      .insertInto('presence_interval')
      .values({ queue_id: 'statewide', state: 'nobody', started_at: at(10, '14:00'), ended_at: at(10, '16:00') })
      .execute();
  });
  beforeEach(async () => {
    await on.app.database.db.deleteFrom('duty_correction').execute();
  });

  const say = (by: Connection, change: DutyCorrectionChange) => correctDuty(by, 'harford', change);
  const month = async (by = on.harford) => (await getMonthReport(by, 'harford', { month: '2026-11' })).sharedDesk!;
  const duty = async (date: number) => (await month()).duties.find(({ start }) => start === hours(date).start)!;
  const short = ({ outcome, lateMinutes, earlyMinutes }: Awaited<ReturnType<typeof duty>>['clock']) =>
    `${outcome} ${lateMinutes} ${earlyMinutes}`;
  const both = async (date: number) => {
    const { clock, corrections, ...counted } = await duty(date);
    return [short(counted), short(clock), corrections.map(({ side }) => side).join(' ')];
  };

  test('duty corrections: a library says when it was there; it counts in its month and the list, and what the clock showed stays beside it', async () => {
    const given = async () => (await month()).figures!.given;
    assert.deepEqual([await both(9), await given()], [['covered 30 0', 'covered 30 0', ''], 90]);
    const { corrections } = await say(on.harford, there(9, '14:05', '15:50'));
    assert.deepEqual(corrections, [
      {
        ...{ side: 'library', there: { from: at(9, '14:05'), to: at(9, '15:50') }, why: WHY, by: 'liaison harford' },
        at: NOW,
      },
    ]);
    assert.deepEqual(await both(9), ['covered 5 10', 'covered 30 0', 'library']);
    await say(on.harford, there(10, '14:00', '16:00'));
    assert.deepEqual(await both(10), ['covered 0 0', 'absent 0 0', 'library'], 'a source that saw nobody');
    assert.equal(await given(), 225);
    const { libraries } = await getContributions(on.coordinator, { month: '2026-11' });
    assert.deepEqual(
      libraries.map(({ library, corrected }) => [library, corrected]),
      [
        ['harford', 2],
        ['cecil', 0],
      ],
    );
  });

  test('duty corrections: the coordinator says otherwise; both stand side by side, the later counts, and each side takes back its own', async () => {
    await say(on.harford, there(9, '14:00', '16:00'));
    const { corrections } = await say(on.coordinator, absent(9));
    assert.deepEqual(
      corrections.map(({ side, there: when }) => [side, when !== null]),
      [
        ['library', true],
        ['coordinator', false],
      ],
    );
    assert.deepEqual(await both(9), ['absent 0 0', 'covered 30 0', 'library coordinator']);
    await say(on.colleague, there(9, '14:10', '16:00'));
    assert.deepEqual(
      await both(9),
      ['covered 10 0', 'covered 30 0', 'coordinator library'],
      'replaced, and the latest',
    );
    await say(on.colleague, takenBack(9));
    await say(on.colleague, takenBack(9));
    assert.deepEqual(await both(9), ['absent 0 0', 'covered 30 0', 'coordinator']);
    await say(on.coordinator, takenBack(9));
    assert.deepEqual(await both(9), ['covered 30 0', 'covered 30 0', '']);
    const entries = (await getAudit(on.coordinator, { limit: 6 })).entries.map(({ action, subject, note }) => [
      ...[action, subject, note],
    ]);
    assert.deepEqual(entries.slice(0, 3), [
      ['duty-correction-taken-back', 'library:harford', null],
      ['duty-correction-taken-back', 'library:harford', null],
      ['duty-corrected', 'library:harford', WHY],
    ]);
  });

  test('duty corrections: where no clock is pressed, what is said makes the hours known', async () => {
    await on.app.database.db.updateTable('desk_press').set({ library_id: 'cecil' }).execute();
    try {
      assert.deepEqual(await both(9), ['unmonitored 0 0', 'unmonitored 0 0', '']);
      await say(on.coordinator, there(9, '14:00', '15:00'));
      assert.deepEqual(await both(9), ['covered 0 60', 'unmonitored 0 0', 'coordinator']);
      const { figures } = await month();
      assert.deepEqual([figures!.given, figures!.missed, figures!.unmonitored], [60, 60, 240]);
    } finally {
      await on.app.database.db.updateTable('desk_press').set({ library_id: 'harford' }).execute();
    }
  });

  test('duty corrections: a liaison corrects for their own library alone; viewers read, providers and desks do nothing', async () => {
    assert.equal(await codeOf(say(on.cecil, absent(9))), '404 unknown-library');
    assert.equal(await codeOf(say(on.viewer, absent(9))), '403 read-only');
    assert.equal(await codeOf(say(on.provider, absent(9))), '403 own-account-only');
    assert.equal(await codeOf(say(on.desk, absent(9))), '404 unknown-library');
    await say(on.harford, absent(9));
    const seen = (await month(on.viewer)).duties.find(({ start }) => start === hours(9).start)!;
    assert.equal(seen.corrections[0]?.why, WHY);
  });

  test('duty corrections: what is wrong is refused by its field', async () => {
    const faults = async (change: object): Promise<unknown> => {
      const { status, code, fields } = await problemOf(say(on.harford, change as DutyCorrectionChange));
      return [`${status} ${code}`, ...fields];
    };
    assert.deepEqual(await faults({ ...absent(9), service: 'global' }), ['422 invalid-correction', 'start']);
    assert.deepEqual(await faults({ ...absent(9), end: at(9, '15:00') }), ['422 invalid-correction', 'start']);
    assert.deepEqual(await faults({ ...absent(9), queue: 'harford-desk' }), ['422 invalid-correction', 'start']);
    assert.deepEqual(await faults({ ...absent(9), queue: 'none' }), ['422 invalid-correction', 'start']);
    assert.deepEqual(await faults(there(9, '13:59', '16:00')), ['422 invalid-correction', 'from']);
    assert.deepEqual(await faults(there(9, '14:00', '16:01')), ['422 invalid-correction', 'to']);
    assert.deepEqual(await faults(there(9, '15:00', '15:00')), ['422 invalid-correction', 'to']);
    assert.deepEqual(await faults({ ...absent(9), why: 'no' }), ['422 invalid-request', 'why']);
    assert.deepEqual(await faults({ ...hours(9), said: 'absent' }), ['422 invalid-request', 'why']);
    assert.deepEqual(await faults({ ...hours(9), said: 'late', why: WHY }), ['422 invalid-request', 'said']);
    assert.deepEqual(await faults(takenBack(9)), ['409 not-now']);
    await on.app.database.db
      .updateTable('schedule_range')
      .set({ ends_at: at(16, '18:00') })
      .where('starts_at', '=', new Date(at(16, '14:00')))
      .execute();
    assert.deepEqual(await faults({ ...absent(16), end: at(16, '18:00') }), ['422 invalid-correction', 'end'], 'runs');
  });

  test('duty corrections: two of one library that meet under way are both kept, the later counts for every reader; one that is sent again is one', async () => {
    const { db } = on.app.database;
    const rows = async () =>
      (await db.selectFrom('duty_correction').select(['id', 'said']).orderBy('id').execute()).map(({ said }) => said);
    await meetUnderWay(on.app, async (trx) => void (await lockChain(trx)), [
      () => say(on.harford, there(9, '14:00', '16:00')),
      () => say(on.colleague, absent(9)),
    ]);
    const kept = await rows();
    assert.deepEqual(kept.toSorted(), ['absent', 'there']);
    const last = kept[1] === 'absent' ? 'absent 0 0' : 'covered 0 0';
    assert.deepEqual(await both(9), [last, 'covered 30 0', 'library']);
    const headers = { cookie: on.cookies.harford, origin: on.app.config.publicUrl, 'content-type': 'application/json' };
    const send = () =>
      fetch(`${on.app.url}/v1/libraries/harford/duty-corrections`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': 'sent-twice' },
        body: JSON.stringify(absent(10)),
      });
    for (const reply of await Promise.all([send(), send()])) assert.equal(reply.status, 201);
    assert.equal((await rows()).length, 3);
  });

  test('duty corrections: other libraries, the list and a share link have nothing of what was said', async () => {
    await say(on.harford, absent(9));
    await on.app.database.db.updateTable('duty_correction').set({ by: 'Sample Author' }).execute();
    const { link } = await addReportShare(on.harford, 'harford', { days: 90 });
    const texts = [
      await (await fetch(`${link}?month=2026-11`)).text(),
      JSON.stringify(await getContributions(on.cecil, { month: '2026-11' })),
      JSON.stringify(await getContributions(on.coordinator, { month: '2026-11' })),
    ];
    for (const text of texts) assert.doesNotMatch(text, /two people answered|Sample Author/);
  });
});
