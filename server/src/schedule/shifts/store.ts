// In:    the database, a queue's id, shifts that check.ts has validated.
// Out:   a queue's shifts, from rules and the calendar; a stored change with its revision, audit entry and notification.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import type { NeededRule, ShiftFeed, ShiftRule, Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../../platform/audit/change.ts';
import { notFound, Refusal, staleRevision } from '../../platform/refusal.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { ownerFaults } from './check.ts';
import { withoutLongPast } from './long-past.ts';
import { placeFaults } from './needed.ts';

/** A queue with its shifts. */
export interface ShiftsRecord {
  id: string;
  name: string;
  tier: Tier;
  zone: string;
  shifts: ShiftRule[];
  needed: NeededRule[];
  feed: ShiftFeed | null;
  revision: number;
}

/** The change, the revision that was read, and its author. */
export interface ShiftsSaving extends Authorship {
  shifts: ShiftRule[];
  /** Undefined: as it is. */
  needed?: NeededRule[] | undefined;
  revision: number;
}

const toIso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Errors: Refusal 404. */
export async function loadShifts(db: Kysely<Tables>, queue: string): Promise<ShiftsRecord> {
  const row = await db
    .selectFrom('queue')
    .leftJoin('shift_feed as feed', 'feed.queue_id', 'queue.id')
    .select(['id', 'name', 'tier', 'zone', 'shifts', 'needed', 'shifts_revision'])
    .select(['feed.url', 'feed.checked_at', 'feed.confirmed_at', 'feed.fault_code', 'feed.fault_detail', 'feed.events'])
    .select(['feed.left_out', 'feed.owners'])
    .where('id', '=', queue)
    .where('removed', '=', false)
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  const { id, name, tier, zone, shifts, needed, shifts_revision: revision, fault_code: code } = row;
  const fault = code === null ? null : { code, detail: row.fault_detail ?? '' };
  const read = {
    checkedAt: toIso(row.checked_at),
    goodAt: toIso(row.confirmed_at),
    fault,
    events: row.events ?? 0,
    leftOut: row.left_out,
    owners: row.owners ?? [],
  };
  return { id, name, tier, zone, shifts, needed, feed: row.url === null ? null : { url: row.url, ...read }, revision };
}

/** The change channel of a queue's shifts and calendar. */
export const shiftsChannel = (queue: string): string => `shifts:${queue}`;

/**
 * Locks a queue's shifts until the transaction ends. `revision`: the one that was read; absent: whichever it is now.
 * Errors: Refusal 404, 409 `stale-revision`.
 */
export async function lockShifts(trx: Transaction, queue: string, revision?: number): Promise<ShiftsRecord> {
  await trx.selectFrom('queue').select('id').where('id', '=', queue).forUpdate().execute();
  const record = await loadShifts(trx, queue);
  if (revision !== undefined && record.revision !== revision) throw staleRevision('desk’s shifts');
  return record;
}

/** Which of the libraries that are named the cooperative has. */
export async function knownLibraries(
  trx: Transaction,
  named: readonly Pick<ShiftRule, 'library'>[],
): Promise<(id: string) => boolean> {
  const known = await trx
    .selectFrom('library')
    .select('id')
    .where('id', 'in', ['', ...new Set(named.flatMap(({ library }) => library ?? []))])
    .where('removed', '=', false)
    .execute();
  const ids = new Set(known.map(({ id }) => id));
  return (id) => ids.has(id);
}

type Shifts = Pick<ShiftsSaving, 'shifts' | 'needed'>;

/** Errors: Refusal 422 `invalid-shifts`. */
async function checkOwners(trx: Transaction, { shifts, needed = [] }: Shifts, tier: Tier): Promise<void> {
  const owners = ownerFaults(shifts, { tier, isLibrary: await knownLibraries(trx, shifts) });
  const errors = [
    ...owners.map(({ path, message }) => ({ field: ['shifts', ...path].join('.'), message })),
    ...placeFaults(needed, tier).map(({ message }) => ({ field: 'needed', message })),
  ];
  if (errors.length > 0) throw new Refusal(422, 'invalid-shifts', 'These shifts contradict themselves.', { errors });
}

/** Call it in the transaction that locked the shifts. Errors: Refusal 422 `invalid-shifts`. */
export async function writeShifts(
  trx: Transaction,
  record: ChangeRecord,
  before: ShiftsRecord,
  { shifts: asked, needed = before.needed, atMs }: Shifts & { atMs: number },
): Promise<ShiftsRecord> {
  await checkOwners(trx, { shifts: asked, needed }, before.tier);
  const shifts = withoutLongPast(asked, windowOf(before.zone, atMs, 1).to);
  const [subject, revision] = [queueSubject(before.id), before.revision + 1];
  await trx
    .updateTable('queue')
    .set({
      shifts: JSON.stringify(shifts),
      needed: JSON.stringify(needed),
      shifts_revision: revision,
      shifts_edited_at: new Date(atMs),
    })
    .where('id', '=', before.id)
    .execute();
  record.entry({ subject, action: 'shifts-changed', before: before.shifts, after: shifts });
  if (!isDeepStrictEqual(needed, before.needed))
    record.entry({ subject, action: 'needed-changed', before: before.needed, after: needed });
  return { ...before, shifts, needed, revision };
}

/** Errors: those of {@link lockShifts}; 422 `invalid-shifts`. */
export const saveShifts = (database: Database, queue: string, saving: ShiftsSaving): Promise<ShiftsRecord> =>
  change(database, shiftsChannel(queue), saving, async (trx, record) =>
    writeShifts(trx, record, await lockShifts(trx, queue, saving.revision), saving),
  );
