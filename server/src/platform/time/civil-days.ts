// In:    a civil date of the Gregorian calendar, or a number of days since 1970-01-01.
// Out:   each converted to the other, and a day's position in its week and year.
// Never: uses a time zone: a civil day is the same everywhere.
//
// Uses integers: a recurrence rule checks thousands of days, and date objects would take a second.

/** Months count from 1. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

const DAYS_IN_ERA = 146_097;

/** Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
export function toDayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - 719_468;
}

/** Source: the same, civil_from_days. */
export function toCivilDate(dayNumber: number): CivilDate {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** 0 is Monday. */
export const weekdayOf = (dayNumber: number): number => (((dayNumber + 3) % 7) + 7) % 7;

/** First day of a day's week; weeks begin on `weekStart`, 0 being Monday. */
export const weekOf = (dayNumber: number, weekStart: number): number =>
  dayNumber - ((weekdayOf(dayNumber) - weekStart + 7) % 7);

/**
 * A day's week number in the year that has most of that week, from the year's start and from its end: `[1, -53]`. Source:
 * RFC 5545 §3.3.10, BYWEEKNO.
 */
export function weekNumbersOf(dayNumber: number, weekStart: number): [number, number] {
  const middle = weekOf(dayNumber, weekStart) + 3;
  const { year } = toCivilDate(middle);
  const number = Math.floor((middle - toDayNumber(year, 1, 1)) / 7) + 1;
  const left = Math.floor((toDayNumber(year + 1, 1, 1) - 1 - middle) / 7);
  return [number, -1 - left];
}
