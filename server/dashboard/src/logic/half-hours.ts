// In:    a time in which something can begin and end.
// Out:   the instants at which it may, by half hours: from its start, or by the clock where it was cut.
import { HOUR_MS } from './lengths.js';

const HALF_HOUR_MS = HOUR_MS / 2;

/** With the start first and the end last. A shift that begins at no quarter of an hour was cut: its half hours are the clock's. */
export function halfHoursOf({ start, end }: { start: string; end: string }): string[] {
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  const isCut = startMs % (HOUR_MS / 4) !== 0;
  const firstMs = isCut ? Math.ceil(startMs / HALF_HOUR_MS) * HALF_HOUR_MS : startMs + HALF_HOUR_MS;
  const count = Math.max(Math.ceil((endMs - firstMs) / HALF_HOUR_MS), 0);
  const halves = Array.from({ length: count }, (_, index) => new Date(firstMs + index * HALF_HOUR_MS).toISOString());
  return [start, ...halves, end];
}
