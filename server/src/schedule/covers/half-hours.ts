// In:    a shift, a time, now.
// Out:   whether an instant is one at which a part of the shift may begin or end; the part of it ahead that the time touches.
// Never: reads a zone: every clock shows a half hour at some quarter of UTC's hours.
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { shared, type Interval } from '../../platform/time/intervals.ts';

export const HALF_HOUR_MS = 30 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * Half hours count from the start of the shift. One that begins at no quarter of an hour was cut, by a desk that opened
 * again at 10:40: then they are the clock's, or nobody could give the hour from 11 to 12.
 */
const countedFrom = ({ startMs }: Interval): number =>
  startMs % QUARTER_MS === 0 ? startMs : Math.floor(startMs / HALF_HOUR_MS) * HALF_HOUR_MS;

/** Its start, its end, or a half hour between. */
export const isHalfHourOf = (shift: Interval, atMs: number): boolean =>
  atMs === shift.startMs || atMs === shift.endMs || (atMs - countedFrom(shift)) % HALF_HOUR_MS === 0;

/** Whole half hours of the shift that begin after an instant; null: the time touches none. */
export function halfHoursIn(shift: Interval, time: Interval, afterMs: number): Interval | null {
  const touched = shared([shift], [time])[0];
  if (touched === undefined) return null;
  const fromMs = countedFrom(shift);
  const at = (halves: number): number => fromMs + halves * HALF_HOUR_MS;
  const halvesTo = (ms: number): number => (ms - fromMs) / HALF_HOUR_MS;
  const next = shift.startMs > afterMs ? 0 : Math.floor(halvesTo(afterMs)) + 1;
  const startMs = Math.max(shift.startMs, at(Math.max(Math.floor(halvesTo(touched.startMs)), next)));
  const endMs = Math.min(shift.endMs, at(Math.ceil(halvesTo(touched.endMs))));
  return startMs < endMs ? { startMs, endMs } : null;
}
