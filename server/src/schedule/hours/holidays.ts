// In:    a year.
// Out:   days on which libraries are usually closed or close early, and those of them that are federal holidays; in order,
//        one row per date.
// Never: assumes a closing: it is a template that a person confirms day by day.
//
// Source: 5 U.S.C. 6103(a), and for the observed days 6103(b) (Saturday: the Friday before) and Executive Order 11582
// (Sunday: the Monday after). Inauguration Day is a holiday in and around Washington, D.C., alone, and left out.
import { Temporal } from 'temporal-polyfill';

export interface Holiday {
  date: string;
  name: string;
}

const [MONDAY, THURSDAY, SATURDAY, SUNDAY] = [1, 4, 6, 7];

const on = (year: number, month: number, day: number): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year, month, day });

/** The first such weekday on or after a date, plus a number of weeks. */
function weekdayFrom(date: Temporal.PlainDate, weekday: number, weeks = 0): Temporal.PlainDate {
  return date.add({ days: ((weekday - date.dayOfWeek + 7) % 7) + 7 * weeks });
}

/** Source: the Gregorian computus in the form of Nature, 20 April 1876 ("anonymous"), good for every year. */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return on(year, Math.floor(n / 31), (n % 31) + 1);
}

type Named = [name: string, date: Temporal.PlainDate];

/** Holidays by date; those by weekday have no observed day, since they never fall on a weekend. */
const fixedHolidays = (year: number): Named[] => [
  ['New Year’s Day', on(year, 1, 1)],
  ['Juneteenth', on(year, 6, 19)],
  ['Independence Day', on(year, 7, 4)],
  ['Veterans Day', on(year, 11, 11)],
  ['Christmas Day', on(year, 12, 25)],
];

const thanksgivingOf = (year: number): Temporal.PlainDate => weekdayFrom(on(year, 11, 1), THURSDAY, 3);

const weekdayHolidays = (year: number): Named[] => [
  ['Birthday of Martin Luther King, Jr.', weekdayFrom(on(year, 1, 1), MONDAY, 2)],
  ['Washington’s Birthday', weekdayFrom(on(year, 2, 1), MONDAY, 2)],
  ['Memorial Day', weekdayFrom(on(year, 5, 25), MONDAY)],
  ['Labor Day', weekdayFrom(on(year, 9, 1), MONDAY)],
  ['Columbus Day', weekdayFrom(on(year, 10, 1), MONDAY, 1)],
  ['Thanksgiving Day', thanksgivingOf(year)],
];

const customs = (year: number): Named[] => [
  ['Day after Thanksgiving', thanksgivingOf(year).add({ days: 1 })],
  ['Easter Sunday', easter(year)],
  ['Christmas Eve', on(year, 12, 24)],
  ['New Year’s Eve', on(year, 12, 31)],
];

function observed([name, date]: Named): Named[] {
  const shift = date.dayOfWeek === SATURDAY ? -1 : date.dayOfWeek === SUNDAY ? 1 : 0;
  return shift === 0 ? [] : [[`${name} (observed)`, date.add({ days: shift })]];
}

/** A New Year’s Day on a Saturday is observed in the year before. */
function federal(year: number): Named[] {
  const fixed = [...fixedHolidays(year), ...fixedHolidays(year + 1).slice(0, 1)];
  return [...fixed, ...fixed.flatMap(observed), ...weekdayHolidays(year)];
}

function byDate(year: number, all: readonly Named[]): Holiday[] {
  const names = new Map<string, string[]>();
  for (const [name, date] of all) {
    if (date.year === year) names.set(date.toString(), [...(names.get(date.toString()) ?? []), name]);
  }
  return [...names]
    .map(([date, each]) => ({ date, name: each.join('; ') }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
}

/** The usual closings of a year. */
export const holidaysOf = (year: number): Holiday[] => byDate(year, [...federal(year), ...customs(year)]);

/** The federal holidays of a year, and the days on which they are observed. */
export const federalHolidaysOf = (year: number): Holiday[] => byDate(year, federal(year));
