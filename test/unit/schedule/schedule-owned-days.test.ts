// A holiday of the hours holds for all shifts too: nobody is missed at a closed desk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS, type Exception } from '@askusnow/sdk/contract';
import { toRanges, type Rules } from '../../../server/src/schedule/expansion/schedule.ts';

const ZONE = 'America/New_York';
const at = (iso: string) => Date.parse(`2026-${iso}`);
/** The week of Thanksgiving, midnight to midnight in New York. */
const WEEK = { startMs: at('11-23T05:00Z'), endMs: at('11-30T05:00Z') };
const THANKSGIVING = '2026-11-26';
const DAILY = [{ label: 'Desk', days: [...WEEKDAYS], start: '09:00', end: '17:00' }];

const rulesOf = (exceptions: Exception[], more: Partial<Rules>): Rules => ({
  zone: ZONE,
  tier: 'local',
  hours: { weekly: [{ days: [...WEEKDAYS], open: '09:00', close: '17:00' }], seasons: [], exceptions },
  closedUntilMs: null,
  shifts: [],
  feed: null,
  ...more,
});
const feed = (...stretches: [string, string][]) =>
  stretches.map(([start, end]) => ({ startMs: at(start), endMs: at(end), label: 'Desk', uid: 'event' }));
const shown = async (rules: Rules) =>
  (await toRanges(rules, WEEK, WEEK.startMs))
    .filter(({ kind }) => kind === 'shift')
    .map(({ startMs, endMs }) => [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(5, 16)).join('/'));

const WHOLE_DAYS = feed(
  ['11-25T14:00Z', '11-25T22:00Z'],
  ['11-26T14:00Z', '11-26T22:00Z'],
  ['11-27T14:00Z', '11-27T22:00Z'],
);

test('exceptions: a day that the hours close has no shift, by rule or from a calendar', async () => {
  const closed = [{ date: THANKSGIVING, open: [] }];
  assert.deepEqual(await shown(rulesOf(closed, { feed: WHOLE_DAYS })), [
    '11-25T14:00/11-25T22:00',
    '11-27T14:00/11-27T22:00',
  ]);
  const byRule = await shown(rulesOf(closed, { shifts: DAILY }));
  assert.equal(byRule.length, 6);
  assert.ok(byRule.every((each) => !each.startsWith('11-26')));
});

test('exceptions: a day that ends early ends its shifts early, by rule and from a calendar, and leaves the days beside it', async () => {
  const early = [{ date: THANKSGIVING, open: [{ open: '09:00', close: '12:00' }] }];
  const thatDay = async (rules: Rules) => (await shown(rules)).filter((each) => each.startsWith('11-26'));
  assert.deepEqual(await thatDay(rulesOf(early, { feed: WHOLE_DAYS })), ['11-26T14:00/11-26T17:00']);
  assert.deepEqual(await thatDay(rulesOf(early, { shifts: DAILY })), ['11-26T14:00/11-26T17:00']);
  assert.equal((await shown(rulesOf(early, { shifts: DAILY }))).filter((each) => each.endsWith('T22:00')).length, 6);
  // Hours that are longer than usual lengthen nobody's shift.
  const late = [{ date: THANKSGIVING, open: [{ open: '09:00', close: '21:00' }] }];
  assert.deepEqual(await thatDay(rulesOf(late, { feed: WHOLE_DAYS })), ['11-26T14:00/11-26T22:00']);
});

test('exceptions: a night shift of the eve ends where the closed day begins, and one of the closed day does not go on after it', async () => {
  const nights = feed(['11-26T03:00Z', '11-26T07:00Z'], ['11-27T03:00Z', '11-27T07:00Z']);
  const closed = [{ date: THANKSGIVING, open: [] }];
  assert.deepEqual(await shown(rulesOf(closed, { feed: nights })), ['11-26T03:00/11-26T05:00']);
});

test('exceptions: an owned evening that runs past midnight keeps its shift in one piece', async () => {
  const evening = [{ date: THANKSGIVING, open: [{ open: '22:00', close: '02:00' }] }];
  const night = feed(['11-27T02:00Z', '11-27T07:00Z']);
  assert.deepEqual(await shown(rulesOf(evening, { feed: night })), ['11-27T03:00/11-27T07:00']);
});

test('exceptions: shifts beyond the hours of a usual day stay, and so do all of them where the hours are unknown', async () => {
  const longer = feed(['11-24T12:00Z', '11-24T23:00Z']);
  assert.deepEqual(await shown(rulesOf([], { feed: longer })), ['11-24T12:00/11-24T23:00']);
  const rules = rulesOf([], { feed: WHOLE_DAYS });
  assert.equal((await shown({ ...rules, hours: { ...rules.hours, weekly: null } })).length, 3);
});

test('exceptions: mutant: a calendar whose events are taken as they stand misses somebody on Thanksgiving', async () => {
  const asTheyStand = (rules: Rules) => (rules.feed ?? []).length;
  const rules = rulesOf([{ date: THANKSGIVING, open: [] }], { feed: WHOLE_DAYS });
  assert.deepEqual([asTheyStand(rules), (await shown(rules)).length], [3, 2]);
});
