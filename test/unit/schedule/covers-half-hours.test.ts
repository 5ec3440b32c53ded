// The half hours by which a shift is given in parts: of shifts of the pattern, and of ones that a closing cut.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { halfHoursOf } from '../../../server/dashboard/out/logic/half-hours.js';
import { halfHoursIn, isHalfHourOf } from '../../../server/src/schedule/covers/half-hours.ts';

const at = (time: string): number => Date.parse(`2026-05-04T${time}:00.000Z`);
const shift = (start: string, end: string) => ({ startMs: at(start), endMs: at(end) });
const shown = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
const CUTS: [start: string, end: string, cuts: string][] = [
  ['14:00', '15:30', '14:00 14:30 15:00 15:30'],
  ['14:15', '15:15', '14:15 14:45 15:15'],
  ['14:40', '16:00', '14:40 15:00 15:30 16:00'],
  ['14:00', '14:17', '14:00 14:17'],
  ['14:40', '14:55', '14:40 14:55'],
];

test('half hours: the ones that a page offers, from the start or by the clock where a shift was cut, are taken', () => {
  for (const [start, end, cuts] of CUTS) {
    const its = shift(start, end);
    const offered = halfHoursOf({ start: new Date(its.startMs).toISOString(), end: new Date(its.endMs).toISOString() });
    assert.deepEqual(offered.map((each) => shown(Date.parse(each))).join(' '), cuts);
    assert.ok(offered.every((each) => isHalfHourOf(its, Date.parse(each))));
  }
  for (const time of ['14:45', '15:10', '14:50']) assert.ok(!isHalfHourOf(shift('14:40', '16:00'), at(time)), time);
  assert.ok(!isHalfHourOf(shift('14:15', '15:15'), at('14:30')));
});

test('half hours: the part of a cut shift that a closing touches begins and ends with the shift or at the clock’s half hours', () => {
  const part = (time: [string, string], after: string) => {
    const found = halfHoursIn(shift('14:40', '16:00'), shift(...time), at(after));
    return found && `${shown(found.startMs)}–${shown(found.endMs)}`;
  };
  assert.equal(part(['15:10', '15:20'], '14:00'), '15:00–15:30');
  assert.equal(part(['14:00', '14:50'], '14:35'), '14:40–15:00');
  assert.equal(part(['14:00', '17:00'], '14:40'), '15:00–16:00');
  assert.equal(part(['14:00', '15:00'], '15:00'), null);
  assert.equal(part(['16:00', '17:00'], '14:00'), null);
});
