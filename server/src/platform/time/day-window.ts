// In:    a library's zone, an instant, a number of days.
// Out:   the civil days of a window, including today.
// Never: assumes days of 24 hours: two days of a year are not.
import { Temporal } from 'temporal-polyfill';
import { DAY_MS, toUtcDate } from './instants.ts';

/** Both ends included. Civil days `YYYY-MM-DD` by the library's clock. */
export interface CivilWindow {
  from: string;
  to: string;
}

/** The last `days` civil days, ending with today, which is not over. */
export function windowOf(zone: string, nowMs: number, days: number): CivilWindow {
  const to = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  return { from: to.subtract({ days: days - 1 }).toString(), to: to.toString() };
}

/** The start of a civil day in that zone. Units: ms since the epoch. */
export function startOfDayMs(zone: string, date: string | Temporal.PlainDate): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** Every day of a window, in order. */
export function daysOf({ from, to }: CivilWindow): string[] {
  const dates: string[] = [];
  const lastMs = Date.parse(to);
  for (let ms = Date.parse(from); ms <= lastMs; ms += DAY_MS) dates.push(toUtcDate(ms));
  return dates;
}

/** How many days a window has; 0 where it ends before it begins. */
export const dayCount = ({ from, to }: CivilWindow): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / DAY_MS + 1);

/** Computed in UTC, where all days have the same length. */
export const addDays = (date: string, days: number): string => toUtcDate(Date.parse(date) + days * DAY_MS);
export const daysBefore = (date: string, days: number): string => addDays(date, -days);

/** "2027-01" for two months after "2026-11". */
export const addMonths = (month: string, months: number): string =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString();

/** The Monday of a civil day's week. */
export const mondayOf = (date: string): string => daysBefore(date, (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7);
