// In:    a local time.
// Out:   its instant.
// Never: chooses a zone: zones.ts and vtimezone.ts create these functions.
import type { Temporal } from 'temporal-polyfill';

/** Local time to ms since the epoch. */
export type ToInstant = (wall: Temporal.PlainDateTime) => number;

/** Treats local time as UTC. */
export const asUtcMs: ToInstant = (wall) => wall.toZonedDateTime('UTC').epochMilliseconds;
