// In:    a queue's last observed state, and a new sample; or the last heartbeat of each of its desks.
// Out:   its new state, and the completed intervals.
// Never: a state without a sample: time without samples is an interval of its own, "not known".
import type { DeskState, PresenceState } from '@askusnow/sdk/contract';

/** The states that a source can report. No reply is no sample. */
export type SampledState = Exclude<PresenceState, 'unknown'>;

/** How long a sample is fresh: three polls of 30 s. */
export const SAMPLE_LIFE_MS = 90_000;

/** Max difference between nodes' clocks. A date further ahead comes from a wrong clock. */
const MAX_AHEAD_MS = 5_000;

export const isAhead = (saidAtMs: number, nowMs: number): boolean => saidAtMs > nowMs + MAX_AHEAD_MS;

/** Whether evidence of that instant is still fresh. */
export const isFresh = (saidAtMs: number, nowMs: number): boolean =>
  !isAhead(saidAtMs, nowMs) && nowMs < saidAtMs + SAMPLE_LIFE_MS;

/** A time range in one state, half-open. */
export interface PresenceInterval {
  startMs: number;
  endMs: number;
  state: PresenceState;
}

/** A queue's observed state. */
export interface Seen {
  /** As sampled, before hysteresis. */
  state: SampledState;
  /** When this interval began. */
  sinceMs: number;
  /** The time of the evidence. */
  sampledAtMs: number;
  /**
   * The last sample with nobody there. Null: never, and up at the first sample: a new source that flaps may be shown
   * until the next poll finds it down. After a restart the stored value counts.
   */
  lastNobodyAtMs: number | null;
}

export interface Sample {
  state: SampledState;
  /** When it was taken. */
  atMs: number;
  /** The time of its evidence, if older than the sample: desks send at different times. */
  evidenceAtMs?: number;
}

const isNotEmpty = ({ startMs, endMs }: PresenceInterval): boolean => startMs < endMs;

/** The state until now. If its evidence lapsed, the rest is unknown. */
export function intervalsUntil(
  { state, sinceMs, sampledAtMs }: Omit<Seen, 'state' | 'lastNobodyAtMs'> & { state: PresenceState },
  untilMs: number,
): PresenceInterval[] {
  const lapsesAtMs = Math.max(sampledAtMs + SAMPLE_LIFE_MS, sinceMs);
  return [
    { startMs: sinceMs, endMs: Math.min(lapsesAtMs, untilMs), state },
    { startMs: lapsesAtMs, endMs: untilMs, state: 'unknown' as const },
  ].filter(isNotEmpty);
}

/**
 * The state after a sample; null: the sample is older, and is dropped. A state dated after now comes from a wrong clock:
 * the sample counts, and its interval begins where the ledger ends.
 */
export function takeSample(
  before: Seen | null,
  { state, atMs, evidenceAtMs = atMs }: Sample,
  nowMs: number,
): { seen: Seen; over: PresenceInterval[] } | null {
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
  return { seen: { state, sinceMs, sampledAtMs, lastNobodyAtMs }, over: intervalsUntil(before, sinceMs) };
}

/** A desk's last heartbeat, and its time. */
export interface Beat {
  state: DeskState | null;
  beatAtMs: number | null;
}

/**
 * The combined state of a queue's desks: available if any desk is, otherwise busy if any is. It is as old as the latest
 * heartbeat of the desks in that state, so that a silent desk is not kept up by others. Null: no fresh heartbeat.
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
