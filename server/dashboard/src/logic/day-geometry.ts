import { scaleBand, scaleLinear } from 'd3-scale';

/** One day's bar, in CSS pixels from the top left corner. */
export interface Bar {
  date: string;
  count: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Geometry {
  bars: Bar[];
  /** Horizontal grid lines, at whole counts. */
  ticks: { count: number; y: number }[];
  /** Indexes of the days with a label. */
  labels: number[];
  plot: { left: number; right: number; top: number; bottom: number };
}

export interface Frame {
  width: number;
  height: number;
}

const MARGIN = { top: 8, right: 4, bottom: 24, left: 40 };
/** Keeps a day with one event visible beside a day with thousands. */
const LEAST_BAR_PX = 3;
/** The width of a label such as "Nov 24", with a margin. */
const LABEL_PX = 62;

/** The bar of each day. The axis starts at zero, since a bar is read by its length. */
export function dayGeometry(days: { date: string; count: number }[], { width, height }: Frame): Geometry {
  const plot = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const most = Math.max(1, ...days.map(({ count }) => count));
  const across = scaleBand<string>()
    .domain(days.map(({ date }) => date))
    .range([plot.left, plot.right])
    .paddingInner(days.length > 45 ? 0.25 : 0.3)
    .paddingOuter(0.1);
  const up = scaleLinear().domain([0, most]).nice(4).range([plot.bottom, plot.top]);

  const bars = days.map(({ date, count }) => {
    const tall = plot.bottom - up(count);
    const barHeight = count === 0 ? 0 : Math.max(LEAST_BAR_PX, tall);
    return {
      date,
      count,
      x: across(date) ?? 0,
      y: plot.bottom - barHeight,
      width: across.bandwidth(),
      height: barHeight,
    };
  });
  const ticks = up
    .ticks(4)
    .filter(Number.isInteger)
    .map((count) => ({ count, y: up(count) }));
  return { bars, ticks, labels: labelledDays(days.length, plot.right - plot.left), plot };
}

/** Counted back from the last day: today is always named. */
export function labelledDays(count: number, widthPx: number): number[] {
  const fitting = Math.max(1, Math.floor(widthPx / LABEL_PX));
  const step = Math.max(1, Math.ceil(count / fitting));
  const labels: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) labels.unshift(index);
  return labels;
}
