// In:    the stores of schedule, presence and corrections; queues by id, a period.
// Out:   each queue's facts over the period; one queue's numbers, with its ledger on request.
// Never: runs a query per queue for many queues, or holds a year of one queue in memory or on the event loop at once.
import type { CoverageSum } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { lacking, overlaps, type Interval } from '../../platform/time/intervals.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';
import type { PresenceInterval } from '../presence/sample.ts';
import { loadPresenceIntervals } from '../presence/interval-store.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { partsOf, type DayOf } from './days.ts';
import { correctedAway, uncoveredRuns } from './gaps.ts';
import { coverageOf, createTally, type Coverage } from './sums.ts';
import { loadCorrections, type StoredCorrection } from './store.ts';
import { append, asObserved, timelineOf, type Piece, type CoverageFacts } from './timeline.ts';

/** How far beyond a period a run is followed; the period itself has the same max. */
const REACH_MS = 400 * DAY_MS;
/** Max step. */
const STEP_MS = 8 * DAY_MS;

/** The facts with people's corrections. */
export interface LedgerFacts extends CoverageFacts {
  corrections: StoredCorrection[];
}

/** Schedules and corrections by queue. The schedule extends a day in each direction: a shift that continues may still be kept. */
async function loadFrames(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  period: Interval,
  nowMs: number,
): Promise<Map<string, Omit<LedgerFacts, 'presence'>>> {
  const ranges = await loadRanges(db, queueIds, period.startMs - DAY_MS, Math.min(period.endMs, nowMs) + DAY_MS);
  const corrections = await loadCorrections(db, queueIds, period);
  return new Map(
    queueIds.map((id) => {
      const { hours, worked, scheduled } = ranges.get(id)!;
      // An hour that nobody was to work is nobody's late start or early end.
      return [id, { hours, shifts: worked, scheduled, corrections: corrections.get(id) ?? [] }];
    }),
  );
}

/** Facts by queue, with an entry for each id. */
export async function loadFacts(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  period: Interval,
  nowMs: number,
): Promise<Map<string, LedgerFacts>> {
  const frames = await loadFrames(db, queueIds, period, nowMs);
  const presence = await loadPresenceIntervals(db, queueIds, period.startMs, Math.min(period.endMs, nowMs));
  return new Map([...frames].map(([id, frame]) => [id, { ...frame, presence: presence.get(id) ?? [] }]));
}

/** How far uncovered time continues from an instant, backward or forward: the instant itself if it does not. */
async function reachOf(
  db: Kysely<Tables>,
  queue: string,
  fromMs: number,
  isBackward: boolean,
  nowMs: number,
): Promise<number> {
  const lastMs = isBackward ? fromMs - REACH_MS : Math.min(fromMs + REACH_MS, nowMs);
  let atMs = fromMs;
  // Most runs are short, and most desks change often: start with a small read.
  for (let stepMs = HOUR_MS; isBackward ? lastMs < atMs : atMs < lastMs; stepMs = Math.min(stepMs * 2, STEP_MS)) {
    const part = isBackward
      ? { startMs: Math.max(atMs - stepMs, lastMs), endMs: atMs }
      : { startMs: atMs, endMs: Math.min(atMs + stepMs, lastMs) };
    const facts = (await loadFacts(db, [queue], part, nowMs)).get(queue)!;
    const run = uncoveredRuns(timelineOf(facts, part, nowMs)).at(isBackward ? -1 : 0);
    if ((isBackward ? run?.endMs : run?.startMs) !== atMs) return atMs;
    atMs = isBackward ? run!.startMs : run!.endMs;
    if (atMs !== (isBackward ? part.startMs : part.endMs)) return atMs;
    await new Promise(setImmediate);
  }
  return atMs;
}

/** A period, extended at both ends as far as uncovered time continues. */
async function wholeRuns(db: Kysely<Tables>, queue: string, { startMs, endMs }: Interval, nowMs: number) {
  return {
    startMs: await reachOf(db, queue, startMs, true, nowMs),
    endMs: await reachOf(db, queue, endMs, false, nowMs),
  };
}

