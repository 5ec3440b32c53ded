// In:    a recurrence rule, the start of its event, a window; all in local time, treated as UTC.
// Out:   the starts in the window, sorted.
// Never: looks at more days than `spend` allows, or at UNTIL, which may be an instant: the caller compares instants.
//
// Source: RFC 5545 §3.3.10. Each day, week, month or year of the rule has a set of starts: the days that match every BY…
// part, each at every time of day. BYSETPOS selects from the set. A missing part is taken from the event's start.
import {
  toCivilDate,
  toDayNumber,
  weekdayOf,
  weekNumbersOf,
  weekOf,
  type CivilDate,
} from '../../platform/time/civil-days.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

export const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** `nth`: of the month or year, negative from its end; null: every. 0 is Monday. */
export interface WeekdayPart {
  weekday: number;
  nth: number | null;
}

/** The result of rule-text.ts. Null for an absent list. */
export interface Recurrence {
  freq: Frequency;
  interval: number;
  count: number | null;
  weekStart: number;
  byMonth: readonly number[] | null;
  byWeekNo: readonly number[] | null;
  byYearDay: readonly number[] | null;
  byMonthDay: readonly number[] | null;
  byDay: readonly WeekdayPart[] | null;
  byHour: readonly number[] | null;
  byMinute: readonly number[] | null;
  bySecond: readonly number[] | null;
  bySetPos: readonly number[] | null;
}

/** Called with a number of days before they are looked at; throws if that is too many. */
export type Spend = (days: number) => void;

/** First and last day, inclusive. */
type Period = readonly [first: number, last: number];

/** Whether a period's set includes a day. */
type DayFilter = (day: number, date: CivilDate, period: Period) => boolean;

const yearOf = (year: number): Period => [toDayNumber(year, 1, 1), toDayNumber(year + 1, 1, 1) - 1];
const monthOf = (year: number, month: number): Period => [
  toDayNumber(year, month, 1),
  (month === 12 ? toDayNumber(year + 1, 1, 1) : toDayNumber(year, month + 1, 1)) - 1,
];

/** A day's position in a range, from its start and from its end: 1 and -31 for the first of a long month. */
const places = (day: number, [first, last]: Period): [number, number] => [day - first + 1, day - last - 1];

function dayFilters(rule: Recurrence, start: CivilDate, startDay: number): DayFilter[] {
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const filters: DayFilter[] = [];
  const has = (list: readonly number[]) => {
    const set = new Set(list);
    return ([one, other]: [number, number]): boolean => set.has(one) || set.has(other);
  };
  const onMonths = (months: readonly number[]): void => {
    const set = new Set(months);
    filters.push((_day, { month }) => set.has(month));
  };
  const onMonthDays = (days: readonly number[]): void => {
    const isAmong = has(days);
    filters.push((day, { year, month }) => isAmong(places(day, monthOf(year, month))));
  };
  const onWeekdays = (parts: readonly WeekdayPart[]): void => {
    // In a yearly rule without months, the nth weekday counts within the year.
    const rangeOf = ({ year, month }: CivilDate): Period =>
      freq === 'YEARLY' && byMonth === null ? yearOf(year) : monthOf(year, month);
    const every = new Set(parts.filter(({ nth }) => nth === null).map(({ weekday }) => weekday));
    const numbered = Map.groupBy(parts, ({ weekday }) => weekday);
    filters.push((day, date) => {
      const weekday = weekdayOf(day);
      if (every.has(weekday)) return true;
      const ofDay = numbered.get(weekday);
      if (ofDay === undefined) return false;
      const [fromStart, fromEnd] = places(day, rangeOf(date));
      const nths = [Math.ceil(fromStart / 7), -Math.ceil(-fromEnd / 7)];
      return ofDay.some(({ nth }) => nth !== null && nths.includes(nth));
    });
  };
  if (byMonth !== null) onMonths(byMonth);
  if (byWeekNo !== null) {
    const isAmong = has(byWeekNo);
    filters.push((day) => isAmong(weekNumbersOf(day, rule.weekStart)));
  }
  if (byYearDay !== null) {
    const isAmong = has(byYearDay);
    filters.push((day, { year }) => isAmong(places(day, yearOf(year))));
  }
  if (byMonthDay !== null) onMonthDays(byMonthDay);
  if (byDay !== null) onWeekdays(byDay);
  const hasNoDay = byYearDay === null && byMonthDay === null && byDay === null;
  if (hasNoDay && (freq === 'WEEKLY' || byWeekNo !== null)) onWeekdays([{ weekday: weekdayOf(startDay), nth: null }]);
  else if (hasNoDay && (freq === 'MONTHLY' || freq === 'YEARLY')) {
    onMonthDays([start.day]);
    if (freq === 'YEARLY' && byMonth === null) onMonths([start.month]);
  }
  return filters;
}

