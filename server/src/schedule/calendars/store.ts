// In:    the database, a queue's id, a calendar's address or how it was read.
// Out:   calendars that are due, each claimed by one node; what was read, kept; whether an address was changed, or why not.
// Never: a bad reading over a good one; or a change without its audit entry, its revision and its announcement.
import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { addAudit, type Authorship } from '../../platform/audit/audit-store.ts';
import { loadShifts, lockShifts, publishShifts, type ShiftsRecord } from '../shifts/store.ts';
import type { KnownFeed, Reading } from './fetch.ts';

/** A calendar that this node asks now. */
export interface ClaimedFeed extends KnownFeed {
  queue: string;
  /** In a row. */
  failures: number;
  /** Until then it is this node's: a later settlement is refused. */
  claimedUntilMs: number;
}

/** Takes the calendar that has been due for longest, until an instant: by then it is settled, or somebody else's. */
export async function claimFeed(db: Kysely<Tables>, nowMs: number, untilMs: number): Promise<ClaimedFeed | undefined> {
  const row = await db
    .updateTable('shift_feed')
    .from('queue')
    .set({ next_at: new Date(untilMs) })
    .whereRef('queue.id', '=', 'shift_feed.queue_id')
    .where('shift_feed.queue_id', '=', (due) =>
      due
        .selectFrom('shift_feed as due')
        .select('due.queue_id')
        .where('due.next_at', '<=', new Date(nowMs))
        .orderBy('due.next_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['queue_id', 'url', 'zone', 'etag', 'last_modified', 'body', 'events', 'confirmed_at', 'failures'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { queue_id: queue, url, zone, etag, last_modified: lastModified, body, events, failures } = row;
  const goodAtMs = row.confirmed_at?.getTime() ?? null;
  return { queue, url, zone, etag, lastModified, body, events, goodAtMs, failures, claimedUntilMs: untilMs };
}

/** How a calendar was read, when, and when it is asked again. */
export interface Settlement {
  reading: Reading;
  atMs: number;
  nextMs: number;
}

/** Of a calendar whose address was changed meanwhile, or that another node has asked since, nothing is kept. */
export async function settleFeed(
  database: Database,
  { queue, url, claimedUntilMs }: ClaimedFeed,
  { reading, atMs, nextMs }: Settlement,
): Promise<void> {
  const at = new Date(atMs);
  const asked = { checked_at: at, next_at: new Date(nextMs) };
  const found = { ...asked, failures: 0, confirmed_at: at, fault_code: null, fault_detail: null };
  await database.db.transaction().execute(async (trx) => {
    const settle = trx
      .updateTable('shift_feed')
      .where('queue_id', '=', queue)
      .where('url', '=', url)
      .where('next_at', '=', new Date(claimedUntilMs));
    if ('fault' in reading) {
      const fault = { fault_code: reading.fault.code, fault_detail: reading.fault.detail };
      return void (await settle.set({ ...asked, ...fault, failures: sql`failures + 1` }).execute());
    }
    const { etag, lastModified, leftOut } = 'same' in reading ? reading.same : reading.good;
    const counted = leftOut === null ? {} : { left_out: JSON.stringify(leftOut) };
    const confirmed = { ...found, etag, last_modified: lastModified, ...counted };
    if ('same' in reading) return void (await settle.set(confirmed).execute());
    const { body, events } = reading.good;
    const { numUpdatedRows } = await settle.set({ ...confirmed, body, events, good_at: at }).executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) await publishShifts(database, queue, trx);
  });
}

/** A queue's calendar as a person sets it, over which revision. */
export interface FeedChange extends Authorship {
  /** Null: none. */
  url: string | null;
  revision: number;
}

/**
 * What a queue's history keeps of an address, for as long as it is kept: the host, and enough of a digest to recognize a change
 * from none. The address itself may be as good as a password.
 */
const toTrace = (url: string | null): { host: string; digest: string } | null =>
  url === null
    ? null
    : { host: new URL(url).host, digest: createHash('sha256').update(url).digest('base64url').slice(0, 8) };

/**
 * Sets, changes or drops a queue's calendar. What the one before said stays until the new one has been read whole; without
 * a calendar nothing of it stays.
 */
export function saveFeed(
  database: Database,
  queue: string,
  { url, revision, ...authorship }: FeedChange,
): Promise<ShiftsRecord | 'stale' | 'unknown'> {
  return database.db.transaction().execute(async (trx) => {
    const before = await lockShifts(trx, queue, revision);
    if (typeof before === 'string') return before;
    const at = new Date(authorship.atMs);
    if (url === null) {
      await trx.deleteFrom('shift_feed').where('queue_id', '=', queue).execute();
    } else {
      const anew = {
        url,
        next_at: at,
        failures: 0,
        etag: null,
        last_modified: null,
        fault_code: null,
        fault_detail: null,
        // What another address once said confirms nothing of this one.
        ...(url === before.feed?.url ? {} : { confirmed_at: null }),
      };
      await trx
        .insertInto('shift_feed')
        .values({ queue_id: queue, ...anew })
        .onConflict((conflict) => conflict.column('queue_id').doUpdateSet({ ...anew, checked_at: null }))
        .execute();
    }
    await trx
      .updateTable('queue')
      .set({ shifts_revision: revision + 1, shifts_edited_at: at })
      .where('id', '=', queue)
      .execute();
    await addAudit(trx, queue, authorship, {
      action: 'shift-feed-changed',
      before: toTrace(before.feed?.url ?? null),
      after: toTrace(url),
    });
    await publishShifts(database, queue, trx);
    return loadShifts(trx, queue) as Promise<ShiftsRecord>;
  });
}
