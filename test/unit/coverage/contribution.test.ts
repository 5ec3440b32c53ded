// Whose hour it was and who was there: late, left early, absent or not known; and what a month's figures are of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf, valueOf } from '../../../server/src/coverage/contribution/contribution.ts';
import { MONITORED_MS, workedOf, type DeskFacts } from '../../../server/src/coverage/contribution/worked.ts';
import { dutiesOf, type OwedShift } from '../../../server/src/schedule/covers/duties.ts';
import type { GivenHour } from '../../../server/src/schedule/expansion/given-hours.ts';
import { HOUR_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';

/** Hours since the epoch, far enough from it for what was before. */
const at = (hour: number): number => (10_000 + hour) * HOUR_MS;
const span = (from: number, to: number) => ({ startMs: at(from), endMs: at(to) });
const owes = (library: string, from: number, to: number, more: Partial<OwedShift> = {}): OwedShift => ({
  ...{ library, service: 'statewide', people: 1, endsAtClosing: false },
  ...span(from, to),
  ...more,
});
const press = (library: string, from: number, to: number) => ({ library, ...span(from, to) });
const MINUTE = 1 / 60;
const NOW = at(100);

const facts = (
  owed: OwedShift[],
  presses: DeskFacts['presses'],
  more: {
    given?: GivenHour[];
    madeUp?: [string, number, number][];
    nobody?: DeskFacts['nobody'];
    corrections?: DeskFacts['corrections'];
  } = {},
): DeskFacts => {
  const { given = [], madeUp = [], nobody = [], corrections = [] } = more;
  const duties = dutiesOf({
    owed,
    given,
    madeUp: madeUp.map(([library, from, to]) => ({ library, service: 'statewide', ...span(from, to) })),
  });
  return { owed, duties, presses, nobody, corrections };
};
const outcomes = (of: DeskFacts, nowMs = NOW): string[] =>
  workedOf(of, nowMs).map(({ library, isMonitored, there, lateMs, earlyMs }) =>
    [
      library,
      isMonitored ? (there.length === 0 ? 'absent' : 'there') : 'unmonitored',
      ...(lateMs > 0 ? [`late ${lateMs / MINUTE_MS}`] : []),
      ...(earlyMs > 0 ? [`early ${earlyMs / MINUTE_MS}`] : []),
    ].join(' '),
  );
const figures = (library: string, of: DeskFacts, nowMs = NOW) =>
  figuresOf(library, of.owed, workedOf(of, nowMs), { startMs: 0, endMs: nowMs })!;

test('contribution: in time, late by minutes, left early, absent', () => {
  const shift = [owes('harford', 10, 12)];
  const seen = (...presses: DeskFacts['presses']): string[] => outcomes(facts(shift, presses));
  assert.deepEqual(seen(press('harford', 9.9, 12.1)), ['harford there']);
  assert.deepEqual(seen(press('harford', 10 + 7 * MINUTE, 12)), ['harford there late 7']);
  assert.deepEqual(seen(press('harford', 10 + MINUTE / 2, 12)), ['harford there'], 'its first minute');
  assert.deepEqual(seen(press('harford', 10, 11.5)), ['harford there early 30']);
  assert.deepEqual(seen(press('harford', 8, 9)), ['harford absent']);
  assert.deepEqual(seen(press('cecil', 10, 12)), ['harford unmonitored'], 'another library was there');
});

test('contribution: ten minutes are allowed where the hours end at the library’s closing, and count as given', () => {
  const shift = owes('harford', 10, 12, { endsAtClosing: true });
  const left = (minutes: number) => facts([shift], [press('harford', 10, 12 - minutes * MINUTE)]);
  assert.deepEqual([outcomes(left(10)), figures('harford', left(10)).given], [['harford there'], 120]);
  assert.deepEqual([outcomes(left(11)), figures('harford', left(11)).given], [['harford there early 11'], 109]);
});

test('contribution: a source that sees nobody beats a press', () => {
  const of = facts([owes('harford', 10, 12)], [press('harford', 9, 13)], { nobody: [span(10.5, 11)] });
  assert.deepEqual([figures('harford', of).given, figures('harford', of).missed], [90, 30]);
});

test('contribution: a library that has not pressed for 28 days before the end of its hours is not known; the first press does not make it absent before', () => {
  const shift = [owes('harford', 10, 12)];
  const before = MONITORED_MS / HOUR_MS;
  assert.deepEqual(outcomes(facts(shift, [press('harford', 11 - before, 12.5 - before)])), ['harford absent']);
  assert.deepEqual(outcomes(facts(shift, [press('harford', 11 - before, 12 - before)])), ['harford unmonitored']);
  assert.deepEqual(outcomes(facts(shift, [press('harford', 13, 14)])), ['harford unmonitored']);
  const own = figures('harford', facts(shift, []));
  assert.deepEqual([own.owed, own.given, own.missed, own.unmonitored], [120, 0, 0, 120]);
  assert.equal(valueOf('given-of-owed', own, { givenByAll: 0, questions: null }), null);
});

test('contribution: hours given up stay owed: 2 of 10 and not made up are 80 %, and what is taken and made up counts for whom worked it', () => {
  const shift = owes('harford', 10, 20);
  const taken = { library: 'harford', service: 'statewide' as const, takenBy: 'cecil', ...span(18, 20) };
  const presses = [press('harford', 10, 18), press('cecil', 18, 20)];
  const of = facts([shift, owes('cecil', 30, 31)], [...presses, press('cecil', 30, 31)], { given: [taken] });
  const share = (library: string, facts_: DeskFacts) =>
    valueOf('given-of-owed', figures(library, facts_), { givenByAll: 0, questions: null });
  assert.equal(share('harford', of), 0.8);
  assert.equal(share('cecil', of), 3, 'it may pass 100 %');
  assert.deepEqual([figures('harford', of).coveredByOthers, figures('cecil', of).coveredForOthers], [120, 120]);
  const untaken = facts([shift], presses, { given: [{ ...taken, takenBy: null }] });
  assert.deepEqual([figures('harford', untaken).notTaken, figures('harford', untaken).missed], [120, 0]);
  const madeUp = facts([shift], [press('harford', 10, 18), press('harford', 40, 42)], {
    given: [{ ...taken, takenBy: null }],
    madeUp: [['harford', 40, 42]],
  });
  assert.equal(share('harford', madeUp), 1);
});

test('contribution: two people owe twice the minutes; a running hour counts up to now; nothing owed and nothing worked is no figure', () => {
  const of = facts([owes('harford', 99, 101, { people: 2 })], [press('harford', 99, 110)]);
  assert.deepEqual([figures('harford', of).owed, figures('harford', of).given], [120, 120]);
  assert.equal(figuresOf('cecil', of.owed, workedOf(of, NOW), { startMs: 0, endMs: NOW }), null);
});

test('contribution: a correction counts over the clock and its source, and is known where no clock is pressed; the later of both sides counts', () => {
  const said = (side: 'library' | 'coordinator', there: [number, number] | null, of: [number, number] = [10, 12]) => ({
    ...{ library: 'harford', service: 'statewide' as const, ...span(...of), side, there: there && span(...there) },
    ...{ why: 'The clock was not pressed.', by: 'test', atMs: NOW },
  });
  const presses = [press('harford', 10, 11)];
  const nobody = [span(11, 12)];
  const seen = (corrections: DeskFacts['corrections'], more: Partial<OwedShift> = {}) => {
    const of = facts([owes('harford', 10, 12, more)], presses, { nobody, corrections });
    return [...outcomes(of), figures('harford', of).given, figures('harford', of).missed];
  };
  assert.deepEqual(seen([]), ['harford there early 60', 60, 60]);
  assert.deepEqual(seen([said('library', [10.25, 12])]), ['harford there late 15', 105, 15]);
  assert.deepEqual(seen([said('library', [10, 12]), said('coordinator', null)]), ['harford absent', 0, 120]);
  assert.deepEqual(seen([said('library', [10, 12], [10, 11])]), seen([]), 'of other hours');
  const closing = { endsAtClosing: true };
  assert.deepEqual(seen([said('library', [10, 12 - 10 * MINUTE])], closing), ['harford there', 120, 0]);
  const unpressed = facts([owes('harford', 10, 12)], [], { corrections: [said('coordinator', [10, 11.5])] });
  assert.deepEqual(outcomes(unpressed), ['harford there early 30']);
  assert.equal(figures('harford', unpressed).unmonitored, 0);
  const [{ clock }] = workedOf(unpressed, NOW) as [ReturnType<typeof workedOf>[number]];
  assert.deepEqual([clock.isMonitored, clock.there], [false, []], 'what the clock showed stays');
});

test('contribution: the choices of the cooperative: out of what is owed, a share of all, or hours per 100 questions', () => {
  const own = { ...figures('harford', facts([owes('harford', 10, 12)], [press('harford', 10, 12)])) };
  assert.equal(valueOf('share-of-given', own, { givenByAll: 480, questions: null }), 0.25);
  assert.equal(valueOf('given-per-100-questions', own, { givenByAll: 0, questions: 50 }), 4);
  assert.equal(valueOf('given-per-100-questions', own, { givenByAll: 0, questions: 0 }), null);
});
