// In:    shifts with a valid shape (sdk/src/contract/shifts.ts).
// Out:   contradictions in them, by path, with the fix; empty: valid.
// Never: repairs anything, or depends on the caller: the cooperative's file and the shifts routes share it.
import { WEEKDAYS, type ShiftRule } from '@askusnow/sdk/contract';
import { toMinutes, type HoursFault } from '../hours/check.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { nameOf } from './expand.ts';

/** One contradiction. `path` is within the list of shifts: `[1, 'until']`. */
type ShiftsFault = HoursFault;

const DAY_MINUTES = 24 * 60;
/** Nobody works longer at a desk; 17:00–09:00 is usually a day with start and end swapped. Units: hours. */
const LONGEST_HOURS = 16;

/** A rule in whole numbers: civil days since 1970-01-01, minutes since the day's start. */
interface Plan {
  index: number;
  words: string;
  /** 0 is Monday. */
  weekdays: ReadonlySet<number>;
  firstDay: number;
  lastDay: number;
  except: ReadonlySet<number>;
  startMin: number;
  endMin: number;
}

type Stretch = Pick<Plan, 'startMin' | 'endMin'>;

function toStretch({ start, end }: ShiftRule): Stretch {
  const startMin = toMinutes(start);
  const endMin = toMinutes(end);
  return { startMin, endMin: endMin > startMin ? endMin : endMin + DAY_MINUTES };
}

const isOverMidnight = ({ endMin }: Stretch): boolean => endMin > DAY_MINUTES;

function isTooLong(stretch: Stretch): boolean {
  const minutes = stretch.endMin - stretch.startMin;
  return isOverMidnight(stretch) ? minutes >= LONGEST_HOURS * 60 : minutes > LONGEST_HOURS * 60;
}

const toDay = (civil: string | undefined, otherwise = NaN): number =>
  civil === undefined ? otherwise : Date.parse(civil) / DAY_MS;
/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

function toPlan(rule: ShiftRule, index: number): Plan {
  const { date, days = [], start, end } = rule;
  return {
    index,
    words: `${nameOf(rule)} ${date ?? days.join(' ')} ${start}–${end}`,
    weekdays: new Set(date === undefined ? days.map((day) => WEEKDAYS.indexOf(day)) : [weekdayOf(toDay(date))]),
    firstDay: toDay(date ?? rule.from, -Infinity),
    lastDay: toDay(date ?? rule.until, Infinity),
    except: new Set((rule.except ?? []).map((civil) => toDay(civil))),
    ...toStretch(rule),
  };
}

const starts = ({ weekdays, firstDay, lastDay, except }: Plan, day: number): boolean =>
  weekdays.has(weekdayOf(day)) && firstDay <= day && day <= lastDay && !except.has(day);

/** Whether the first starts on some civil day, and the other on the day `apart` later. */
function meet(one: Plan, other: Plan, apart: number): boolean {
  const first = Math.max(one.firstDay, other.firstDay - apart);
  const last = Math.min(one.lastDay, other.lastDay - apart);
  if (first > last) return false;
  const exceptions = one.except.size + other.except.size;
  for (const weekday of one.weekdays) {
    if (!other.weekdays.has((weekday + apart + 7) % 7)) continue;
    const from = Number.isFinite(first) ? first + ((weekday - weekdayOf(first) + 7) % 7) : weekday;
    // With more weeks than exceptions, at least one is not excepted.
    const weeks = Math.floor((last - from) / 7) + 1;
    if (!Number.isFinite(first) || weeks > exceptions) return true;
    // Each of these days is a weekday of both plans, and within both.
    for (let day = from; day <= last; day += 7) {
      if (!one.except.has(day) && !other.except.has(day + apart)) return true;
    }
  }
  return false;
}

function overlap(one: Plan, other: Plan): boolean {
  for (let apart = -1; apart <= 1; apart += 1) {
    const isAtOnce =
      one.startMin < other.endMin + apart * DAY_MINUTES && other.startMin + apart * DAY_MINUTES < one.endMin;
    if (isAtOnce && meet(one, other, apart)) return true;
  }
  return false;
}

/** The first of the plans before it that each meets. A list of 5,000 dates is compared with its neighbours alone. */
function firstMet(plans: readonly Plan[]): Map<Plan, Plan> {
  const met = new Map<Plan, Plan>();
  let lasting: Plan[] = [];
  for (const plan of plans.toSorted((one, other) => one.firstDay - other.firstDay)) {
    lasting = lasting.filter(({ lastDay }) => lastDay >= plan.firstDay - 1);
    for (const other of lasting) {
      const [first, second] = other.index < plan.index ? [other, plan] : [plan, other];
      if (first.index < (met.get(second)?.index ?? Infinity) && overlap(first, second)) met.set(second, first);
    }
    lasting.push(plan);
  }
  return met;
}

