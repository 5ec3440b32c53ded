import type { ScoreHistory } from '@askusnow/sdk';
import { bandsOf, labelledDays, type Frame } from './day-geometry.js';
import { DAY_MS } from './lengths.js';

export type ScoreDay = ScoreHistory['days'][number];

/** One day's score, in CSS pixels: `y` to `middle` is not known, `middle` to the bottom is met. */
export interface ScoreBar {
  day: ScoreDay;
  x: number;
  width: number;
  y: number;
  middle: number;
}

export interface ScoreGeometry {
  /** Every day from the first to the last, with the middle of each. */
  days: { date: string; x: number }[];
  bars: ScoreBar[];
  ticks: { share: number; y: number }[];
  /** Indexes of the days with a label. */
  labels: number[];
  plot: { left: number; right: number; top: number; bottom: number };
}

const MARGIN = { top: 8, right: 4, bottom: 24, left: 48 };

function everyDay(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += DAY_MS)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

/** A bar for each day on which the score was counted; the others stay empty. */
export function scoreGeometry(scores: readonly ScoreDay[], { width, height }: Frame): ScoreGeometry {
  const plot = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const [first, last] = [scores[0], scores.at(-1)];
  const dates = first && last ? everyDay(first.date, last.date) : [];
  const across = bandsOf(dates.length, plot);
  const indexes = new Map(dates.map((date, index) => [date, index]));
  const y = (share: number): number => plot.bottom - share * (plot.bottom - plot.top);
  return {
    days: dates.map((date, index) => ({ date, x: across.x(index) + across.width / 2 })),
    bars: scores.flatMap((day) =>
      day.low === null || day.high === null
        ? []
        : [{ day, x: across.x(indexes.get(day.date)!), width: across.width, y: y(day.high), middle: y(day.low) }],
    ),
    ticks: [0, 0.5, 1].map((share) => ({ share, y: y(share) })),
    labels: labelledDays(dates.length, plot.right - plot.left),
    plot,
  };
}

/** The days on which the score was not that of the day counted before, earliest first. */
export const scoreChanges = (scores: readonly ScoreDay[]): ScoreDay[] =>
  scores.filter((day, at) => {
    const before = scores[at - 1];
    return (
      before !== undefined &&
      (['passed', 'of', 'unknown', 'low', 'high'] as const).some((key) => day[key] !== before[key])
    );
  });