/** Merges a interval that continues beyond the end of a part. */
function appendInterval(intervals: PresenceInterval[], interval: PresenceInterval): void {
  const last = intervals.at(-1);
  if (last?.endMs === interval.startMs && last.state === interval.state) last.endMs = interval.endMs;
  else intervals.push({ ...interval });
}

/** The basis of a queue's numbers. */
export interface Ledger extends Pick<Coverage, 'timeline' | 'gaps'> {
  observed: PresenceInterval[];
  /** Number of observed gaps that corrections removed completely. */
  gapsCorrected: number;
}

/**
 * The numbers of a queue over a period of any length. Presence is read in parts, which are not kept unless the ledger is
 * requested.
 */
export async function loadCoverage(
  db: Kysely<Tables>,
  queue: string,
  period: Interval,
  days: readonly DayOf[],
  nowMs: number,
  isLedgerAsked: boolean,
): Promise<
  Pick<Coverage, 'sum' | 'byDay'> &
    Pick<LedgerFacts, 'corrections'> & {
      ledger: Ledger | null;
      /** The period with the uncovered time around it: what it is classified by. */
      whole: Interval;
    }
> {
  const whole = await wholeRuns(db, queue, period, nowMs);
  const frame = (await loadFrames(db, [queue], whole, nowMs)).get(queue)!;
  const tally = createTally(frame, period, days, nowMs, lacking([whole], [period]));
  const timeline: Piece[] = [];
  const observed: PresenceInterval[] = [];
  for (const part of partsOf(days, period)) {
    // The future has no observations.
    const toMs = Math.min(part.endMs, nowMs);
    const presence = (await loadPresenceIntervals(db, [queue], part.startMs, toMs)).get(queue) ?? [];
    await new Promise(setImmediate);
    const pieces = tally.add(presence, part);
    if (isLedgerAsked) {
      for (const piece of pieces) append(timeline, piece);
      for (const interval of presence) appendInterval(observed, interval);
    }
    // Yields to other requests, on either engine.
    await new Promise(setImmediate);
  }
  const corrections = frame.corrections.filter((each) => overlaps(each, period));
  const numbers = { ...tally.sums(), corrections, whole };
  if (!isLedgerAsked) return { ...numbers, ledger: null };
  const gaps = tally.gaps(timeline);
  await new Promise(setImmediate);
  const away = corrections.length === 0 ? [] : correctedAway(tally.gaps(asObserved(timeline)), gaps);
  return { ...numbers, ledger: { timeline, observed, gaps, gapsCorrected: away.length } };
}

/** A period of a queue. */
export interface QueuePeriod extends Interval {
  queueId: string;
}

/** Sums of short periods, of several queues in one read. A run that reaches beyond a day around a period is read for itself. */
export async function loadSums(
  db: Kysely<Tables>,
  periods: readonly QueuePeriod[],
  nowMs: number,
): Promise<CoverageSum[]> {
  if (periods.length === 0) return [];
  const ids = [...new Set(periods.map(({ queueId }) => queueId))];
  const hull = {
    startMs: Math.min(...periods.map(({ startMs }) => startMs)) - DAY_MS,
    endMs: Math.min(Math.max(...periods.map(({ endMs }) => endMs)) + DAY_MS, nowMs),
  };
  const facts = await loadFacts(db, ids, hull, nowMs);
  const yieldIfDue = createYielder();
  const sums: CoverageSum[] = [];
  for (const { queueId, ...period } of periods) {
    const its = facts.get(queueId)!;
    const runs = uncoveredRuns(timelineOf(its, hull, nowMs));
    const isCut = runs.some(
      (run) =>
        (run.startMs <= hull.startMs && run.endMs >= period.startMs) ||
        (run.endMs >= hull.endMs && run.startMs <= period.endMs && hull.endMs < nowMs),
    );
    const { sum } = isCut
      ? await loadCoverage(db, queueId, period, [{ date: '', ...period }], nowMs, false)
      : coverageOf(its, period, [], nowMs);
    sums.push(sum);
    await yieldIfDue();
  }
  return sums;
}
