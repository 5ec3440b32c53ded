// In:    queues with their schedules from now on, their presence, open gaps, now.
// Out:   each queue's current status, and its urgency.
// Never: covered without a fresh sample; considers corrections, which are about the past.
import type { AfterClosing, CoverageNow, PresenceState, QueueNow, Tier } from '@askusnow/sdk/contract';
import {
  includes,
  lacking,
  mergeIntervals,
  shared,
  toStretches,
  within,
  type Interval,
} from '../../platform/time/intervals.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { isThere, seenAt, seenSinceMs, shownAt, toObservation } from '../presence/hysteresis.ts';
import type { Seen } from '../presence/sample.ts';
import type { PatronHours } from '../../schedule/hours/open-now.ts';
import { unscheduledGaps } from '../../schedule/expansion/gaps.ts';
import type { ScheduleState } from '../../schedule/expansion/state-cache.ts';
import { FORECAST_MS } from '../../schedule/expansion/schedule.ts';
import type { QueueRanges } from '../../schedule/expansion/range-store.ts';
import { KIND_OF } from './timeline.ts';

/** A queue's facts at this moment. */
export interface QueueMoment {
  queue: { id: string; name: string; tier: Tier; zone: string };
  libraries: number;
  /** By its hours for patrons; `ranges` has those that libraries owe. */
  open: PatronHours;
  /** A holiday of the cooperative today, on which nobody owes an hour there. */
  holiday: string | null;
  /** As its hours have it, whether somebody is there or not. */
  afterClosing: AfterClosing;
  /** At least from now to the end of the forecast. */
  ranges: QueueRanges;
  /** Libraries that are to be there, each by its name: from now to the end of the forecast. */
  duties: readonly (Interval & { name: string })[];
  hasSource: boolean;
  seen: Seen | null;
  uncoveredSinceMs: number | null;
  /** Whether the account may ask for help there. */
  mayAsk: boolean;
}

function kindOf(isScheduled: boolean, observed: PresenceState | null): QueueNow['kind'] {
  if (!isScheduled) return 'off';
  return observed === null ? 'unmonitored' : KIND_OF[observed];
}

/** Scheduled, and nobody is observed there. */
export const isEmptyNow = (isScheduled: boolean, observed: PresenceState | null): boolean =>
  kindOf(isScheduled, observed) === 'uncovered';

/** Of a desk at which no library owes an hour, each shift is one of its own people. */
function openHoursIn({ ranges, duties }: QueueMoment, ahead: Interval): Interval[] {
  if (duties.length === 0) return [];
  const open = ranges.shifts.filter(({ library }) => library === null);
  const promised = shared(mergeIntervals(within(open, ahead)), within(ranges.hours, ahead));
  return lacking(promised, mergeIntervals(duties));
}

/** Whose hour it is says less than who works it: it may be given. */
function scheduledAt({ ranges, duties }: QueueMoment, ms: number): string[] {
  const isThen = (interval: Interval): boolean => includes(interval, ms);
  const own = duties.length > 0 ? [] : ranges.shifts.filter((shift) => isThen(shift) && shift.library === null);
  return [...own.map(({ label }) => label), ...new Set(duties.filter(isThen).map(({ name }) => name))];
}

export function toQueueNow(moment: QueueMoment, nowMs: number): QueueNow {
  const { queue, open, ranges, duties } = moment;
  const observation = moment.hasSource ? toObservation(moment.seen) : null;
  const observed = observation && seenAt(observation, nowMs);
  const isNow = (interval: Interval): boolean => includes(interval, nowMs);
  const kind = kindOf(ranges.scheduled.some(isNow), observed);
  const ahead = { startMs: nowMs, endMs: nowMs + FORECAST_MS };
  const gaps = unscheduledGaps(within(ranges.hours, ahead), ranges.scheduled);
  const turns = [...open.ahead, ...ranges.shifts, ...duties].flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const nextMs = Math.min(...turns.filter((ms) => nowMs < ms && ms < ahead.endMs));
  return {
    queue: queue.id,
    name: queue.name,
    tier: queue.tier,
    zone: queue.zone,
    libraries: moment.libraries,
    ...open.now,
    holiday: open.now.hours === 'open' && kind === 'off' ? moment.holiday : null,
    scheduled: scheduledAt(moment, nowMs),
    hasShifts: ranges.shifts.length > 0 || gaps.length > 0,
    observed,
    since: observation && toInstant(seenSinceMs(moment.seen, nowMs)),
    heldUntil: toInstant(observation && shownAt(observation, nowMs).heldUntilMs),
    sampledAt: toInstant(moment.seen?.sampledAtMs ?? null),
    afterClosing: observed !== null && isThere(observed) ? moment.afterClosing : null,
    kind,
    uncoveredSince: toInstant(moment.uncoveredSinceMs),
    nextChange: nextMs === Infinity ? null : toInstant(nextMs),
    scheduledNext: nextMs === Infinity ? [] : scheduledAt(moment, nextMs),
    forecastGaps: toStretches(gaps),
    openHours: toStretches(openHoursIn(moment, ahead)),
    mayAsk: moment.mayAsk,
  };
}

/** What a queue is sorted and counted by, without its schedule ahead. */
export interface QueueRank {
  id: string;
  kind: QueueNow['kind'];
  observed: PresenceState | null;
  isOpen: boolean;
  /** 0 is worst. */
  rank: number;
}

/**
 * From worst to best: nobody there; a silent source; open with nobody scheduled; without a source; covered; nothing
 * scheduled.
 */
function rankOf({ kind, isOpen, observed }: Omit<QueueRank, 'id' | 'rank'>): number {
  if (kind === 'off') return isOpen ? 2 : 5;
  if (kind === 'unmonitored') return observed === null ? 3 : 1;
  return kind === 'uncovered' ? 0 : 4;
}

export function toRank(
  { id, hasSource }: { id: string; hasSource: boolean },
  { isOpen, isScheduled }: ScheduleState,
  seen: Seen | null,
  nowMs: number,
): QueueRank {
  const observed = hasSource ? seenAt(toObservation(seen), nowMs) : null;
  const ranked = { kind: kindOf(isScheduled, observed), observed, isOpen };
  return { id, ...ranked, rank: rankOf(ranked) };
}

/** Counts of all queues in the account's scope. */
export function countRanks(ranks: readonly QueueRank[]): CoverageNow['counts'] {
  const count = (is: (rank: QueueRank) => boolean): number => ranks.filter(is).length;
  return {
    queues: ranks.length,
    covered: count(({ kind }) => kind === 'covered'),
    uncovered: count(({ kind }) => kind === 'uncovered'),
    unknown: count(({ kind, observed }) => kind === 'unmonitored' && observed !== null),
    withoutSource: count(({ observed }) => observed === null),
    unstaffed: count(
      ({ kind, isOpen, observed }) => kind === 'off' && isOpen && (observed === null || !isThere(observed)),
    ),
  };
}