/** Two shifts of one name at once schedule one desk, or one library, twice. With different names, they are two. */
function overlapFaults(rules: readonly ShiftRule[]): ShiftsFault[] {
  const plans = rules.map(toPlan).filter((plan) => !isTooLong(plan));
  const byName = Map.groupBy(plans, ({ index }) => nameOf(rules[index]!));
  return [...byName.values()].flatMap((same) => {
    const met = firstMet(same);
    return same.flatMap((plan) => {
      const other = met.get(plan);
      if (other === undefined) return [];
      const fix =
        rules[plan.index]?.library === undefined
          ? 'give it a label of its own'
          : 'say in one of them how many people the library owes';
      const message = `${plan.words} overlaps ${other.words}: end one before the other starts, or ${fix}`;
      return [{ path: [plan.index, 'start'], message }];
    });
  });
}

function timeFaults(rule: ShiftRule, index: number): ShiftsFault[] {
  const { start, end } = rule;
  if (start === '24:00')
    return [
      { path: [index, 'start'], message: '24:00 ends a day and cannot start a shift: write 00:00 on the next day' },
    ];
  const stretch = toStretch(rule);
  if (!isTooLong(stretch)) return [];
  const hours = Math.round((stretch.endMin - stretch.startMin) / 6) / 10;
  const why = isOverMidnight(stretch)
    ? `, until the next day, and a shift over midnight lasts less than ${LONGEST_HOURS}: is the end before the start? If not, write it as two`
    : `, and a shift lasts ${LONGEST_HOURS} at most: write it as two`;
  return [{ path: [index, 'end'], message: `${start}–${end} would last ${hours} hours${why}` }];
}

/** Forty desks with three shifts a day have 840. */
const MAX_STARTS_A_WEEK = 1_000;

function tooManyFaults(rules: readonly ShiftRule[]): ShiftsFault[] {
  const starts = rules.reduce((sum, { days }) => sum + (days?.length ?? 0), 0);
  if (starts <= MAX_STARTS_A_WEEK) return [];
  const message = `these would be ${starts} shifts a week, and a queue has ${MAX_STARTS_A_WEEK} at most: write shifts that follow each other as one`;
  return [{ path: [], message }];
}

/** Fields that only a weekly shift may have. */
const onceFaults = (rule: ShiftRule, index: number): ShiftsFault[] =>
  (['from', 'until', 'except'] as const)
    .filter((field) => rule[field] !== undefined)
    .map((field) => ({
      path: [index, field],
      message: `a shift on one date has no ${field}: leave it out, or name days of the week in place of the date`,
    }));

function weeklyFaults(rule: ShiftRule, index: number): ShiftsFault[] {
  const { days = [], from, until, except = [] } = rule;
  if (from !== undefined && until !== undefined && until < from)
    return [
      { path: [index, 'until'], message: `${until} is before ${from}: the last day cannot come before the first` },
    ];
  const plan = { ...toPlan(rule, index), except: new Set<number>() };
  const faults = days.flatMap((day, at): ShiftsFault[] =>
    days.indexOf(day) < at ? [{ path: [index, 'days', at], message: `${day} is named twice: name each day once` }] : [],
  );
  if (!meet(plan, plan, 0))
    faults.push({
      path: [index, 'days'],
      message: `no ${days.join(' or ')} from ${from} until ${until}: the shift would never start`,
    });
  except.forEach((civil, at) => {
    if (except.indexOf(civil) < at)
      faults.push({ path: [index, 'except', at], message: `${civil} is named twice: name each day once` });
    else if (!starts(plan, toDay(civil)))
      faults.push({
        path: [index, 'except', at],
        message: `${civil} is a ${WEEKDAYS[weekdayOf(toDay(civil))]}, and the shift does not start then: name a day on which it would`,
      });
  });
  return faults;
}

/** Shifts of libraries belong to a shared desk. `isLibrary`: whether the cooperative has it. */
export const ownerFaults = (
  rules: readonly Pick<ShiftRule, 'library'>[],
  { tier, isLibrary }: { tier: unknown; isLibrary: (id: string) => boolean },
): ShiftsFault[] =>
  rules.flatMap(({ library }, index): ShiftsFault[] => {
    if (library === undefined) return [];
    const path = [index, 'library'];
    if (tier === 'local')
      return [{ path, message: 'a shift of a local desk is its own library’s: leave the library out' }];
    return isLibrary(library) ? [] : [{ path, message: `there is no library "${library}" in the cooperative` }];
  });

/** The contradictions in these shifts. */
export const checkShifts = (rules: readonly ShiftRule[]): ShiftsFault[] => [
  ...rules.flatMap((rule, index) => [
    ...timeFaults(rule, index),
    ...(rule.date === undefined ? weeklyFaults(rule, index) : onceFaults(rule, index)),
  ]),
  ...tooManyFaults(rules),
  ...overlapFaults(rules),
];
