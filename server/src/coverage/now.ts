// In:    queues with their schedules from now on, what is seen at them, the gaps that are open, now.
// Out:   each queue at this moment, worst first.
// Never: covered without a fresh sample; or word of a correction: none reaches to now.
import { FORECAST_DAYS, type CoverageKind, type QueueNow, type Tier } from '@askusnow/sdk/contract';
import type { Interval } from '../hours/local-time.ts';
import { within } from '../hours/stretches.ts';
import { shownAt, shownSinceMs, type Observation } from '../presence/shown.ts';
import type { Seen } from '../presence/sample.ts';
import { unscheduledGaps } from '../schedule/gaps.ts';
import type { QueueRanges } from '../schedule/store.ts';

/** How far ahead gaps are forecast and changes looked for. Units: ms. */
export const FORECAST_MS = FORECAST_DAYS * 24 * 3_600_000;

/** What is known of a queue at this moment. */
export interface QueueMoment {
  queue: { id: string; name: string; tier: Tier; zone: string };
  libraries: number;
  areHoursKnown: boolean;
  /** From now to the end of the forecast, at least. */
  ranges: QueueRanges;
  /** Null: no source. */
  observation: Observation | null;
  seen: Seen | null;
  /** When the last stretch with nobody there began that is over; null: not asked for, or there was none. */
  nobodySinceMs: number | null;
  uncoveredSinceMs: number | null;
}

const toInstant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

function kindOf(isScheduled: boolean, { observation, uncoveredSinceMs }: QueueMoment, nowMs: number): QueueNow['kind'] {
  if (!isScheduled) return 'off';
  if (observation === null) return 'unmonitored';
  const raw = shownAt({ ...observation, heldUntilMs: null }, nowMs).state;
  const kinds: Record<typeof raw, CoverageKind> = {
    available: 'covered',
    busy: 'covered',
    nobody: 'uncovered',
    unknown: 'unmonitored',
  };
  return uncoveredSinceMs === null ? kinds[raw] : 'uncovered';
}

function toQueueNow(moment: QueueMoment, nowMs: number): QueueNow {
  const { queue, ranges, observation } = moment;
  const isNow = ({ startMs, endMs }: Interval): boolean => startMs <= nowMs && nowMs < endMs;
  const ahead = { startMs: nowMs, endMs: nowMs + FORECAST_MS };
  const gaps = unscheduledGaps(within(ranges.hours, ahead), ranges.scheduled);
  const turns = [...ranges.hours, ...ranges.shifts].flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const nextMs = Math.min(...turns.filter((ms) => nowMs < ms && ms < ahead.endMs));
  return {
    queue: queue.id,
    name: queue.name,
    tier: queue.tier,
    zone: queue.zone,
    libraries: moment.libraries,
    hours: ranges.hours.some(isNow) ? 'open' : moment.areHoursKnown ? 'closed' : 'unknown',
    scheduled: ranges.shifts.filter(isNow).map(({ label }) => label),
    hasShifts: ranges.shifts.length > 0 || gaps.length > 0,
    observed: observation && shownAt(observation, nowMs).state,
    since: observation && toInstant(shownSinceMs(moment.seen, moment.nobodySinceMs, nowMs)),
    sampledAt: toInstant(moment.seen?.sampledAtMs ?? null),
    kind: kindOf(ranges.scheduled.some(isNow), moment, nowMs),
    uncoveredSince: toInstant(moment.uncoveredSinceMs),
    nextChange: nextMs === Infinity ? null : toInstant(nextMs),
    forecastGaps: gaps.map(({ startMs, endMs }) => [new Date(startMs).toISOString(), new Date(endMs).toISOString()]),
  };
}

/** Nobody there; a source that says nothing; open with nobody scheduled; not watched at all; covered; nothing due. */
function rankOf({ kind, hours, observed }: QueueNow): number {
  if (kind === 'off') return hours === 'open' ? 2 : 5;
  if (kind === 'unmonitored') return observed === null ? 3 : 1;
  return kind === 'uncovered' ? 0 : 4;
}

export function queuesNow(moments: readonly QueueMoment[], nowMs: number): QueueNow[] {
  return moments
    .map((moment) => toQueueNow(moment, nowMs))
    .sort(
      (one, other) =>
        rankOf(one) - rankOf(other) ||
        (one.uncoveredSince ?? '9').localeCompare(other.uncoveredSince ?? '9') ||
        one.name.localeCompare(other.name),
    );
}