/** The periods of the rule from the one with `fromDay` on, one per interval from the start's. */
function periodAt({ freq, interval, weekStart }: Recurrence, startDay: number) {
  const { year, month } = toCivilDate(startDay);
  const firstWeek = weekOf(startDay, weekStart);
  const startMonth = year * 12 + month - 1;
  const monthAt = (index: number): Period => monthOf(Math.floor(index / 12), (index % 12) + 1);
  const periods: Record<Frequency, { at(step: number): Period; stepOf(day: number): number }> = {
    DAILY: { at: (step) => [startDay + step, startDay + step], stepOf: (day) => day - startDay },
    WEEKLY: {
      at: (step) => [firstWeek + step * 7, firstWeek + step * 7 + 6],
      stepOf: (day) => Math.floor((day - firstWeek) / 7),
    },
    MONTHLY: {
      at: (step) => monthAt(startMonth + step),
      stepOf(day) {
        const date = toCivilDate(day);
        return date.year * 12 + date.month - 1 - startMonth;
      },
    },
    YEARLY: { at: (step) => yearOf(year + step), stepOf: (day) => toCivilDate(day).year - year },
  };
  const { at, stepOf } = periods[freq];
  return {
    /** Index of the last period that begins on or before a day. */
    indexOf: (day: number): number => Math.max(0, Math.floor(stepOf(day) / interval)),
    at: (index: number): Period => at(index * interval),
  };
}

const sorted = (list: readonly number[]): number[] => [...new Set(list)].sort((one, other) => one - other);

/** The times of day at which it starts. Units: ms. */
function timesOfDay({ byHour, byMinute, bySecond }: Recurrence, startMs: number): number[] {
  const startSec = Math.floor((startMs - Math.floor(startMs / DAY_MS) * DAY_MS) / 1000);
  const hours = byHour ?? [Math.floor(startSec / 3600)];
  const minutes = byMinute ?? [Math.floor(startSec / 60) % 60];
  const seconds = bySecond ?? [startSec % 60];
  return sorted(
    hours.flatMap((hour) => minutes.flatMap((minute) => seconds.map((second) => hour * 3600 + minute * 60 + second))),
  ).map((sec) => sec * 1000);
}

/** The members of a set that BYSETPOS selects. */
const chosen = (set: readonly number[], positions: readonly number[]): number[] =>
  sorted(positions.flatMap((position) => set.at(position > 0 ? position - 1 : position) ?? []));

export function startsBetween(rule: Recurrence, startMs: number, fromMs: number, toMs: number, spend: Spend): number[] {
  const startDay = Math.floor(startMs / DAY_MS);
  const filters = dayFilters(rule, toCivilDate(startDay), startDay);
  const times = timesOfDay(rule, startMs);
  const periods = periodAt(rule, startDay);
  const lastDay = Math.floor(toMs / DAY_MS);
  const starts: number[] = [];
  let left = rule.count ?? Infinity;
  // COUNT has to be counted from the start.
  const firstIndex = rule.count === null ? periods.indexOf(Math.floor(fromMs / DAY_MS)) : 0;
  for (let index = firstIndex; ; index += 1) {
    const period = periods.at(index);
    const [first, last] = period;
    if (first > lastDay || !(left > 0)) return starts;
    spend(last - first + 1);
    const set: number[] = [];
    for (let day = first; day <= last; day += 1) {
      const date = toCivilDate(day);
      if (filters.every((passes) => passes(day, date, period))) for (const time of times) set.push(day * DAY_MS + time);
    }
    for (const start of rule.bySetPos === null ? set : chosen(set, rule.bySetPos)) {
      if (start < startMs || left <= 0) continue;
      if (start > toMs) return starts;
      left -= 1;
      if (start >= fromMs) starts.push(start);
    }
  }
}
