// Where a desk's days stand in the picture. Rows stand by the clock: on a day of 25 hours the part with the hour that comes
// twice is drawn closer, so that nine o'clock is below nine o'clock.
import { scaleLinear } from 'd3-scale';
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
/** A minute's gap can still be seen in a day. */
const LEAST_PX = 2;

/** From a row's top. Each has a height of its own, by which it is known without colour. */
export const LANES = {
  promised: { top: 5, height: 8 },
  scheduled: { top: 17, height: 4 },
  seen: { top: 26, height: 13 },
} as const;
export type Lane = keyof typeof LANES;

export const heightOf = (rows: number): number => TOP_PX + rows * ROW_PX + 2;
export const rowTop = (index: number): number => TOP_PX + index * ROW_PX;

const QUARTERS = ['06:00', '12:00', '18:00'] as const;

/** Midnight, 6, noon and 18 by the zone's own clocks, and the day's end. */
const marksOf = ({ date, startMs, endMs }: WeekRow, zone: string): number[] => [
  startMs,
  ...QUARTERS.map((time) => instantMs({ date, time }, zone)),
  endMs,
];

/** Narrower than this, the first mark has no room for its name. Units: CSS pixels between marks. */
export const NAMED_PX = 80;

/** Where the marks stand: the same in every row. */
export const hourLines = (width: number): number[] =>
  [0, 1, 2, 3, 4].map((quarter) => LABEL_PX + ((width - RIGHT_PX - LABEL_PX) * quarter) / 4);

/** Where an instant of the row's day stands; what lies outside is at its edge. */
export const xOf = (row: WeekRow, zone: string, ms: number, width: number): number =>
  scaleLinear().domain(marksOf(row, zone)).range(hourLines(width)).clamp(true)(ms);

/** The picture that a row is drawn in. */
export interface Frame {
  zone: string;
  width: number;
}

export function boxOf(row: WeekRow, index: number, lane: Lane, { startMs, endMs }: Span, { zone, width }: Frame): Box {
  const x = xOf(row, zone, startMs, width);
  const { top, height } = LANES[lane];
  return { x, y: rowTop(index) + top, width: Math.max(LEAST_PX, xOf(row, zone, endMs, width) - x), height };
}
