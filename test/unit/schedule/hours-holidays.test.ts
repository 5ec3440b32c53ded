// The usual closings of a year, held against published calendars.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR } from '@askusnow/sdk/contract';
import { federalHolidaysOf, holidaysOf } from '../../../server/src/schedule/hours/holidays.ts';

const dateOf = (year: number, name: string): string | undefined =>
  holidaysOf(year).find((holiday) => holiday.name.split('; ').includes(name))?.date;

// Source: the Office of Personnel Management's lists of federal holidays, as observed for those who work Monday to Friday.
const OPM: Record<number, string> = {
  2021: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
  2022: '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26',
  2023: '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2024: '01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
  2025: '01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25',
  2026: '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
  2027: '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
  2028: '01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25',
  2029: '01-01 01-15 02-19 05-28 06-19 07-04 09-03 10-08 11-12 11-22 12-25',
  2030: '01-01 01-21 02-18 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25',
};

// Source: the dates of Easter published by the U.S. Census Bureau.
const EASTER =
  '2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 ' +
  '2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2036-04-13 2037-04-05 2038-04-25 2039-04-10 2040-04-01';

describe('the holidays of a year', () => {
  for (const [year, dates] of Object.entries(OPM)) {
    test(`holidays: ${year} has every federal holiday as it is observed`, () => {
      const all = holidaysOf(Number(year)).map(({ date }) => date);
      const missing = dates.split(' ').filter((day) => !all.includes(`${year}-${day}`));
      assert.deepEqual(missing, []);
    });
  }

  test('holidays: the federal ones are those of the Office of Personnel Management, with the day itself, and no others', () => {
    for (const [year, dates] of Object.entries(OPM)) {
      const federal = federalHolidaysOf(Number(year));
      const isMoved = ({ name, date }: (typeof federal)[number]): boolean =>
        !name.includes('(observed)') && [6, 7].includes(Temporal.PlainDate.from(date).dayOfWeek);
      assert.equal(
        federal
          .filter((each) => !isMoved(each))
          .map(({ date }) => date.slice(5))
          .join(' '),
        dates,
      );
    }
    assert.ok(!federalHolidaysOf(2026).some(({ name }) => /Eve|Easter|after/.test(name)));
  });

  test('holidays: hold Easter where the Census Bureau has it', () => {
    assert.equal(Array.from({ length: 20 }, (_, index) => dateOf(2021 + index, 'Easter Sunday')).join(' '), EASTER);
  });

  test('holidays: have Easter between the dates that it can fall on, on a Sunday, in every year', () => {
    for (let year = FIRST_HOLIDAY_YEAR; year <= LAST_HOLIDAY_YEAR; year += 1) {
      const easter = dateOf(year, 'Easter Sunday') ?? '';
      assert.equal(Temporal.PlainDate.from(easter).dayOfWeek, 7, easter);
      assert.ok(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25', easter);
    }
  });

  test('holidays: name both the day itself and the one on which it is observed', () => {
    assert.equal(dateOf(2026, 'Independence Day'), '2026-07-04');
    assert.equal(dateOf(2026, 'Independence Day (observed)'), '2026-07-03');
    assert.equal(dateOf(2023, 'New Year’s Day (observed)'), '2023-01-02');
  });

  test('holidays: a New Year’s Day on a Saturday is observed in the year before, beside New Year’s Eve', () => {
    assert.deepEqual(holidaysOf(2027).at(-1), {
      date: '2027-12-31',
      name: 'New Year’s Day (observed); New Year’s Eve',
    });
    assert.equal(dateOf(2028, 'New Year’s Day (observed)'), undefined);
  });

  test('holidays: come in order, one row a date, all in their year, in every year', () => {
    for (let year = FIRST_HOLIDAY_YEAR; year <= LAST_HOLIDAY_YEAR; year += 1) {
      const dates = holidaysOf(year).map(({ date }) => date);
      assert.deepEqual(dates, [...new Set(dates)].sort());
      assert.ok(dates.every((date) => date.startsWith(String(year))));
      assert.ok(dates.length >= 15);
    }
  });
});
