// In:    a queue's shifts in local time, its zone, a window of instants.
// Out:   each shift that touches the window, complete, as instants, sorted by start.
// Never: reads a clock, merges (two desks at once are two shifts), or blocks the event loop for months of many shifts.
import type { ShiftRule } from '@askusnow/sdk/contract';
import type { Interval } from '../../platform/time/intervals.ts';
import { daysAround, toInterval, type CivilDay } from '../../platform/time/local-time.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';

/** A scheduled time. */
export interface Shift extends Interval {
  label: string;
  /** The same in every expansion, so that calendar programs recognize the shift. */
  uid: string;
}

/** Whether a rule starts a shift on a civil day. */
export function startsOn(rule: ShiftRule, { civil, weekday }: Pick<CivilDay, 'civil' | 'weekday'>): boolean {
  if (rule.date !== undefined) return rule.date === civil;
  return (
    (rule.days ?? []).includes(weekday) &&
    (rule.from ?? civil) <= civil &&
    civil <= (rule.until ?? civil) &&
    !(rule.except ?? []).includes(civil)
  );
}

/** Shifts with the same label do not overlap: label, day and start identify one. */
const uidOf = ({ label, start }: ShiftRule, { civil }: CivilDay): string => `${civil}T${start} ${label}`;

/** The rule that a shift comes from, and the civil day on which it starts. */
export interface Origin {
  /** Index in the list of rules. */
  rule: number;
  date: string;
}

/** By a shift's uid: where each shift that touches the window comes from. */
export const originsIn = (rules: readonly ShiftRule[], zone: string, window: Interval): Map<string, Origin> =>
  new Map(
    daysAround(zone, window).flatMap((day) =>
      rules.flatMap((rule, index) =>
        startsOn(rule, day) ? [[uidOf(rule, day), { rule: index, date: day.civil }] as const] : [],
      ),
    ),
  );

export async function expandShifts(rules: readonly ShiftRule[], zone: string, window: Interval): Promise<Shift[]> {
  const byDay = await mapYielding(daysAround(zone, window), (day) =>
    rules
      .filter((rule) => startsOn(rule, day))
      .map((rule) => ({
        ...toInterval(day.date, rule.start, rule.end, zone),
        label: rule.label,
        uid: uidOf(rule, day),
      })),
  );
  return byDay
    .flat()
    .filter(({ startMs, endMs }) => startMs < endMs && startMs < window.endMs && endMs > window.startMs)
    .sort((one, other) => one.startMs - other.startMs || (one.uid < other.uid ? -1 : 1));
}
