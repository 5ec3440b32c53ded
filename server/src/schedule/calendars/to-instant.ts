// In:    a local time.
// Out:   the instant that it is.
// Never: a zone of its own: zones.ts and vtimezone.ts make these functions.
import type { Temporal } from 'temporal-polyfill';

/** Local time to ms since the epoch. */
export type ToInstant = (wall: Temporal.PlainDateTime) => number;

/** UTC: as if the clock on the wall were UTC. */
export const asUtcMs: ToInstant = (wall) => wall.toZonedDateTime('UTC').epochMilliseconds;
