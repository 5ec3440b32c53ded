// Changes of one shift in a list of shift rules. Pure: each makes a new list, which the server checks and expands.
import type { ShiftRule, Weekday } from '@askusnow/sdk';
import { replaced, without } from './hours-draft.js';
import { DAY_MS } from './lengths.js';
import { addDays } from './wall-clock.js';

/** Where a shift of a week comes from: its rule's index, and the civil day on which it starts. */
export interface Origin {
  rule: number;
  date: string;
}

type OwnerField = 'label' | 'library' | 'service' | 'people' | 'endsAtClosing';
/** Who is scheduled, as a form has it. */
export type Who = { [member in OwnerField]?: ShiftRule[member] | undefined };

/** As a rule has it: a library stands in place of an empty label, and what it owes goes with it. */
export function whoOf({ label = '', library, service, people, endsAtClosing }: Who): Pick<ShiftRule, OwnerField> {
  const name = label.trim();
  if (library === undefined) return { label: name };
  return {
    ...(name !== '' && { label: name }),
    library,
    ...(service && { service }),
    ...(people !== undefined && { people }),
    ...(endsAtClosing && { endsAtClosing }),
  };
}

/** One shift as it would be: on a date, or on that weekday of every week. */
export interface ShiftDraft extends Who {
  /** Null: a new shift. */
  origin: Origin | null;
  date: string;
  start: string;
  end: string;
  weekly: boolean;
}

/** A new shift, of the desk or team of the first one. */
export const newDraft = (
  rules: readonly ShiftRule[],
  times: Pick<ShiftDraft, 'date' | 'start' | 'end'>,
): ShiftDraft => ({ origin: null, label: rules[0]?.label ?? '', weekly: false, ...times });

const WEEKDAYS: readonly Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
/** 1970-01-01 was a Thursday. */
export const weekdayOf = (date: string): Weekday => WEEKDAYS[(((Date.parse(date) / DAY_MS + 3) % 7) + 7) % 7]!;
/** The Monday of a day's week. */
export const mondayOf = (date: string): string => addDays(date, -WEEKDAYS.indexOf(weekdayOf(date)));

/** The server shows weeks that begin within 400 days of now; today and now differ by a day at most. Units: days. */
const MAX_DAYS_AWAY = 398;

/** The week of a day that stands in a field or an address, by its Monday; undefined: no day, or too far to be shown. */
export function shownWeek(given: string, today: string): string | undefined {
  if (Number.isNaN(Date.parse(`${given}T00:00Z`))) return undefined;
  const week = mondayOf(given);
  return Math.abs(Date.parse(week) - Date.parse(today)) <= MAX_DAYS_AWAY * DAY_MS ? week : undefined;
}

const DAY_MIN = 24 * 60;
/** The shortest step of a shift. Units: minutes. */
export const STEP_MIN = 15;
/** The server refuses a longer one. Units: minutes. */
const MAX_MIN = 16 * 60;

export const toMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
export const toClock = (minutes: number): string => {
  const minute = ((minutes % DAY_MIN) + DAY_MIN) % DAY_MIN;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};
/** Units: minutes; equal times are a whole day. */
export const lengthOf = ({ start, end }: Pick<ShiftDraft, 'start' | 'end'>): number =>
  ((toMinutes(end) - toMinutes(start) + DAY_MIN - 1) % DAY_MIN) + 1;
const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** Moved by minutes within its day, and by days within the week that is shown. */
export function moved(draft: ShiftDraft, minutes: number, days: number, week: string): ShiftDraft {
  const start = clamp(toMinutes(draft.start) + minutes, 0, DAY_MIN - STEP_MIN);
  const date = addDays(draft.date, days);
  const stays = date < week || date > addDays(week, 6);
  return {
    ...draft,
    date: stays ? draft.date : date,
    start: toClock(start),
    end: toClock(start + lengthOf(draft)),
  };
}

/** With a later or an earlier end. */
export function resized(draft: ShiftDraft, minutes: number): ShiftDraft {
  const length = clamp(lengthOf(draft) + minutes, STEP_MIN, MAX_MIN);
  return { ...draft, end: toClock(toMinutes(draft.start) + length) };
}

/** The shifts without one of them: that day alone, or its weekday for ever. */
export function withoutShift(shifts: readonly ShiftRule[], { rule, date }: Origin, weekly: boolean): ShiftRule[] {
  const known = shifts[rule];
  if (known === undefined) return [...shifts];
  if (known.days === undefined) return without(shifts, rule);
  if (!weekly) return replaced(shifts, rule, { ...known, except: [...(known.except ?? []), date].sort() });
  const day = weekdayOf(date);
  const days = known.days.filter((each) => each !== day);
  if (days.length === 0) return without(shifts, rule);
  const { except = [], ...rest } = known;
  const left = except.filter((each) => weekdayOf(each) !== day);
  return replaced(shifts, rule, { ...rest, days, ...(left.length === 0 ? {} : { except: left }) });
}

/** The weekly rule of a changed shift keeps its first and last day and its exceptions, moved with it. */
function weeklyRule(draft: ShiftDraft, shifts: readonly ShiftRule[]): ShiftRule {
  const { date, start, end, origin } = draft;
  const rule = { ...whoOf(draft), days: [weekdayOf(date)], start, end };
  const known = origin === null ? undefined : shifts[origin.rule];
  if (origin === null || known?.days === undefined) return { ...rule, from: date };
  const days = (Date.parse(date) - Date.parse(origin.date)) / DAY_MS;
  const except = (known.except ?? []).filter((each) => weekdayOf(each) === weekdayOf(origin.date));
  return {
    ...rule,
    ...(known.from === undefined ? {} : { from: addDays(known.from, days) }),
    ...(known.until === undefined ? {} : { until: addDays(known.until, days) }),
    ...(except.length === 0 ? {} : { except: except.map((each) => addDays(each, days)) }),
  };
}

/** The shifts with this one as it is drafted. */
export function withShift(shifts: readonly ShiftRule[], draft: ShiftDraft): ShiftRule[] {
  const { date, start, end, weekly, origin } = draft;
  const added = weekly ? weeklyRule(draft, shifts) : { ...whoOf(draft), date, start, end };
  return [...(origin === null ? shifts : withoutShift(shifts, origin, weekly)), added];
}

const keyOf = (rule: ShiftRule): string => JSON.stringify(Object.entries(rule).sort());

/** Rules that one list has and the other lacks. */
export function ruleDifference(one: readonly ShiftRule[], other: readonly ShiftRule[]): ShiftRule[] {
  const keys = new Set(other.map(keyOf));
  return one.filter((rule) => !keys.has(keyOf(rule)));
}

/** The change from `base` to `mine`, made to `theirs`; null: they have changed what it changes. */
export function rebased(
  base: readonly ShiftRule[],
  mine: readonly ShiftRule[],
  theirs: readonly ShiftRule[],
): ShiftRule[] | null {
  const removed = ruleDifference(base, mine);
  if (ruleDifference(removed, theirs).length > 0) return null;
  return [...ruleDifference(theirs, removed), ...ruleDifference(mine, base)];
}
