// A stretch keeps its UID whatever comes beside it: a calendar program shows the same event, and not a new one each time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deskCalendar,
  digestOf,
  writeCalendar,
  type CalendarFacts,
} from '../../../server/src/schedule/calendars/calendar.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';

const at = (hour: number, hours: number, uid = 'rule-1') => ({
  startMs: Date.parse('2026-05-04T00:00Z') + hour * HOUR_MS,
  endMs: Date.parse('2026-05-04T00:00Z') + (hour + hours) * HOUR_MS,
  label: 'Desk',
  uid,
});
const facts = (...shifts: CalendarFacts['shifts']): CalendarFacts => ({ queue: 'a', name: 'A', shifts, gaps: [] });
const uidsOf = (body: string) => [...body.matchAll(/^UID:(.+)\r$/gm)].map(([, uid]) => uid);
const nowMs = Date.parse('2026-05-04T00:00Z');

test('calendar export: a shift that is made longer stays the same event, one that is moved is another', () => {
  const [uid] = uidsOf(writeCalendar(deskCalendar(facts(at(9, 3))), nowMs));
  assert.deepEqual(uidsOf(writeCalendar(deskCalendar(facts(at(9, 4))), nowMs)), [uid]);
  assert.notDeepEqual(uidsOf(writeCalendar(deskCalendar(facts(at(10, 3))), nowMs)), [uid]);
});

test('calendar export: queues, labels and gaps at the same time are events of their own; the same shift twice is one', () => {
  const one = at(9, 3);
  const body = writeCalendar(deskCalendar({ ...facts(one, { ...one, label: 'Other' }, at(9, 3)), gaps: [one] }), nowMs);
  assert.equal(new Set(uidsOf(body)).size, 3);
  assert.equal(uidsOf(body).length, 3);
  assert.notDeepEqual(
    uidsOf(writeCalendar(deskCalendar({ ...facts(one), queue: 'b' }), nowMs)),
    uidsOf(writeCalendar(deskCalendar(facts(one)), nowMs)),
  );
});

test('calendar export: the digest depends on the content, not on the time', () => {
  assert.equal(digestOf(deskCalendar(facts(at(9, 3)))), digestOf(deskCalendar(facts(at(9, 3)))));
  assert.notEqual(digestOf(deskCalendar(facts(at(9, 3)))), digestOf(deskCalendar(facts(at(9, 4)))));
});

test('calendar export: mutant: UIDs by place in the file change when a shift comes before', () => {
  const byPlace = ({ shifts }: CalendarFacts) => new Map(shifts.map(({ startMs }, place) => [startMs, `${place}@a`]));
  const before = byPlace(facts(at(9, 3)));
  const after = byPlace(facts(at(7, 1), at(9, 3)));
  assert.notEqual(after.get(at(9, 3).startMs), before.get(at(9, 3).startMs));
});
