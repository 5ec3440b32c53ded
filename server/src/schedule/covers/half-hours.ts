// In:    a shift, a time, now.
// Out:   whether an instant is one at which a part of the shift may begin or end; the part of it ahead that the time touches.
// Never: reads a zone: half hours count from the start of the shift.
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { shared, type Interval } from '../../platform/time/intervals.ts';

export const HALF_HOUR_MS = 30 * MINUTE_MS;

/** Its start, its end, or half hours after its start. */
export const isHalfHourOf = ({ startMs, endMs }: Interval, atMs: number): boolean =>
  atMs === endMs || (atMs - startMs) % HALF_HOUR_MS === 0;

/** Whole half hours of the shift that begin after an instant; null: the time touches none. */
export function halfHoursIn(shift: Interval, time: Interval, afterMs: number): Interval | null {
  const touched = shared([shift], [time])[0];
  if (touched === undefined) return null;
  const at = (halves: number): number => shift.startMs + halves * HALF_HOUR_MS;
  const halvesTo = (ms: number): number => (ms - shift.startMs) / HALF_HOUR_MS;
  const first = Math.max(Math.floor(halvesTo(touched.startMs)), Math.floor(halvesTo(afterMs)) + 1);
  const endMs = Math.min(shift.endMs, at(Math.ceil(halvesTo(touched.endMs))));
  return at(first) < endMs ? { startMs: at(first), endMs } : null;
}
