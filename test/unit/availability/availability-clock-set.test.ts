// Whatever the clock is set to, hours that were not read for these days claim nothing, neither now nor for later.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WEEKDAYS, type HoursRules } from '@askusnow/sdk/contract';
import { answerAt, type AnswerFacts } from '../../../server/src/availability/answer.ts';
import { factsOf } from '../../../server/src/availability/library-facts.ts';
import { horizonAt, hoursAt, toTimetable } from '../../../server/src/availability/timetables.ts';
import { expandHours } from '../../../server/src/schedule/hours/expand.ts';
import { within } from '../../../server/src/platform/time/intervals.ts';
import { HOUR, NOW } from '../../support/data/queue-facts.ts';

const DAY = 24 * HOUR;
const ZONE = 'America/New_York';
const hoursOf = (open: string, close: string): HoursRules => ({
  weekly: [{ days: [...WEEKDAYS], open, close }],
  seasons: [],
  exceptions: [],
});
const readAs = (hours: HoursRules) => toTimetable({ zone: ZONE, hours, closedUntilMs: null }, 2 * HOUR, NOW);
const AROUND = fc.integer({ min: -20 * DAY, max: 20 * DAY });

test('clock: hours are those of the days that were read, whole, or unknown', () => {
  const hours = hoursOf('09:00', '17:00');
  const timetable = readAs(hours);
  let knownCount = 0;
  fc.assert(
    fc.property(AROUND, (setByMs) => {
      const nowMs = NOW + setByMs;
      const window = { startMs: nowMs, endMs: horizonAt(nowMs) };
      const { open } = hoursAt(timetable, nowMs);
      if (open === null) return assert.ok(setByMs < 0 || setByMs > DAY, `${setByMs / HOUR} h`);
      knownCount += 1;
      return assert.deepEqual(within(open, window), expandHours(hours, ZONE, window));
    }),
    { numRuns: 2000 },
  );
  assert.ok(knownCount > 50);
});

test('clock: set by days, a desk that is always open is never closed; mutant: the hours of other days say that it is', () => {
  const timetable = readAs(hoursOf('00:00', '24:00'));
  const claimsClosing = (toFacts: (nowMs: number) => AnswerFacts[]) =>
    fc.check(
      fc.property(AROUND, (setByMs) => {
        const nowMs = NOW + setByMs;
        const { state, nextChangeMs } = answerAt(toFacts(nowMs), nowMs, horizonAt(nowMs));
        assert.notEqual(state, 'closed');
        assert.equal(nextChangeMs, null);
      }),
      { numRuns: 1000 },
    ).failed;
  const library = { queues: [{ tier: 'global' as const, queueId: 'desk', chatUrl: null }] };
  const factsAt = (nowMs: number) =>
    factsOf(library, { timetableOf: () => timetable, observationOf: () => null, confirmedAtMs: nowMs }, nowMs);
  assert.equal(claimsClosing(factsAt), false);
  assert.equal(
    claimsClosing((nowMs) => factsAt(nowMs).map((each) => ({ ...each, open: timetable.open }))),
    true,
  );
});

test('clock: set back, a schedule that was confirmed in a time to come is no evidence', () => {
  const timetable = readAs(hoursOf('00:00', '24:00'));
  const library = { queues: [{ tier: 'global' as const, queueId: 'desk', chatUrl: null }] };
  const stateAt = (nowMs: number, confirmedAtMs: number) => {
    const sources = { timetableOf: () => timetable, observationOf: () => null, confirmedAtMs };
    return answerAt(factsOf(library, sources, nowMs), nowMs, horizonAt(nowMs)).state;
  };
  assert.equal(stateAt(NOW - HOUR, NOW), 'unknown');
  assert.equal(stateAt(NOW - HOUR, NOW - HOUR), 'available', 'confirmed by the clock of now');
  assert.equal(stateAt(NOW - 1_000, NOW), 'available', 'clocks of nodes differ by so much');
});
