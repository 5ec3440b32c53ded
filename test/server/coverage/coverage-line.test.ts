// The whole line: from hours, shifts and samples to numbers.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { queueCoverageSchema, type Correction, type QueueCoverage } from '@askusnow/sdk/contract';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { withStarted } from '../../support/app/fixture.ts';

/** A Monday, an hour after the desk has closed: 18:00 in New York. The shift is the four hours before closing time. */
const NOW = '2026-05-04T22:00:00.000Z';
const SHIFT = { label: 'Reference desk', days: ['mo' as const], start: '13:00', end: '17:00' };
const START_MS = Date.parse('2026-05-04T17:00:00.000Z');
const minute = (at: number): string => new Date(START_MS + at * 60_000).toISOString();
const WINDOW = `from=${minute(0)}&to=${minute(240)}`;

withStarted({
  node: (engine) => startCoverage(engine, NOW, { 'harford-desk': [SHIFT] }),
}).describe('coverage of a desk', (on) => {
  const read = async (query = WINDOW) =>
    (await on.node.ask<QueueCoverage>(on.node.liaison, `queues/harford-desk/coverage?${query}`)).body;
  before(async () => {
    // Polls every 30 s; the source falls silent at 60 and is back at 80.
    for (const [state, from, to] of [
      ['nobody', 0, 6],
      ['available', 6, 60],
      ['busy', 80, 90],
      ['available', 90, 150],
      ['nobody', 150, 151],
      ['available', 151, 200],
      ['nobody', 200, 260],
    ] as const)
      await on.node.poll('harford-desk', state, minute(from), minute(to));
  });

  test('coverage: the vector comes out of polls as it does out of stretches', async () => {
    const { sum, gaps, observed } = await read();
    assert.deepEqual([sum.scheduledBy, sum.scheduled], ['shifts', 240]);
    assert.deepEqual([sum.covered, sum.unmonitored, sum.uncovered], [174, 19, 47]);
    assert.deepEqual(
      [sum.value, sum.low, sum.high, sum.observedShare].map((share) => (share! * 100).toFixed(2)),
      ['78.73', '72.50', '80.42', '92.08'],
    );
    assert.deepEqual(
      gaps.map(({ start, end, minutes, kind, alertable }) => [start, end, minutes, kind, alertable]),
      [
        [minute(0), minute(6), 6, 'late-start', true],
        [minute(150), minute(151), 1, 'middle', false],
        [minute(200), minute(240), 40, 'early-end', true],
      ],
    );
    assert.equal(sum.earlyEnd, 30, 'beyond the grace at closing time');
    assert.deepEqual(
      observed.map(({ state }) => state),
      ['nobody', 'available', 'unknown', 'busy', 'available', 'nobody', 'available', 'nobody'],
    );
  });

  test('coverage: a week has its days, the hours with nobody scheduled apart, and unmonitored where nobody had looked', async () => {
    const { byDay, sum, from, to, definitions } = await read('');
    assert.deepEqual(
      byDay.map(({ date }) => date),
      ['2026-04-28', '2026-04-29', '2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04'],
    );
    assert.deepEqual([from, to], ['2026-04-28T04:00:00.000Z', NOW]);
    assert.deepEqual([sum.scheduled, sum.unscheduled], [240, 7 * 480 - 240]);
    assert.deepEqual([byDay[6]!.sum.covered, byDay[0]!.sum.unscheduled], [174, 480]);
    assert.ok(definitions.length > 5);
    const before = (await read(`from=2026-04-27T04:00:00.000Z&to=2026-04-28T04:00:00.000Z`)).sum;
    assert.deepEqual([before.scheduled, before.unmonitored, before.value, before.hidden], [240, 240, null, true]);
  });

  test('coverage: a correction is laid over what was observed, which stays, and the latest counts', async () => {
    const correct = (from: number, to: number, kind: string, why: string) =>
      on.node.ask<Correction>(on.node.liaison, 'queues/harford-desk/corrections', {
        start: minute(from),
        end: minute(to),
        kind,
        why,
      });
    const first = await correct(61, 80, 'uncovered', 'Thought that nobody was there.');
    const second = await correct(61, 80, 'covered', 'The source was down; the desk was kept.');
    assert.deepEqual([first.status, second.status], [201, 201]);
    const { sum, intervals, corrections, observed } = await read();
    assert.deepEqual([sum.covered, sum.unmonitored, sum.uncovered], [193, 0, 47]);
    const corrected = intervals.find(({ correction }) => correction !== null);
    assert.deepEqual(
      [corrected?.start, corrected?.end, corrected?.kind, corrected?.observed, corrected?.correction],
      [minute(61), minute(80), 'covered', 'unknown', second.body.id],
    );
    assert.deepEqual(
      corrections.map(({ by, at, why, kind }) => [by, at, why, kind]),
      [
        ['liaison harford', NOW, 'Thought that nobody was there.', 'uncovered'],
        ['liaison harford', NOW, 'The source was down; the desk was kept.', 'covered'],
      ],
    );
    assert.equal(observed[2]?.state, 'unknown');
    const audit = await on.node.ask<{ entries: { action: string; note: string | null }[] }>(
      on.node.liaison,
      'queues/harford-desk/audit',
    );
    assert.deepEqual(
      audit.body.entries.map(({ action, note }) => [action, note]),
      [
        ['coverage-corrected', 'The source was down; the desk was kept.'],
        ['coverage-corrected', 'Thought that nobody was there.'],
      ],
    );
  });

  test('coverage: a gap that was observed and corrected is counted as that, and one of which a part is left stays a gap', async () => {
    const correct = (from: number, to: number) =>
      on.node.ask<Correction>(on.node.liaison, 'queues/harford-desk/corrections', {
        start: minute(from),
        end: minute(to),
        kind: 'covered',
        why: 'The source was wrong.',
      });
    assert.equal((await read()).gapsCorrected, 0, 'a correction of time that nobody watched is of no gap');
    await correct(210, 240);
    assert.deepEqual([(await read()).gapsCorrected, (await read()).gaps.length], [0, 3]);
    await correct(0, 6);
    const { gaps, gapsCorrected } = await read();
    assert.deepEqual([gapsCorrected, gaps.map(({ start }) => start)], [1, [minute(150), minute(200)]]);
    await correct(0, 240);
    assert.deepEqual([(await read()).gapsCorrected, (await read()).gaps], [3, []]);
  });

  test('coverage: a reply has the contract’s shape and no more, with its ledger, which is written in turns, and without', async () => {
    const year = await read('from=2025-05-04T04:00:00.000Z&to=2026-05-04T04:00:00.000Z');
    const week = await read('');
    assert.deepEqual([week.ledger, year.ledger], [true, false]);
    assert.ok(
      week.intervals.length > 2 && week.observed.length > 5 && week.gapsCorrected > 0 && week.corrections.length > 0,
    );
    for (const body of [week, year]) assert.deepEqual(queueCoverageSchema.parse(body), body);
  });
});
