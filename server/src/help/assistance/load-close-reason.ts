// In:    a help request or one to open, the stored schedule of its queue, now.
// Out:   why help is not needed; null: it is, as far as the schedule is known.
import type { Kysely } from 'kysely';
import type { AssistanceReason } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { loadScheduled } from '../../schedule/expansion/expansion-store.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { throughMsOf } from '../../schedule/expansion/schedule.ts';
import { whyNeededNoMore } from './close-reason.ts';

/** What asks for help, and until when at the latest. */
export interface Asked {
  reason: AssistanceReason;
  queue: string;
  startMs: number;
  endMs: number;
}

/** One rule opens a request and closes it: what would be closed a moment later notifies nobody. */
export async function loadCloseReason(
  db: Kysely<Tables>,
  { reason, queue, startMs, endMs }: Asked,
  nowMs: number,
): Promise<string | null> {
  const left = { startMs: Math.max(nowMs, startMs), endMs };
  if (left.endMs <= left.startMs) return null; // It is due.
  const { expandedAtMs = null, hasHours = false } = (await loadScheduled(db, queue)) ?? {};
  if (expandedAtMs === null || throughMsOf(expandedAtMs) < left.endMs) return null;
  const ranges = (await loadRanges(db, [queue], left.startMs, left.endMs)).get(queue)!;
  return whyNeededNoMore(reason, left, { ...ranges, hours: hasHours ? ranges.hours : null });
}
