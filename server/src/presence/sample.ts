// In:    what a queue was last seen as, and a new sample of it; or what each of its desks last said.
// Out:   what it is seen as now, and the stretches that are over.
// Never: a state without a sample: what a source does not say is not known, and "not known" is a stretch of its own.
import type { DeskState, PresenceState } from '@askusnow/sdk/contract';

/** What a source can say. Nothing said is no sample. */
export type SampledState = Exclude<PresenceState, 'unknown'>;

/** A sample counts as fresh for so long: three polls of 30 s. */
export const SAMPLE_LIFE_MS = 90_000;

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
  /** The last sample with nobody there. */
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

/** What a sample makes of what was seen; null: it is older than that, and says nothing new. */
export function takeSample(
  before: Seen | null,
  { state, atMs, evidenceAtMs = atMs }: Sample,
): { seen: Seen; over: Stretch[] } | null {
  if (before !== null && atMs < Math.max(before.sampledAtMs, before.sinceMs)) return null;
  const lastNobodyAtMs = state === 'nobody' ? atMs : (before?.lastNobodyAtMs ?? null);
  const goesOn = before?.state === state && atMs <= before.sampledAtMs + SAMPLE_LIFE_MS;
  return {
    seen: { state, sinceMs: goesOn ? before.sinceMs : atMs, sampledAtMs: evidenceAtMs, lastNobodyAtMs },
    over: before === null || goesOn ? [] : stretchesUntil(before, atMs),
  };
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
  const fresh = desks.filter(({ beatAtMs }) => beatAtMs !== null && nowMs < beatAtMs + SAMPLE_LIFE_MS);
  for (const state of ['available', 'busy', 'away'] as const) {
    const beats = fresh.filter((desk) => desk.state === state).map(({ beatAtMs }) => beatAtMs!);
    if (beats.length > 0)
      return { state: state === 'away' ? 'nobody' : state, atMs: nowMs, evidenceAtMs: Math.max(...beats) };
  }
  return null;
}
