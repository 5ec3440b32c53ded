// Shifts that libraries owe at a shared desk: who owes what, what contradicts itself, and how many people are needed when.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SHIFTS_PER_QUEUE, shiftRulesSchema, type NeededRule, type ShiftRule } from '@askusnow/sdk/contract';
import { checkShifts, ownerFaults } from '../../../server/src/schedule/shifts/check.ts';
import { copyWeek } from '../../../server/src/schedule/shifts/copy-week.ts';
import { expandShifts } from '../../../server/src/schedule/shifts/expand.ts';
import { checkNeeded, neededIn } from '../../../server/src/schedule/shifts/needed.ts';
import { addDays } from '../../../server/src/platform/time/day-window.ts';
import { toInstant } from '../../../server/src/platform/time/instants.ts';

const owed = (more: Partial<ShiftRule> = {}): ShiftRule => ({
  library: 'harford',
  days: ['mo'],
  start: '09:00',
  end: '11:00',
  ...more,
});
const ms = (iso: string): number => Date.parse(iso);
const between = (from: string, to: string) => ({ startMs: ms(from), endMs: ms(to) });
const MONDAY = between('2026-05-04T00:00Z', '2026-05-05T00:00Z');

describe('shifts of libraries', () => {
  test('owed shifts: two libraries may owe the same hour, and one library twice may not', () => {
    assert.deepEqual(checkShifts([owed(), owed({ library: 'cecil' }), owed({ service: 'global' })]), []);
    assert.deepEqual(
      checkShifts([owed(), owed({ start: '10:30', end: '12:00' })]).map(({ path, message }) => [path, message]),
      [
        [
          [1, 'start'],
          'harford mo 10:30–12:00 overlaps harford mo 09:00–11:00: end one before the other starts, or say in one of them how many people the library owes',
        ],
      ],
    );
  });

  test('owed shifts: a shift has a label or a library, and the rest only with a library', () => {
    const bad = (rule: object) =>
      shiftRulesSchema.safeParse([rule]).error?.issues.map(({ path }) => path.slice(1).join('.'));
    const times = { days: ['mo'], start: '09:00', end: '11:00' };
    assert.deepEqual(bad(times), ['label']);
    assert.deepEqual(bad({ ...times, label: 'Desk', service: 'global', people: 2, endsAtClosing: true }), [
      'service',
      'people',
      'endsAtClosing',
    ]);
    assert.equal(bad({ ...times, library: 'harford', service: 'global', people: 2, endsAtClosing: true }), undefined);
  });

  test('owed shifts: a library that the cooperative lacks is refused, and any library at a local desk', () => {
    const isLibrary = (id: string): boolean => id === 'harford';
    assert.deepEqual(ownerFaults([owed()], { tier: 'statewide', isLibrary }), []);
    assert.deepEqual(
      ownerFaults([owed(), owed({ library: 'nowhere' })], { tier: 'global', isLibrary }).map(({ path }) => path),
      [[1, 'library']],
    );
    assert.match(ownerFaults([owed()], { tier: 'local', isLibrary })[0]!.message, /leave the library out$/);
  });

  test('owed shifts: as instants each has its library, its service and how many people', async () => {
    const rules = [
      owed({ people: 2, endsAtClosing: true }),
      owed({ library: 'cecil', service: 'global' }),
      { label: 'Evening', days: ['mo' as const], start: '18:00', end: '20:00' },
    ];
    const shown = async (tier: 'statewide' | 'global') =>
      (await expandShifts(rules, { zone: 'UTC', tier }, MONDAY)).map(
        ({ label, library, service, people, endsAtClosing }) => [label, library, service, people, endsAtClosing],
      );
    assert.deepEqual(await shown('statewide'), [
      ['', 'cecil', 'global', 1, false],
      ['', 'harford', 'statewide', 2, true],
      ['Evening', null, null, 1, false],
    ]);
    assert.deepEqual((await shown('global'))[1], ['', 'harford', 'global', 2, true]);
  });

  test('owed shifts: copying a week keeps whose they are, and skips what the same library has then', async () => {
    const { shifts, skipped } = await copyWeek(
      {
        shifts: [
          { library: 'harford', people: 2, date: '2026-05-04', start: '09:00', end: '11:00' },
          { library: 'cecil', date: '2026-05-04', start: '09:00', end: '11:00' },
          { library: 'cecil', date: '2026-05-11', start: '10:00', end: '12:00' },
        ],
        exceptions: [],
      },
      { week: '2026-05-04', to: ['2026-05-11'], today: '2026-05-04' },
    );
    assert.deepEqual(shifts.at(-1), {
      library: 'harford',
      people: 2,
      date: '2026-05-11',
      start: '09:00',
      end: '11:00',
    });
    assert.deepEqual(
      skipped.map(({ library, why }) => [library, why]),
      [['cecil', 'taken']],
    );
  });

  test('owed shifts: as many as a desk may have are compared in one pass, and the one that overlaps is found', () => {
    const dates = Array.from({ length: SHIFTS_PER_QUEUE - 1 }, (_, at) => addDays('2026-05-04', at));
    const rules = dates.map((date) => ({ library: 'harford', date, start: '09:00', end: '11:00' }));
    const last = { library: 'harford', date: dates[2_500]!, start: '10:00', end: '12:00' };
    assert.deepEqual(checkShifts(rules), []);
    assert.deepEqual(
      checkShifts([...rules, last]).map(({ path }) => path),
      [[SHIFTS_PER_QUEUE - 1, 'start']],
    );
  });
});

