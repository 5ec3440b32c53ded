// A desk that goes on sending after its closing time, against the rule read minute by minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WEEKDAYS, type HoursRules } from '@askusnow/sdk/contract';
import { answerAt, type Answer, type AnswerFacts } from '../../../server/src/availability/answer.ts';
import { hoursAt, horizonAt, toTimetable } from '../../../server/src/availability/timetables.ts';
import { afterClosingAt } from '../../../server/src/schedule/hours/after-closing.ts';
import { aQueue, HOUR, MINUTE } from '../../support/data/queue-facts.ts';

const DAY = 24 * HOUR;
const SAMPLE_LIFE = 90_000;

interface Case {
  hours: HoursRules;
  zone: string;
  closedUntilMs: number | null;
  boundMin: number;
  readAtMs: number;
  nowMs: number;
  facts: AnswerFacts;
}

const clock = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => `${String(quarter >> 2).padStart(2, '0')}:${String((quarter & 3) * 15).padStart(2, '0')}`);
const opening = fc.record({ open: clock, close: clock });
/** A zone and a week in which its clocks change, and others. */
const place = fc.constantFrom(
  ['America/New_York', '2026-05-04'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Asia/Kathmandu', '2026-05-04'],
) as fc.Arbitrary<[string, string]>;
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

const cases: fc.Arbitrary<Case> = fc
  .record({
    place,
    weekly: fc.option(
      fc.array(fc.record({ open: clock, close: clock, days: fc.subarray([...WEEKDAYS], { minLength: 1 }) }), {
        maxLength: 3,
      }),
      { freq: 12 },
    ),
    exceptions: fc.array(
      fc.record({ day: fc.integer({ min: -2, max: 3 }), open: fc.array(opening, { maxLength: 2 }) }),
      { maxLength: 1 },
    ),
    boundMin: fc.oneof(fc.constantFrom(0, 30, 120, 1440), fc.integer({ min: 0, max: 1440 })),
    closedUntil: fc.option(fc.integer({ min: -36, max: 36 }), { freq: 2 }),
    readAgo: fc.integer({ min: 0, max: 20 }),
    /** Near which instant, as they turn; and how far from it. */
    turn: fc.nat(),
    offsetSec: fc.oneof(fc.integer({ min: -100, max: 10 }), fc.integer({ min: -40_000, max: 40_000 })),
    state: fc.constantFrom('available' as const, 'busy' as const, 'nobody' as const),
    ageMs: fc.integer({ min: 0, max: 100_000 }),
    confirmedAgo: fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 90 }) },
    ),
  })
  .map((given) => {
    const [zone, date] = given.place;
    const exceptions = given.exceptions.map(({ day, open }) => ({ date: addDays(date, day), open }));
    const hours: HoursRules = { weekly: given.weekly, seasons: [], exceptions };
    const noonMs = Date.parse(date) + DAY / 2;
    const closedUntilMs = given.closedUntil === null ? null : noonMs + given.closedUntil * HOUR;
    const rules = { hours, zone, closedUntilMs };
    const { shownHours } = toTimetable(rules, given.boundMin * MINUTE, noonMs);
    const turns = (shownHours ?? [])
      .flatMap(({ startMs, endMs }) => [startMs, endMs])
      .filter((atMs) => Math.abs(atMs - noonMs) < 1.5 * DAY);
    const nowMs = (turns.length > 0 ? turns[given.turn % turns.length]! : noonMs) + given.offsetSec * 1000;
    const readAtMs = nowMs - given.readAgo * HOUR;
    const timetable = toTimetable(rules, given.boundMin * MINUTE, readAtMs);
    const observation = { state: given.state, sampledAtMs: nowMs - given.ageMs, heldUntilMs: null };
    const hoursNow = hoursAt(timetable, nowMs);
    const facts = aQueue('local', null, {
      ...hoursNow,
      closedUntilMs,
      confirmedAtMs: nowMs - given.confirmedAgo * MINUTE,
      observation,
    });
    return { ...rules, boundMin: given.boundMin, readAtMs, nowMs, facts };
  });

