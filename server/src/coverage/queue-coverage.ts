// In:    what is known of a queue over a period, as instants.
// Out:   its coverage as the wire has it: numbers, intervals, gaps, corrections, and what was observed beside them.
// Never: a number without its definition.
import type { Correction, CoverageGap, CoverageInterval, QueueCoverage } from '@askusnow/sdk/contract';
import type { Interval } from '../hours/local-time.ts';
import { civilDays } from './days.ts';
import { QUEUE_DEFINITIONS } from './definitions.ts';
import type { Gap } from './gaps.ts';
import type { LedgerFacts } from './ledger.ts';
import type { StoredCorrection } from './store.ts';
import { coverageOf } from './sums.ts';
import type { Piece } from './timeline.ts';

const toStretch = ({ startMs, endMs }: Interval): { start: string; end: string } => ({
  start: new Date(startMs).toISOString(),
  end: new Date(endMs).toISOString(),
});

const toInterval = ({ kind, observed, correction, ...stretch }: Piece): CoverageInterval => ({
  ...toStretch(stretch),
  kind,
  observed,
  correction,
});

const toGap = ({ kind, isOpen, isAlertable, ...stretch }: Gap): CoverageGap => ({
  start: toStretch(stretch).start,
  end: isOpen ? null : toStretch(stretch).end,
  minutes: (stretch.endMs - stretch.startMs) / 60_000,
  kind,
  alertable: isAlertable,
});

export const toCorrection = ({ id, kind, by, at, why, ...stretch }: StoredCorrection): Correction => ({
  id,
  ...toStretch(stretch),
  kind,
  by,
  at,
  why,
});

/** A queue's coverage over a period. */
export function toQueueCoverage(
  { id, zone }: { id: string; zone: string },
  facts: LedgerFacts,
  period: Interval,
  nowMs: number,
): QueueCoverage {
  const days = civilDays(zone, period);
  const { sum, byDay, timeline, gaps } = coverageOf(facts, period, days, nowMs);
  return {
    queue: id,
    zone,
    from: toStretch(period).start,
    to: toStretch(period).end,
    sum,
    byDay: byDay.map((each, index) => ({ date: days[index]!.date, sum: each })),
    intervals: timeline.map(toInterval),
    observed: facts.presence.map(({ state, ...stretch }) => ({ ...toStretch(stretch), state })),
    gaps: gaps.map(toGap),
    corrections: facts.corrections.map(toCorrection),
    definitions: QUEUE_DEFINITIONS,
  };
}
