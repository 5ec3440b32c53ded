// In:    how many people a shared desk needs, by weekday and half hour; its service hours as instants; its zone.
// Out:   contradictions in the rules, by path; how many people are needed when, as instants.
// Never: reads a clock, or says that somebody is needed outside of the service hours.
import type { NeededRule } from '@askusnow/sdk/contract';
import { shared, type Interval } from '../../platform/time/intervals.ts';
import { daysAround, toInterval } from '../../platform/time/local-time.ts';
import { toMinutes, type HoursFault } from '../hours/check.ts';

const isWrongWay = ({ start, end }: NeededRule): boolean => toMinutes(end) <= toMinutes(start);
const meet = (one: NeededRule, other: NeededRule): boolean =>
  toMinutes(one.start) < toMinutes(other.end) &&
  toMinutes(other.start) < toMinutes(one.end) &&
  one.days.some((day) => other.days.includes(day));

/** One half hour has one number. */
export const checkNeeded = (rules: readonly NeededRule[]): HoursFault[] =>
  rules.flatMap((rule, index): HoursFault[] => {
    if (isWrongWay(rule))
      return [
        {
          path: [index, 'end'],
          message: `${rule.start}–${rule.end} ends before it starts: a rule lies within one day, write 24:00 for midnight`,
        },
      ];
    const other = rules.slice(0, index).find((before) => !isWrongWay(before) && meet(before, rule));
    if (other === undefined) return [];
    const message = `${rule.days.join(' ')} ${rule.start}–${rule.end} meets ${other.days.join(' ')} ${other.start}–${other.end}: name each half hour once`;
    return [{ path: [index, 'start'], message }];
  });

/** What only desks that libraries share may have. */
export const placeFaults = (needed: readonly unknown[], tier: unknown): HoursFault[] =>
  tier === 'local' && needed.length > 0
    ? [{ path: [], message: 'should stand at a shared desk alone: leave it out' }]
    : [];

/** A time in which a desk needs this many people. */
export interface Needed extends Interval {
  people: number;
}

/** One where no rule says otherwise. `hours`: merged. Sorted by start, without gaps within the hours. */
export function neededIn(
  rules: readonly NeededRule[],
  { hours, zone, window }: { hours: readonly Interval[]; zone: string; window: Interval },
): Needed[] {
  const ruled = daysAround(zone, window).flatMap((day) =>
    rules
      .filter(({ days }) => days.includes(day.weekday))
      .map(({ start, end, people }): Needed => ({ ...toInterval(day.date, start, end, zone), people })),
  );
  const turns = (open: Interval): number[] =>
    [
      ...new Set([
        open.startMs,
        open.endMs,
        ...ruled.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter((ms) => open.startMs < ms && ms < open.endMs),
      ]),
    ].sort((one, other) => one - other);
  return shared(hours, [window]).flatMap((open) =>
    turns(open)
      .slice(0, -1)
      .map((startMs, at, all): Needed => {
        const rule = ruled.find((each) => each.startMs <= startMs && startMs < each.endMs);
        return { startMs, endMs: all[at + 1] ?? open.endMs, people: rule?.people ?? 1 };
      }),
  );
}
