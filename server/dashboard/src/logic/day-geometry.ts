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

/** Places of equal width, with gaps as shares of a step: `inner` between two of them, `outer` at both ends. */
export function bandsOf(
  count: number,
  { left, right }: { left: number; right: number },
  { inner = 0, outer = 0 } = {},
): { width: number; x(index: number): number } {
  const step = (right - left) / Math.max(1, count - inner + 2 * outer);
  const first = left + (right - left - step * (count - inner)) / 2;
  return { width: step * (1 - inner), x: (index) => first + step * index };
}

/** The step of about four grid lines: 1, 2 or 5 of a power of ten, and whole. */
function tickStep(top: number): number {
  const exact = Math.max(1, top / 4);
  const power = 10 ** Math.floor(Math.log10(exact));
  const share = exact / power;
  return power * (share >= Math.sqrt(50) ? 10 : share >= Math.sqrt(10) ? 5 : share >= Math.SQRT2 ? 2 : 1);
}

/** Grid lines from zero to the first that is not below `most`. A rounder top may have a rounder step. */
function ticksOf(most: number): number[] {
  let [top, step] = [most, 0];
  while (step !== tickStep(top)) {
    step = tickStep(top);
    top = Math.ceil(top / step) * step;
  }
  return Array.from({ length: top / step + 1 }, (_, index) => index * step);
}

/** The bar of each day. The axis starts at zero, since a bar is read by its length. */
export function dayGeometry(days: { date: string; count: number }[], { width, height }: Frame): Geometry {
  const plot = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const most = Math.max(1, ...days.map(({ count }) => count));
  const across = bandsOf(days.length, plot, { inner: days.length > 45 ? 0.25 : 0.3, outer: 0.1 });
  const counts = ticksOf(most);
  const up = (count: number): number => plot.bottom - (count / counts.at(-1)!) * (plot.bottom - plot.top);

  const bars = days.map(({ date, count }, index) => {
    const tall = plot.bottom - up(count);
    const barHeight = count === 0 ? 0 : Math.max(LEAST_BAR_PX, tall);
    return {
      date,
      count,
      x: across.x(index),
      y: plot.bottom - barHeight,
      width: across.width,
      height: barHeight,
    };
  });
  const ticks = counts.map((count) => ({ count, y: up(count) }));
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