const civilDay = (zone: string, atMs: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(atMs);

/** The rule, with neither intervals that are widened nor instants that are looked for. */
function isShown({ hours, zone, boundMin, facts: { open } }: Case, atMs: number): boolean {
  if (open === null) return true;
  const isOpen = (ms: number): boolean => open.some(({ startMs, endMs }) => startMs <= ms && ms < endMs);
  for (let minute = 0; minute <= 30; minute += 1) if (isOpen(atMs + minute * MINUTE)) return true;
  for (let minute = 1; minute <= boundMin; minute += 1) if (isOpen(atMs - minute * MINUTE)) return true;
  return hours.exceptions.some(({ date, open }) => open.length > 0 && date === civilDay(zone, atMs));
}

function expected(each: Case, atMs: number): string {
  const { closedUntilMs, confirmedAtMs, observation } = each.facts;
  const isConfirmed = atMs < confirmedAtMs + HOUR;
  if (isConfirmed && closedUntilMs !== null && atMs < closedUntilMs) return 'closed';
  if (atMs >= observation!.sampledAtMs + SAMPLE_LIFE) return 'unknown';
  return observation!.state === 'nobody' || isShown(each, atMs)
    ? observation!.state
    : isConfirmed
      ? 'closed'
      : 'unknown';
}

const answerOf = ({ facts, nowMs }: Case): Answer => answerAt([facts], nowMs, horizonAt(nowMs));
/** Every half minute of a span of some minutes, and its last instant. */
const instantsOf = (fromMs: number, toMs: number): number[] => [
  ...Array.from({ length: Math.min(Math.ceil((toMs - fromMs) / 30_000), 70) }, (_, step) => fromMs + step * 30_000),
  toMs - 1,
];

test('after closing: a desk that sends is shown for as long as the rule says, minute by minute', () => {
  const found = new Map<string, number>();
  fc.assert(
    fc.property(cases, (each) => {
      const answer = answerOf(each);
      const state = answer.queues[0]!.state;
      assert.equal(state, expected(each, each.nowMs));
      found.set(state, (found.get(state) ?? 0) + 1);
      for (const atMs of instantsOf(each.nowMs, Math.min(answer.turnsAtMs, answer.lapsesAtMs)))
        if (expected(each, atMs) !== 'unknown' || state !== 'closed')
          assert.equal(expected(each, atMs), state, 'it changes before the time that was given');
    }),
    { numRuns: 3000 },
  );
  for (const state of ['available', 'busy', 'closed']) assert.ok(found.get(state)! > 100, state);
});

test('after closing: no answer claims a desk a moment longer; mutant: as good as its sample, it does for up to 90 s', () => {
  const claimsTooLong = (endOf: (answer: Answer, facts: AnswerFacts) => number) =>
    fc.check(
      fc.property(cases, (each) => {
        const answer = answerOf(each);
        if (answer.tier === null) return;
        for (const atMs of instantsOf(each.nowMs, endOf(answer, each.facts)))
          assert.match(expected(each, atMs), /available|busy/);
      }),
      { numRuns: 3000 },
    ).failed;
  assert.equal(
    claimsTooLong(({ validUntilMs }) => validUntilMs),
    false,
  );
  assert.equal(
    claimsTooLong((_answer, { observation }) => observation!.sampledAtMs + SAMPLE_LIFE),
    true,
  );
});

test('after closing: what staff are shown agrees with the rule, until it says that it changes', () => {
  let shownCount = 0;
  let closedCount = 0;
  fc.assert(
    fc.property(cases, (each) => {
      const found = afterClosingAt(each, each.boundMin * MINUTE, each.nowMs);
      if (each.closedUntilMs !== null && each.nowMs < each.closedUntilMs) return assert.equal(found, null);
      if (!isShown(each, each.nowMs)) assert.equal(found?.shown, false);
      if (found === null) return;
      assert.equal(found.shown, isShown(each, each.nowMs));
      if (found.shown) shownCount += 1;
      else closedCount += 1;
      if (found.until === null) return;
      const untilMs = Date.parse(found.until);
      assert.equal(isShown(each, untilMs - 1), found.shown);
      assert.equal(isShown(each, untilMs), !found.shown);
    }),
    { numRuns: 2000 },
  );
  assert.ok(shownCount > 100 && closedCount > 100);
});
