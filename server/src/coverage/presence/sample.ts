// In:    what a queue was last seen as, and a new sample of it; or what each of its desks last said.
// Out:   what it is seen as now, and the stretches that are over.
// Never: a state without a sample: what a source does not say is not known, and "not known" is a stretch of its own.
import type { DeskState, PresenceState } from '@askusnow/sdk/contract';

/** What a source can say. Nothing said is no sample. */
export type SampledState = Exclude<PresenceState, 'unknown'>;

/** A sample counts as fresh for so long: three polls of 30 s. */
export const SAMPLE_LIFE_MS = 90_000;

/** Clocks of nodes may differ by so much. What is dated further ahead was dated by a clock that was wrong. */
const MAX_AHEAD_MS = 5_000;

export const isAhead = (saidAtMs: number, nowMs: number): boolean => saidAtMs > nowMs + MAX_AHEAD_MS;

/** Whether what was said then still counts. */
export const isFresh = (saidAtMs: number, nowMs: number): boolean =>
  !isAhead(saidAtMs, nowMs) && nowMs < saidAtMs + SAMPLE_LIFE_MS;

/** A stretch of time in one state, half-open. */
export interface Stretch {
  startMs: number;
  endMs: number;
  state: PresenceState;
}

/** What a queue is seen as. */
export interface Seen {
  /** As sampled, before hysteresis. */
  state: SampledState;
  /** When this stretch began. */
  sinceMs: number;
  /** How old the evidence is. */
  sampledAtMs: number;
  /**
   * The last sample with nobody there. Null: never seen so, and up at the first word: a source that is new and flaps may
   * be shown until the next poll finds it down. A restart begins with what is stored, and so with its minute.
   */
  lastNobodyAtMs: number | null;
}

export interface Sample {
  state: SampledState;
  /** When it was taken. */
  atMs: number;
  /** How old its evidence is, where older than the sample: desks speak at different times. */
  evidenceAtMs?: number;
}

const isStretch = ({ startMs, endMs }: Stretch): boolean => startMs < endMs;

/** What lasted until now. The evidence may have lapsed meanwhile: from then on nothing was known. */
export function stretchesUntil(
  { state, sinceMs, sampledAtMs }: Omit<Seen, 'state' | 'lastNobodyAtMs'> & { state: PresenceState },
  untilMs: number,
): Stretch[] {
  const lapsesAtMs = Math.max(sampledAtMs + SAMPLE_LIFE_MS, sinceMs);
  return [
    { startMs: sinceMs, endMs: Math.min(lapsesAtMs, untilMs), state },
    { startMs: lapsesAtMs, endMs: untilMs, state: 'unknown' as const },
  ].filter(isStretch);
}

/**
 * What a sample makes of what was seen; null: it is older than that, and says nothing new. What is dated after now is not
 * newer: its clock was wrong. The sample counts, and its stretch begins where that date has left the ledger.
 */
export function takeSample(
  before: Seen | null,
  { state, atMs, evidenceAtMs = atMs }: Sample,
  nowMs: number,
): { seen: Seen; over: Stretch[] } | null {
  const takenAtMs = Math.min(atMs, nowMs);
  const sampledAtMs = Math.min(evidenceAtMs, nowMs);
  if (before === null) {
    const lastNobodyAtMs = state === 'nobody' ? takenAtMs : null;
    return { seen: { state, sinceMs: takenAtMs, sampledAtMs, lastNobodyAtMs }, over: [] };
  }
  const latestMs = Math.max(before.sampledAtMs, before.sinceMs);
  if (takenAtMs < latestMs && latestMs <= nowMs) return null;
  const lastDownMs = state === 'nobody' ? takenAtMs : before.lastNobodyAtMs;
  const lastNobodyAtMs = lastDownMs === null ? null : Math.min(lastDownMs, takenAtMs);
  if (before.state === state && takenAtMs <= before.sampledAtMs + SAMPLE_LIFE_MS)
    return { seen: { state, sinceMs: before.sinceMs, sampledAtMs, lastNobodyAtMs }, over: [] };
  const sinceMs = Math.max(takenAtMs, before.sinceMs);
  return { seen: { state, sinceMs, sampledAtMs, lastNobodyAtMs }, over: stretchesUntil(before, sinceMs) };
}

/** What a desk last said, and when. */
export interface Beat {
  state: DeskState | null;
  beatAtMs: number | null;
}

/**
 * All desks of a queue as one: whoever is available answers for it, else whoever is busy. As old as the latest word of
 * those that say so: a desk that has fallen silent is not kept up by another's heartbeats. Null: nobody has spoken lately.
 */
export function combineDesks(desks: readonly Beat[], nowMs: number): Sample | null {
  const fresh = desks.filter(({ beatAtMs }) => beatAtMs !== null && isFresh(beatAtMs, nowMs));
  for (const state of ['available', 'busy', 'away'] as const) {
    const beats = fresh.filter((desk) => desk.state === state).map(({ beatAtMs }) => beatAtMs!);
    if (beats.length > 0)
      return { state: state === 'away' ? 'nobody' : state, atMs: nowMs, evidenceAtMs: Math.max(...beats) };
  }
  return null;
}
