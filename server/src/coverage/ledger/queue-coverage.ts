// In:    a queue, a period.
// Out:   its coverage for the response: numbers, intervals, gaps, corrections, and the observed values.
// Never: a number without its definition.
import type { Correction, CoverageGap, CoverageInterval, QueueCoverage } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { civilDays, type DayOf } from './days.ts';
import { QUEUE_DEFINITIONS } from './definitions.ts';
import type { Gap } from './gaps.ts';
import { loadCoverage } from './ledger.ts';
import { hasLedger } from './period.ts';
import type { StoredCorrection } from './store.ts';
import type { Coverage } from './sums.ts';
import type { Piece } from './timeline.ts';

const toStartAndEnd = ({ startMs, endMs }: Interval): { start: string; end: string } => ({
  start: toInstant(startMs),
  end: toInstant(endMs),
});

const toInterval = ({ kind, observed, correction, ...interval }: Piece): CoverageInterval => ({
  ...toStartAndEnd(interval),
  kind,
  observed,
  correction,
});

const toGap = ({ kind, isOpen, isAlertable, ...interval }: Gap): CoverageGap => ({
  start: toStartAndEnd(interval).start,
  end: isOpen ? null : toStartAndEnd(interval).end,
  minutes: (interval.endMs - interval.startMs) / MINUTE_MS,
  kind,
  alertable: isAlertable,
});

export const toCorrection = ({ id, kind, by, at, why, ...interval }: StoredCorrection): Correction => ({
  id,
  ...toStartAndEnd(interval),
  kind,
  by,
  at,
  why,
});

interface Queue {
  id: string;
  zone: string;
}

const toNumbers = (
  { id, zone }: Queue,
  { sum, byDay }: Pick<Coverage, 'sum' | 'byDay'>,
  corrections: readonly StoredCorrection[],
  days: readonly DayOf[],
  period: Interval,
) => ({
  queue: id,
  zone,
  from: toStartAndEnd(period).start,
  to: toStartAndEnd(period).end,
  sum,
  byDay: byDay.map((each, index) => ({ date: days[index]!.date, sum: each })),
  corrections: corrections.map(toCorrection),
  definitions: QUEUE_DEFINITIONS,
});

/** A queue's coverage over a period, with its ledger if the period is short enough. */
export async function readQueueCoverage(
  db: Kysely<Tables>,
  queue: Queue,
  period: Interval,
  nowMs: number,
): Promise<QueueCoverage> {
  const days = civilDays(queue.zone, period);
  const { ledger, corrections, ...sums } = await loadCoverage(db, queue.id, period, days, nowMs, hasLedger(period));
  const numbers = toNumbers(queue, sums, corrections, days, period);
  if (ledger === null) return { ...numbers, ledger: false, intervals: [], observed: [], gaps: [], gapsCorrected: 0 };
  return {
    ...numbers,
    ledger: true,
    intervals: await mapYielding(ledger.timeline, toInterval),
    observed: await mapYielding(ledger.observed, ({ state, ...interval }) => ({ ...toStartAndEnd(interval), state })),
    gaps: await mapYielding(ledger.gaps, toGap),
    gapsCorrected: ledger.gapsCorrected,
  };
}
