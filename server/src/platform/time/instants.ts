// In:    instants and lengths. Units: ms since the epoch, ms.
// Out:   how long a minute, an hour and a day of 24 hours are; an instant, and its day in UTC, as text.
// Never: a civil day of a zone: local-time.ts and day-window.ts know how long those are.
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** As the wire and logs have it: `2026-05-04T14:00:00.000Z`. */
export function toInstant(ms: number): string;
export function toInstant(ms: number | null): string | null;
export function toInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** `YYYY-MM-DD`. */
export const toUtcDate = (ms: number): string => toInstant(ms).slice(0, 10);