describe('how many people a desk needs', () => {
  const rule = (more: Partial<NeededRule> = {}): NeededRule => ({
    days: ['mo'],
    start: '10:00',
    end: '12:00',
    people: 2,
    ...more,
  });

  test('needed people: each half hour has one number, within one day', () => {
    assert.deepEqual(checkNeeded([rule(), rule({ start: '12:00', end: '24:00' }), rule({ days: ['tu'] })]), []);
    assert.deepEqual(checkNeeded([rule(), rule({ days: ['su', 'mo'], start: '11:30' })])[0]!.path, [1, 'start']);
    assert.deepEqual(checkNeeded([rule({ start: '22:00', end: '02:00' })])[0]!.path, [0, 'end']);
  });

  test('needed people: one within the service hours, another number where a rule says so, nobody elsewhere', () => {
    const shown = (hours: [string, string][], rules: NeededRule[]) =>
      neededIn(rules, { hours: hours.map(([from, to]) => between(from, to)), zone: 'UTC', window: MONDAY }).map(
        ({ startMs, endMs, people }) => [toInstant(startMs).slice(11, 16), toInstant(endMs).slice(11, 16), people],
      );
    const day: [string, string][] = [['2026-05-04T09:00Z', '2026-05-04T17:00Z']];
    assert.deepEqual(shown(day, []), [['09:00', '17:00', 1]]);
    assert.deepEqual(shown(day, [rule(), rule({ start: '16:30', end: '20:00', people: 0 })]), [
      ['09:00', '10:00', 1],
      ['10:00', '12:00', 2],
      ['12:00', '16:30', 1],
      ['16:30', '17:00', 0],
    ]);
    assert.deepEqual(shown([], [rule()]), []);
  });

  test('needed people: on the night that has an hour twice, and on the one that lacks one, no minute is lost', () => {
    for (const [from, to, minutes] of [
      ['2026-11-01T04:00Z', '2026-11-02T05:00Z', 25 * 60],
      ['2026-03-08T05:00Z', '2026-03-09T04:00Z', 23 * 60],
    ] as const) {
      const window = between(from, to);
      const parts = neededIn([rule({ days: ['su'], start: '01:00', end: '02:30' })], {
        hours: [window],
        zone: 'America/New_York',
        window,
      });
      assert.equal(parts.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / 60_000, minutes);
    }
  });
});
