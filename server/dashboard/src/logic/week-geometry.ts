// The positions of a desk's days in the chart. Rows align by wall clock: on a day of 25 hours the repeated hour is compressed,
// so that nine o'clock is below nine o'clock.
import { instantMs } from './wall-clock.js';
import type { Span, WeekRow } from './week-rows.js';

/** CSS pixels from the top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const ROW_PX = 44;
const TOP_PX = 22;
const LABEL_PX = 58;
const RIGHT_PX = 6;
/** Keeps a gap of one minute visible in a day. */
const LEAST_PX = 2;

/** From a row's top. Each track has its own height, so that it is recognised without colour. */
export const TRACKS = {
  promised: { top: 5, height: 8 },
  scheduled: { top: 17, height: 4 },
  seen: { top: 26, height: 13 },
} as const;
export type Track = keyof typeof TRACKS;

export const heightOf = (rows: number): number => TOP_PX + rows * ROW_PX + 2;
export const rowTop = (index: number): number => TOP_PX + index * ROW_PX;

const QUARTERS = ['06:00', '12:00', '18:00'] as const;

/** Midnight, 6, noon and 18 by the zone's own clocks, and the day's end. */
const marksOf = ({ date, startMs, endMs }: WeekRow, zone: string): number[] => [
  startMs,
  ...QUARTERS.map((time) => instantMs({ date, time }, zone)),
  endMs,
];

/** Below this the first mark's label does not fit. Units: CSS pixels between marks. */
export const NAMED_PX = 80;

/** The positions of the marks: the same in every row. */
export const hourLines = (width: number): number[] =>
  [0, 1, 2, 3, 4].map((quarter) => LABEL_PX + ((width - RIGHT_PX - LABEL_PX) * quarter) / 4);

/** The position of an instant in the row's day; an instant outside is clamped to the edge. */
export function xOf(row: WeekRow, zone: string, ms: number, width: number): number {
  const marks = marksOf(row, zone);
  const lines = hourLines(width);
  const quarter = marks.slice(1, -1).filter((mark) => mark <= ms).length;
  const [from, to] = [marks[quarter]!, marks[quarter + 1]!];
  const share = Math.min(1, Math.max(0, (ms - from) / (to - from)));
  return lines[quarter]! + share * (lines[quarter + 1]! - lines[quarter]!);
}

/** The chart that a row is drawn in. */
export interface Frame {
  zone: string;
  width: number;
}

export function boxOf(
  row: WeekRow,
  index: number,
  track: Track,
  { startMs, endMs }: Span,
  { zone, width }: Frame,
): Box {
  const x = xOf(row, zone, startMs, width);
  const { top, height } = TRACKS[track];
  return { x, y: rowTop(index) + top, width: Math.max(LEAST_PX, xOf(row, zone, endMs, width) - x), height };
}
