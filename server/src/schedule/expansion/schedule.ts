// In:    a queue's hours, shifts and calendar; its stored schedule; now.
// Out:   its schedule as instants, and the writes that update the table.
// Never: rewrites the past: that was the promise then; or begins before a queue was known: nobody had promised anything.
import { FORECAST_DAYS, type HoursRules, type ShiftRule, type Tier } from '@askusnow/sdk/contract';
import { expandHours } from '../hours/expand.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { expandShifts, OWED_BY_NOBODY, type FeedShift, type Owed, type Shift } from '../shifts/expand.ts';
import { createYielder, nextTurn } from '../../platform/yield-event-loop.ts';
import { DAY_MS, floorMinute } from '../../platform/time/instants.ts';
import { leftByExceptions } from './owned-days.ts';

/** Days ahead in every schedule. */
export const AHEAD_DAYS = 60;
/** How far ahead gaps and changes are looked for. Units: ms. */
export const FORECAST_MS = FORECAST_DAYS * DAY_MS;

/** A queue's rules and calendar, in local time. */
export interface Rules {
  zone: string;
  tier: Tier;
  /** Those of its libraries' holidays left out, see hours/cooperative-holidays.ts. */
  hours: HoursRules;
  closedUntilMs: number | null;
  shifts: readonly ShiftRule[];
  /** Calendar shifts that touch the window, complete; null: no calendar, or its address never had an event. */
  feed: readonly FeedShift[] | null;
}

/** A range of a schedule. `hours` as the source of a shift: the queue has none, so its service hours are used. */
export interface Range extends Interval, Owed {
  kind: 'hours' | 'shift';
  source: 'rules' | 'feed' | 'hours';
  label: string | null;
  uid: string | null;
}

/** Whole days ahead, so that a schedule is extended once a day. */
export const throughMsOf = (nowMs: number): number => Math.ceil((nowMs + AHEAD_DAYS * DAY_MS) / DAY_MS) * DAY_MS;

/** From this minute on: what is owed is counted in whole ones. Also fills a time in which no node ran. */
export const expansionWindow = (nowMs: number, doneThroughMs: number | null): Interval => ({
  startMs: floorMinute(Math.min(nowMs, doneThroughMs ?? nowMs)),
  endMs: throughMsOf(nowMs),
});

/** The ranges of a window, without a manual closing; cut to the window. */
async function rangesIn({ zone, tier, hours, shifts, feed }: Rules, window: Interval): Promise<Range[]> {
  const known = expandHours(hours, zone, window);
  const open = known ?? [];
  const byHours = { ...OWED_BY_NOBODY, source: 'hours', label: null, uid: null } as const;
  const toShift =
    (source: 'rules' | 'feed') =>
    (shift: FeedShift | Shift): Range => ({ kind: 'shift', source, ...OWED_BY_NOBODY, ...shift });
  const scheduled: Range[] =
    shifts.length === 0 && feed === null
      ? open.map((each) => ({ kind: 'shift', ...byHours, ...each }))
      : leftByExceptions(
          [
            ...(await expandShifts(shifts, { zone, tier }, window)).map(toShift('rules')),
            ...(feed ?? []).map(toShift('feed')),
          ],
          { hours, zone, window },
          known,
        );
  const ranges = [
    ...open.map((each): Range => ({ kind: 'hours', ...byHours, source: 'rules', ...each })),
    ...scheduled,
  ];
  await nextTurn();
  return ranges
    .map((range) => ({
      ...range,
      startMs: Math.max(range.startMs, window.startMs),
      endMs: Math.min(range.endMs, window.endMs),
    }))
    .filter(({ startMs, endMs }) => startMs < endMs);
}

/**
 * A queue's schedule in the window. A manual closing removes hours and shifts from this minute until its end. Two months of the
 * longest rules are thousands of ranges, so it yields in between.
 */
export async function toRanges(rules: Rules, window: Interval, nowMs: number): Promise<Range[]> {
  const { closedUntilMs } = rules;
  const parts =
    closedUntilMs === null || closedUntilMs <= nowMs
      ? [window]
      : [
          { ...window, endMs: floorMinute(nowMs) },
          { startMs: closedUntilMs, endMs: window.endMs },
        ];
  const ranges: Range[] = [];
  for (const part of parts) if (part.startMs < part.endMs) ranges.push(...(await rangesIn(rules, part)));
  return ranges;
}

/** A stored range. */
export interface StoredRange extends Range {
  id: number;
}

/** The writes that update the table. */
export interface Rewrite {
  removed: number[];
  /** Ranges in progress that now end at another instant. */
  ended: { id: number; endMs: number }[];
  added: Range[];
}

const nameOf = ({ kind, source, label, uid, library, service, people, endsAtClosing }: Range): string =>
  JSON.stringify([kind, source, label, uid, library, service, people, endsAtClosing]);
const keyOf = (range: Range): string => `${range.startMs} ${range.endMs} ${nameOf(range)}`;

/** Comparing these takes far less than one turn of the event loop may last. */
const PIECE = 200;

/**
 * From `fromMs` on, the table gets what is wanted; before it, it is unchanged. `stored` ends after `fromMs`, `wanted`
 * starts at or after it. A range in progress that continues stays one range. A calendar may have 10,000 of them, so it
 * yields in between.
 */
export async function toRewrite(
  stored: readonly StoredRange[],
  wanted: readonly Range[],
  fromMs: number,
): Promise<Rewrite> {
  const yieldIfDue = createYielder();
  const left = new Map<string, Range>();
  for (const [at, range] of wanted.entries()) {
    if (at % PIECE === 0) await yieldIfDue();
    left.set(keyOf(range), range);
  }
  const goesOn = new Map(wanted.filter(({ startMs }) => startMs === fromMs).map((range) => [nameOf(range), range]));
  const rewrite: Rewrite = { removed: [], ended: [], added: [] };
  for (const [at, range] of stored.entries()) {
    if (at % PIECE === 0) await yieldIfDue();
    if (range.startMs >= fromMs) {
      if (!left.delete(keyOf(range))) rewrite.removed.push(range.id);
      continue;
    }
    const rest = goesOn.get(nameOf(range));
    if (rest) {
      goesOn.delete(nameOf(rest));
      left.delete(keyOf(rest));
    }
    const endMs = rest?.endMs ?? fromMs;
    if (endMs !== range.endMs) rewrite.ended.push({ id: range.id, endMs });
  }
  return { ...rewrite, added: [...left.values()] };
}
