// In:    a help request to open, the stored presence and schedule of its queue, now.
// Out:   who covers its time already; null: nobody, as far as is known.
// Never: takes an hour that is scheduled for one that is staffed once it has begun: then only what is seen counts.
import type { Kysely } from 'kysely';
import type { AssistanceCover } from '@askusnow/sdk/contract';
import type { Observation } from '../../coverage/presence/hysteresis.ts';
import { isFresh } from '../../coverage/presence/sample.ts';
import { loadSeenAt } from '../../coverage/presence/seen-store.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { includes, lacking, shared, type Interval } from '../../platform/time/intervals.ts';
import { loadRanges, type QueueRanges } from '../../schedule/expansion/range-store.ts';

/** Somebody is there, by a fresh sample. */
export const isStaffed = (seen: Pick<Observation, 'state' | 'sampledAtMs'> | null, nowMs: number): boolean =>
  (seen?.state === 'available' || seen?.state === 'busy') && isFresh(seen.sampledAtMs, nowMs);

const labelsOf = (shifts: QueueRanges['shifts']): string[] => [
  ...new Set(shifts.map(({ label }) => label).filter((label) => label !== '')),
];

export async function loadCover(
  db: Kysely<Tables>,
  queue: string,
  { startMs, endMs }: Interval,
  nowMs: number,
): Promise<AssistanceCover | null> {
  const left = { startMs: Math.max(nowMs, startMs), endMs };
  if (left.endMs <= left.startMs) return null;
  const { shifts, rostered } = (await loadRanges(db, [queue], left.startMs, left.endMs)).get(queue)!;
  // A page's clock may be a little ahead.
  if (startMs < nowMs + MINUTE_MS) {
    if (!isStaffed(await loadSeenAt(db, queue), nowMs)) return null;
    return { by: 'presence', shifts: labelsOf(shifts.filter((shift) => includes(shift, nowMs))) };
  }
  if (lacking([left], rostered).length > 0) return null;
  return { by: 'shifts', shifts: labelsOf(shifts.filter((shift) => shared([shift], [left]).length > 0)) };
}
