// In:    a queue's shifts and exceptions, a week, the weeks that get the same shifts, today.
// Out:   the shifts with the copies, each copy that is made, and each that is skipped, with the reason.
// Never: copies a calendar's shifts, makes two shifts of one label at once, reads a clock, or blocks the event loop for a year.
import type { CopiedShift, Exception, ShiftRule, WeekCopy, Weekday } from '@askusnow/sdk/contract';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { addDays } from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';
import { toMinutes } from '../hours/check.ts';
import { ownerOf } from '../hours/expand.ts';
import { nameOf, startsOn } from './expand.ts';

const DAYS = 7;
const DAY_MINUTES = 24 * 60;
/** Most excepted days of one rule. */
const MAX_EXCEPT = 200;

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (date: string): Weekday => WEEKDAYS[(((Date.parse(date) / DAY_MS + 3) % 7) + 7) % 7]!;

const shiftsOn = (shifts: readonly ShiftRule[], date: string): CopiedShift[] =>
  shifts
    .filter((rule) => startsOn(rule, { civil: date, weekday: weekdayOf(date) }))
    .map(({ days: _days, from: _from, until: _until, except: _except, ...shift }) => ({ ...shift, date }));

/** Minutes since the start of `from`. */
function minutesOf({ date, start, end }: CopiedShift, from: string): [number, number] {
  const dayMin = ((Date.parse(date) - Date.parse(from)) / DAY_MS) * DAY_MINUTES;
  const [startMin, endMin] = [toMinutes(start), toMinutes(end)];
  return [dayMin + startMin, dayMin + (endMin > startMin ? endMin : endMin + DAY_MINUTES)];
}

type ByName = ReadonlyMap<string, readonly CopiedShift[]>;

/** Whether the same desk, team or library has a shift at that time; one of the evening before may last until then. */
function isTaken(around: readonly ByName[], copy: CopiedShift): boolean {
  const [start, end] = minutesOf(copy, copy.date);
  return around
    .flatMap((day) => day.get(nameOf(copy)) ?? [])
    .some((other) => {
      const [otherStart, otherEnd] = minutesOf(other, copy.date);
      return otherStart < end && start < otherEnd;
    });
}

/** One rule for shifts that differ in their dates alone: once, or weekly over the weeks, except where none is made. */
function toRules(copies: readonly CopiedShift[], weeks: readonly string[]): ShiftRule[] {
  const [first] = copies;
  if (first === undefined) return [];
  if (copies.length === 1) return [first];
  const { date: _date, ...shift } = first;
  const dates = new Set(copies.map(({ date }) => date));
  const days = WEEKDAYS.filter((day) => copies.some(({ date }) => weekdayOf(date) === day));
  const [from, until] = [weeks[0]!, addDays(weeks.at(-1)!, DAYS - 1)];
  const except: string[] = [];
  for (let date = from; date <= until; date = addDays(date, 1))
    if (days.includes(weekdayOf(date)) && !dates.has(date)) except.push(date);
  if (except.length > MAX_EXCEPT)
    return days.flatMap((day) =>
      toRules(
        copies.filter(({ date }) => weekdayOf(date) === day),
        weeks,
      ),
    );
  return [{ ...shift, days, from, until, ...(except.length === 0 ? {} : { except }) }];
}

type Why = WeekCopy['skipped']['first'][number]['why'];

export interface WeekCopies {
  shifts: ShiftRule[];
  made: CopiedShift[];
  skipped: (CopiedShift & { why: Why })[];
}

export async function copyWeek(
  { shifts, exceptions }: { shifts: readonly ShiftRule[]; exceptions: readonly Exception[] },
  { week, to, today }: { week: string; to: readonly string[]; today: string },
): Promise<WeekCopies> {
  const weeks = [...new Set(to)].sort();
  const known = new Map<string, ByName>();
  const shiftsOf = (date: string): ByName => {
    const found = known.get(date) ?? Map.groupBy(shiftsOn(shifts, date), nameOf);
    known.set(date, found);
    return found;
  };
  const source = Array.from({ length: DAYS }, (_, day) => shiftsOn(shifts, addDays(week, day)));
  const days = weeks.flatMap((start) => source.map((list, day) => ({ date: addDays(start, day), list })));
  const judged = await mapYielding(days, ({ date, list }) => {
    const around = [-1, 0, 1].map((apart) => shiftsOf(addDays(date, apart)));
    const isClosed = ownerOf(exceptions, date)?.open.length === 0;
    const fault: Why | null = date < today ? 'past' : isClosed ? 'closed' : null;
    return list.map((shift): { copy: CopiedShift; why: Why | null } => {
      const copy = { ...shift, date };
      return { copy, why: fault ?? (isTaken(around, copy) ? 'taken' : null) };
    });
  });
  const made = judged.flat().flatMap(({ copy, why }) => (why === null ? [copy] : []));
  const groups = Map.groupBy(made, ({ date: _date, ...shift }) => JSON.stringify(Object.entries(shift).sort()));
  return {
    shifts: [...shifts, ...[...groups.values()].flatMap((group) => toRules(group, weeks))],
    made,
    skipped: judged.flat().flatMap(({ copy, why }) => (why === null ? [] : [{ ...copy, why }])),
  };
}
