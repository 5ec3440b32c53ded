// In:    a library's day rows, by state and class, and its window.
// Out:   the numbers that a liaison reads.
// Never: includes practice, bot or suspect events, except in `excluded`.
import type { AnswerState, Counts, DayCounts, EventSum, Metrics, Rate } from '@askusnow/sdk/contract';
import { ANSWER_STATES, clickRateBase, EVENT_SUMS } from '@askusnow/sdk/contract';
import type { EventClass } from '../tables.ts';
import { daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { toRate } from './wilson.ts';

/** One day of a library in one state and class. */
export interface DayRow extends Counts {
  date: string;
  state: AnswerState;
  class: EventClass;
  /** Impressions, viewable impressions, clicks and follows. */
  events: number;
}

/** The keys of {@link Counts}. */
export const COUNT_KEYS = Object.keys(EVENT_SUMS) as EventSum[];

/** Sums each of them. */
export function sumCounts(rows: Iterable<Counts>): Counts {
  const sum = Object.fromEntries(COUNT_KEYS.map((key) => [key, 0])) as Counts;
  for (const row of rows) for (const key of COUNT_KEYS) sum[key] += row[key];
  return sum;
}

export const toClickThrough = (counts: Counts): Rate => toRate(counts.clicks, clickRateBase(counts));

/** The counted events of days before the window. Null where counting began later, or a branch had none. */
export function toBefore(
  rows: readonly DayRow[],
  { from, to }: CivilWindow,
  countingSince: string | null,
): Metrics['before'] {
  const counted = rows.filter((row) => row.class === 'counted' && from <= row.date && row.date <= to);
  if (countingSince === null || countingSince > from || counted.length === 0) return null;
  const counts = sumCounts(counted);
  return {
    from,
    to,
    counts,
    viewableRate: toRate(counts.viewable, counts.measurable),
    clickThrough: toClickThrough(counts),
  };
}

/** The part of the metrics response that is computed from day rows. */
export function toMetrics(
  rows: readonly DayRow[],
  window: CivilWindow,
): Pick<Metrics, 'totals' | 'clickThrough' | 'viewableRate' | 'firstScreenRate' | 'byDay' | 'byState' | 'excluded'> {
  const counted = rows.filter((row) => row.class === 'counted');
  const eventsOf = (which: EventClass): number =>
    rows.reduce((sum, row) => (row.class === which ? sum + row.events : sum), 0);
  const byDate = Map.groupBy(counted, (row) => row.date);
  const byState = Map.groupBy(counted, (row) => row.state);
  const totals = sumCounts(counted);
  return {
    totals,
    clickThrough: toClickThrough(totals),
    viewableRate: toRate(totals.viewable, totals.measurable),
    firstScreenRate: toRate(totals.firstScreen, totals.measurable),
    byDay: daysOf(window).map((date): DayCounts => ({ date, ...sumCounts(byDate.get(date) ?? []) })),
    byState: ANSWER_STATES.map((state) => ({ state, ...sumCounts(byState.get(state) ?? []) })),
    excluded: { practice: eventsOf('practice'), bot: eventsOf('bot'), suspect: eventsOf('suspect') },
  };
}
