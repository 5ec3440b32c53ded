// In:    a queue's rules with the shifts that may be saved, the rules as they are saved, a week, now.
// Out:   that week as instants, and the unscheduled gaps of the next 52 weeks.
// Never: reads a clock, or the stored schedule: it reaches 60 days, and has what is saved.
import type { GapsAhead, ShiftsPreview } from '@askusnow/sdk/contract';
import { lacking, mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import { DAY_MS, MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { originsIn } from '../shifts/expand.ts';
import { unscheduledGaps } from './gaps.ts';
import { toRanges, type Range, type Rules } from './schedule.ts';

/** How far ahead a change of shifts is checked. Units: ms. */
export const LOOK_AHEAD_MS = 52 * 7 * DAY_MS;
/** Gaps that are listed; the rest is counted. */
const MAX_LISTED = 10;

const toStretch = ({ startMs, endMs }: Interval): [string, string] => [toInstant(startMs), toInstant(endMs)];
const isHours = ({ kind }: Range): boolean => kind === 'hours';

const gapsOf = (ranges: readonly Range[]): Interval[] =>
  unscheduledGaps(
    ranges.filter(isHours),
    ranges.filter((range) => !isHours(range)),
  );

function inShort(gaps: readonly Interval[]): GapsAhead {
  const ms = gaps.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return { count: gaps.length, minutes: Math.round(ms / MINUTE_MS), first: gaps.slice(0, MAX_LISTED).map(toStretch) };
}

/** The gaps of the next 52 weeks under `proposed`, and those of them that `saved` does not leave. */
export async function gapsAhead(saved: Rules, proposed: Rules, nowMs: number): Promise<ShiftsPreview['ahead']> {
  const window = { startMs: nowMs, endMs: nowMs + LOOK_AHEAD_MS };
  const gaps = gapsOf(await toRanges(proposed, window, nowMs));
  const before = gapsOf(await toRanges(saved, window, nowMs));
  return { to: toInstant(window.endMs), gaps: inShort(gaps), added: inShort(lacking(gaps, before)) };
}

type Week = Pick<ShiftsPreview, 'hours' | 'scheduledBy' | 'shifts' | 'gaps'>;

/** A week under these rules, cut to it. */
export async function shiftWeek(rules: Rules, week: Interval, nowMs: number): Promise<Week> {
  const ranges = await toRanges(rules, week, nowMs);
  const origins = originsIn(rules.shifts, rules.zone, week);
  const hasHours = rules.hours.weekly !== null;
  const shifts = ranges.filter((range) => range.kind === 'shift' && range.source !== 'hours');
  return {
    hours: hasHours ? mergeIntervals(ranges.filter(isHours)).map(toStretch) : null,
    scheduledBy: rules.shifts.length > 0 || rules.feed !== null ? 'shifts' : hasHours ? 'hours' : 'nothing',
    shifts: shifts.map((range) => {
      const [start, end] = toStretch(range);
      const origin = range.source === 'rules' ? origins.get(range.uid ?? '') : undefined;
      const { label, library, service, people } = range;
      return {
        start,
        end,
        label: label ?? '',
        library,
        service,
        people,
        rule: origin?.rule ?? null,
        date: origin?.date ?? null,
      };
    }),
    gaps: gapsOf(ranges).map(toStretch),
  };
}
