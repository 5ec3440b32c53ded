// In:    instants and durations. Units: ms since the epoch, ms.
// Out:   the length of a minute, an hour and a 24-hour day; the start of a minute; an instant, or its UTC day, as text.
// Never: a civil day of a zone: see local-time.ts and day-window.ts.
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Every zone's clock begins its minutes with UTC's. */
export const floorMinute = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;

/** In the format of the wire and the log: `2026-05-04T14:00:00.000Z`. */
export function toInstant(ms: number): string;
export function toInstant(ms: number | null): string | null;
export function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** `YYYY-MM-DD`. */
export const toUtcDate = (ms: number): string => toInstant(ms).slice(0, 10);
