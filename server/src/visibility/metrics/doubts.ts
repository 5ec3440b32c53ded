// In:    a library's counted events by day, each with its busiest hour, from four weeks before the window.
// Out:   the days of the window with more events than the library's history makes plausible.
// Never: removes a count: it marks those that a liaison should check before reporting them.
import type { Doubt } from '@askusnow/sdk/contract';
import { daysBefore, type CivilWindow } from '../../platform/time/day-window.ts';

/** Counted events of one civil day; hours in the library's zone. */
export interface DayLoad {
  date: string;
  clicks: number;
  viewable: number;
  /** The sum over all hours of clicks beyond viewable and unmeasurable impressions. */
  unseenClicks: number;
  busiestClicks: number;
  busiestClicksHour: number;
  busiestViewable: number;
  busiestViewableHour: number;
}

/** The same, with its library. */
export interface LibraryDayLoad extends DayLoad {
  libraryId: string;
}

/** The length of the history. Units: days. */
export const HISTORY_DAYS = 28;

/**
 * Min count to doubt, whatever the history: a class of 35 that tries the button is no script, nor is a site that adds the
 * tag to all of its pages.
 */
export const MIN_CLICKS = { hour: 40, day: 100 } as const;
export const MIN_VIEWABLE = { hour: 2_000, day: 10_000 } as const;
/** The tag counts each clicked button as viewed, so only repeated clicks on one page lack a view: few people do that. */
export const MIN_UNSEEN = 20;

/** One false alarm in a hundred years of hours. */
const CHANCE = 1e-6;
/** The normal quantile for {@link CHANCE}. */
const QUANTILE = 4.7534;
/** People come in groups, so counts vary more than Poisson's: the busiest hour is doubled. */
const SCATTER = 2;

/** The lowest count that a Poisson variable with this mean exceeds with a probability below {@link CHANCE}. */
export function poissonBound(mean: number): number {
  // For large means, the normal approximation corrected for skew (Cornish and Fisher) differs by less than a thousandth.
  if (mean > 500) return Math.ceil(mean + QUANTILE * Math.sqrt(mean) + (QUANTILE ** 2 + 2) / 6);
  let term = Math.exp(-mean);
  let tail = 1 - term;
  let count = 0;
  while (tail >= CHANCE && count < 2_000) {
    count++;
    term *= mean / count;
    tail -= term;
  }
  return count;
}

type Load = 'busiestClicks' | 'clicks' | 'busiestViewable' | 'viewable';
const MIN_COUNTS: Record<Load, number> = {
  busiestClicks: MIN_CLICKS.hour,
  clicks: MIN_CLICKS.day,
  busiestViewable: MIN_VIEWABLE.hour,
  viewable: MIN_VIEWABLE.day,
};

/** Below these counts no day of the window can be doubtful, so its hours need not be read. */
export const mayBeDoubted = ({ clicks, viewable }: Pick<DayLoad, 'clicks' | 'viewable'>): boolean =>
  clicks >= Math.min(MIN_UNSEEN, MIN_CLICKS.hour) || viewable >= MIN_VIEWABLE.hour;

/**
 * Days in order. A day above its bound enters the history with the bound only: a script does not make its own next day
 * plausible, and a real rise is accepted within days.
 */
export function findDoubts(days: readonly DayLoad[], window: CivilWindow): Doubt[] {
  const doubts: Doubt[] = [];
  const history: { date: string; loads: Record<Load, number> }[] = [];
  for (const day of days) {
    const first = daysBefore(day.date, HISTORY_DAYS);
    while (history[0] && history[0].date < first) history.shift();
    const usual = (load: Load): number => Math.max(0, ...history.map(({ loads }) => loads[load]));
    const bound = (load: Load): number => Math.max(MIN_COUNTS[load], poissonBound(SCATTER * usual(load)));
    if (day.date >= window.from) doubts.push(...doubtsOf(day, usual, bound));
    const capped = (load: Load): number => Math.min(day[load], bound(load));
    history.push({
      date: day.date,
      loads: {
        busiestClicks: capped('busiestClicks'),
        clicks: capped('clicks'),
        busiestViewable: capped('busiestViewable'),
        viewable: capped('viewable'),
      },
    });
  }
  return doubts;
}

function doubtsOf(day: DayLoad, usual: (load: Load) => number, bound: (load: Load) => number): Doubt[] {
  const { date } = day;
  const past = (load: Load, reason: Doubt['reason'], hour: number | null): Doubt[] =>
    day[load] > bound(load) ? [{ date, hour, reason, count: day[load], usual: Math.round(usual(load)) }] : [];
  const orTheDay = (hour: Doubt[], ofDay: () => Doubt[]): Doubt[] => (hour.length > 0 ? hour : ofDay());
  return [
    ...(day.unseenClicks >= MIN_UNSEEN
      ? [{ date, hour: null, reason: 'clicks-unseen' as const, count: day.unseenClicks, usual: 0 }]
      : []),
    ...orTheDay(past('busiestClicks', 'clicks-above-usual', day.busiestClicksHour), () =>
      past('clicks', 'clicks-above-usual', null),
    ),
    ...orTheDay(past('busiestViewable', 'views-above-usual', day.busiestViewableHour), () =>
      past('viewable', 'views-above-usual', null),
    ),
  ];
}
