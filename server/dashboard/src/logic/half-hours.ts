// In:    a time in which something can begin and end.
// Out:   the instants at which it may, by half hours from its start.
import { HOUR_MS } from './lengths.js';

/** With the start first and the end last. */
export function halfHoursOf({ start, end }: { start: string; end: string }): string[] {
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  const count = Math.ceil((endMs - startMs) / (HOUR_MS / 2));
  const halves = Array.from({ length: count }, (_, index) => new Date(startMs + (index * HOUR_MS) / 2).toISOString());
  return [...halves, end];
}
