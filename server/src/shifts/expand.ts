// In:    a queue's shifts in local terms, its zone, a window of instants.
// Out:   each shift that touches the window, whole, as instants, in order of its start.
// Never: reads a clock, or merges: two desks at once are two shifts.
import type { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type ShiftRule } from '@askusnow/sdk/contract';
import { daysAround, toInterval, type Interval } from '../hours/local-time.ts';

/** Somebody scheduled, from one instant to another. */
export interface Shift extends Interval {
  label: string;
  /** The same shift has the same one whenever it is expanded, so that calendars know it again. */
  uid: string;
}

function startsOn(rule: ShiftRule, date: Temporal.PlainDate): boolean {
  const civil = date.toString();
  if (rule.date !== undefined) return rule.date === civil;
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  return (
    (rule.days ?? []).some((day) => day === weekday) &&
    (rule.from ?? civil) <= civil &&
    civil <= (rule.until ?? civil) &&
    !(rule.except ?? []).includes(civil)
  );
}

/** Shifts of one label do not overlap, so that label, day and start name one. */
const uidOf = ({ label, start }: ShiftRule, date: Temporal.PlainDate): string => `${date.toString()}T${start} ${label}`;

export function expandShifts(rules: readonly ShiftRule[], zone: string, window: Interval): Shift[] {
  return daysAround(zone, window)
    .flatMap(({ date }) =>
      rules
        .filter((rule) => startsOn(rule, date))
        .map((rule) => ({
          ...toInterval(date, rule.start, rule.end, zone),
          label: rule.label,
          uid: uidOf(rule, date),
        })),
    )
    .filter(({ startMs, endMs }) => startMs < endMs && startMs < window.endMs && endMs > window.startMs)
    .sort((one, other) => one.startMs - other.startMs || (one.uid < other.uid ? -1 : 1));
}
