// In:    a shared desk's shifts, a change of a library's weekly shifts and its first day, today.
// Out:   the shifts with the change, or why they do not allow it; faults of the change itself, by field; a library's weekly shifts.
// Never: changes a day before the first one.
import { isDeepStrictEqual } from 'node:util';
import {
  SHIFT_REQUEST_AHEAD_DAYS,
  SHIFTS_PER_QUEUE,
  WEEKDAYS,
  type ShiftRule,
  type Tier,
  type Weekday,
  type WeeklyShift,
} from '@askusnow/sdk/contract';
import { addDays } from '../../platform/time/day-window.ts';
import { checkShifts } from '../shifts/check.ts';
import { weekdayOf } from '../shifts/copy-week.ts';
import { serviceOf } from '../shifts/expand.ts';
import { messages } from './messages.ts';

/** `shift` alone ends, `wanted` alone begins, both change. */
export interface PatternChange {
  shift: WeeklyShift | null;
  wanted: WeeklyShift | null;
  /** Civil day of the desk's zone. */
  from: string;
}

interface Place {
  library: string;
  tier: Tier;
}

/** Why a desk's shifts do not allow a change. */
export type Unfit = 'gone' | 'overlaps' | 'too-many';

const toWeekly = (rule: ShiftRule, day: Weekday, tier: Tier): WeeklyShift => ({
  ...{ day, start: rule.start, end: rule.end, service: serviceOf(rule, tier) },
  ...{ people: rule.people ?? 1, endsAtClosing: rule.endsAtClosing ?? false },
});

/** What the library owes each week, from today on. By day and start. */
export function weeklyShiftsOf(rules: readonly ShiftRule[], { library, tier }: Place, today: string): WeeklyShift[] {
  const all = rules
    .filter((rule) => rule.library === library && (rule.until ?? today) >= today)
    .flatMap((rule) => (rule.days ?? []).map((day) => toWeekly(rule, day, tier)));
  // The same shift may stand in two rules: of this term, and of the next one.
  const unlike = all.filter((one, index) => !all.slice(0, index).some((other) => isDeepStrictEqual(one, other)));
  return unlike.toSorted(
    (one, other) => WEEKDAYS.indexOf(one.day) - WEEKDAYS.indexOf(other.day) || (one.start < other.start ? -1 : 1),
  );
}

/** What differs from a rule's defaults is written. */
const toRule = ({ day, start, end, ...wanted }: WeeklyShift, { library, tier }: Place, more: Partial<ShiftRule>) => ({
  ...(more.label !== undefined && { label: more.label }),
  library,
  ...(wanted.service !== serviceOf({}, tier) && { service: wanted.service }),
  ...(wanted.people > 1 && { people: wanted.people }),
  ...(wanted.endsAtClosing && { endsAtClosing: true as const }),
  days: [day],
  start,
  end,
  ...(more.from !== undefined && { from: more.from }),
  ...(more.until !== undefined && { until: more.until }),
  ...(more.except !== undefined && { except: more.except }),
});

/** The rule on these of its days, until its last day; none where it never starts. */
function within({ except = [], ...rule }: ShiftRule, days: readonly Weekday[], until: string | undefined): ShiftRule[] {
  const isOver = (date: string): boolean => until !== undefined && date > until;
  const left = days.filter((day) => {
    const { from } = rule;
    if (from === undefined) return true;
    const wait = (WEEKDAYS.indexOf(day) - WEEKDAYS.indexOf(weekdayOf(from)) + WEEKDAYS.length) % WEEKDAYS.length;
    return !isOver(addDays(from, wait));
  });
  const excepted = except.filter((date) => left.includes(weekdayOf(date)) && !isOver(date));
  if (left.length === 0) return [];
  return [
    {
      ...{ ...rule, days: left },
      ...(until !== undefined && { until }),
      ...(excepted.length > 0 && { except: excepted }),
    },
  ];
}

/** After every day: of a rule without a last one. */
const END = '9999-12-31';

/** From its first day on, the shift is in no rule any more. Undefined: it is in none. */
function ended(
  rules: readonly ShiftRule[],
  { shift, from }: PatternChange & { shift: WeeklyShift },
  { library, tier }: Place,
): { rules: ShiftRule[]; last: ShiftRule } | undefined {
  const { day } = shift;
  const isIt = (rule: ShiftRule): boolean =>
    rule.library === library &&
    rule.days?.includes(day) === true &&
    (rule.until ?? from) >= from &&
    isDeepStrictEqual(toWeekly(rule, day, tier), shift);
  const first = rules.find(isIt);
  if (first === undefined) return undefined;
  // Two teams of one library may have the same hours: one of them is meant.
  const found = new Set(rules.filter((rule) => isIt(rule) && rule.label === first.label));
  const left = rules.flatMap((rule) => {
    if (!found.has(rule)) return [rule];
    const others = (rule.days ?? []).filter((each) => each !== day);
    return [...within(rule, others, rule.until), ...within(rule, [day], addDays(from, -1))];
  });
  // The term that lasts longest is the one that goes on.
  const last = [...found].reduce((one, other) => ((one.until ?? END) < (other.until ?? END) ? other : one));
  return { rules: left, last };
}

/** The desk's shifts with the change. */
export function withChange(rules: readonly ShiftRule[], change: PatternChange, place: Place): ShiftRule[] | Unfit {
  const { shift, wanted, from } = change;
  const kept = shift === null ? { rules: [...rules], last: null } : ended(rules, { ...change, shift }, place);
  if (kept === undefined) return 'gone';
  const { label, until, except } = kept.last ?? {};
  const excepted = except?.filter((date) => date >= from && weekdayOf(date) === wanted?.day) ?? [];
  const term = { label, from, until, ...(excepted.length > 0 && { except: excepted }) };
  const all = wanted === null ? kept.rules : [...kept.rules, toRule(wanted, place, term)];
  if (all.length > SHIFTS_PER_QUEUE) return 'too-many';
  const faults = checkShifts(all);
  if (faults.some(({ path }) => path.length === 0)) return 'too-many';
  return faults.length > 0 ? 'overlaps' : all;
}

/** What is wrong with the change itself, whatever else the desk has. */
export function faultsOf(change: PatternChange, place: Place, today: string): { field: string; message: string }[] {
  const { shift, wanted, from } = change;
  const isAhead = today < from && from <= addDays(today, SHIFT_REQUEST_AHEAD_DAYS);
  const own = wanted === null ? [] : checkShifts([toRule(wanted, place, {})]);
  return [
    ...(isAhead ? [] : [{ field: 'from', message: messages.notAhead }]),
    ...own.map(({ path, message }) => ({ field: `wanted.${path[1]}`, message })),
    ...(shift !== null && isDeepStrictEqual(shift, wanted) ? [{ field: 'wanted', message: messages.same }] : []),
  ];
}
