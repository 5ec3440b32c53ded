// Periods that cut a shift or a gap: what lies beyond their ends is read for the judgement, and for nothing else.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { QueueCoverage } from '@askusnow/sdk/contract';
import { addCorrection } from '../../../server/src/coverage/ledger/store.ts';
import { startCoverage } from '../../support/app/coverage-node.ts';
import { withStarted } from '../../support/app/fixture.ts';

const NOW = '2026-05-04T22:00:00.000Z';
type PresenceInterval = [start: string, end: string];
/** Midnight in New York is 04:00Z. */
const at = (each: string): string => `2026-04-${each}:00.000Z`;

const NO_SHOW: PresenceInterval = ['03T02:00', '03T06:00'];
/** One shift that is late by five days and a half. */
const LONG: PresenceInterval = ['10T04:00', '20T04:00'];
const CORRECTED: PresenceInterval = ['22T02:00', '22T06:00'];

withStarted({ node: (engine) => startCoverage(engine, NOW) }).describe('what a period cuts', (on) => {
  before(async () => {
    const { db } = on.node.database;
    const queue = { queue_id: 'harford-desk' };
    await db
      .insertInto('schedule_range')
      .values(
        [NO_SHOW, LONG, CORRECTED].map(([start, end]) => ({
          ...queue,
          kind: 'shift' as const,
          source: 'rules' as const,
          label: 'Night',
          starts_at: new Date(at(start)),
          ends_at: new Date(at(end)),
        })),
      )
      .execute();
    const seen: [...PresenceInterval, 'nobody' | 'available'][] = [
      ['03T00:00', '03T12:00', 'nobody'],
      ['10T00:00', '15T16:00', 'nobody'],
      ['15T16:00', '23T00:00', 'available'],
    ];
    await db
      .insertInto('presence_interval')
      .values(
        seen.map(([start, end, state]) => ({
          ...queue,
          state,
          started_at: new Date(at(start)),
          ended_at: new Date(at(end)),
        })),
      )
      .execute();
    for (const [start, end] of [
      ['22T02:00', '22T04:00'],
      ['22T04:00', '22T04:30'],
    ] as PresenceInterval[])
      await addCorrection(on.node.database, 'harford-desk', {
        startMs: Date.parse(at(start)),
        endMs: Date.parse(at(end)),
        kind: 'uncovered',
        why: 'The seat was empty.',
        by: { id: 1, label: 'x', role: 'liaison' },
        atMs: Date.parse(NOW),
      });
  });

  const read = async (from: string, to: string) => {
    const path = `queues/harford-desk/coverage?from=${at(from)}&to=${at(to)}`;
    const { gaps, sum, corrections } = (await on.node.ask<QueueCoverage>(on.node.liaison, path)).body;
    return {
      gaps: gaps.map(({ start, minutes, kind }) => [start, minutes, kind]),
      edges: [sum.uncovered, sum.lateStart, sum.earlyEnd],
      corrections: corrections.length,
    };
  };

  test('period edges: a shift over midnight that nobody kept is a no-show on both days', async () => {
    const gaps = (start: string) => [[at(start), 120, 'no-show']];
    assert.deepEqual(await read('02T04:00', '03T04:00'), {
      gaps: gaps('03T02:00'),
      edges: [120, 0, 0],
      corrections: 0,
    });
    assert.deepEqual(await read('03T04:00', '04T04:00'), {
      gaps: gaps('03T04:00'),
      edges: [120, 0, 0],
      corrections: 0,
    });
  });

  test('period edges: a late start is one on each of its days, however long it lasts, and its minutes belong to the first', async () => {
    const day = async (date: number) => read(`${date}T04:00`, `${date + 1}T04:00`);
    const late = (date: number, minutes: number) => [[at(`${date}T04:00`), minutes, 'late-start']];
    assert.deepEqual(await day(10), { gaps: late(10, 1440), edges: [1440, 5.5 * 1440, 0], corrections: 0 });
    assert.deepEqual(await day(12), { gaps: late(12, 1440), edges: [1440, 0, 0], corrections: 0 });
    assert.deepEqual(await day(15), { gaps: late(15, 720), edges: [720, 0, 0], corrections: 0 });
  });

  test('period edges: a correction of the time before counts, and is listed with its own period', async () => {
    const late = [[at('22T04:00'), 30, 'late-start']];
    assert.deepEqual(await read('22T04:00', '23T04:00'), { gaps: late, edges: [30, 0, 0], corrections: 1 });
  });
});
