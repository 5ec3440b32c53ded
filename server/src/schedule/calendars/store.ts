// In:    the database, a queue's id, a calendar's address or reading.
// Out:   due calendars, each claimed by one node; a stored reading; a changed address with its audit entry, revision and
//        notification.
// Never: replaces a good reading by a bad one.
import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { FeedOwner, Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { byClock, change, type Transaction } from '../../platform/audit/change.ts';
import { Refusal } from '../../platform/refusal.ts';
import { ownerFaults } from '../shifts/check.ts';
import { knownLibraries, loadShifts, lockShifts, shiftsChannel, type ShiftsRecord } from '../shifts/store.ts';
import type { KnownFeed, Reading } from './fetch.ts';

/** A calendar that this node fetches now. */
export interface ClaimedFeed extends KnownFeed {
  queue: string;
  /** Consecutive failures. */
  failures: number;
  /** Until then this node holds the claim; a later settlement is rejected. */
  claimedUntilMs: number;
}

/** Claims the calendar that has been due longest, until an instant: afterwards another node may claim it. */
export async function claimFeed(db: Kysely<Tables>, nowMs: number, untilMs: number): Promise<ClaimedFeed | undefined> {
  const row = await db
    .updateTable('shift_feed')
    .from('queue')
    .set({ next_at: new Date(untilMs) })
    .whereRef('queue.id', '=', 'shift_feed.queue_id')
    .where('shift_feed.queue_id', '=', (due) =>
      due
        .selectFrom('shift_feed as due')
        .innerJoin('queue as its', 'its.id', 'due.queue_id')
        .select('due.queue_id')
        .where('its.removed', '=', false)
        .where('due.next_at', '<=', new Date(nowMs))
        .orderBy('due.next_at')
        .limit(1)
        .forUpdate('due')
        .skipLocked(),
    )
    .returning(['queue_id', 'url', 'zone', 'etag', 'last_modified', 'body', 'events', 'confirmed_at', 'failures'])
    .returning(['queue.tier', 'shift_feed.owners'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { queue_id: queue, url, zone, tier, owners, etag, last_modified: lastModified, body, events, failures } = row;
  const goodAtMs = row.confirmed_at?.getTime() ?? null;
  return {
    queue,
    url,
    zone,
    tier,
    owners,
    etag,
    lastModified,
    body,
    events,
    goodAtMs,
    failures,
    claimedUntilMs: untilMs,
  };
}

/** The result of a reading, its time, and the time of the next one. */
export interface Settlement {
  reading: Reading;
  atMs: number;
  nextMs: number;
}

/** Stores nothing if the address was changed, or another node has claimed the calendar since. */
export async function settleFeed(
  database: Database,
  { queue, url, claimedUntilMs }: ClaimedFeed,
  { reading, atMs, nextMs }: Settlement,
): Promise<void> {
  const at = new Date(atMs);
  const asked = { checked_at: at, next_at: new Date(nextMs) };
  const found = { ...asked, failures: 0, confirmed_at: at, fault_code: null, fault_detail: null };
  await change(database, null, byClock(atMs), async (trx, record) => {
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
    if (numUpdatedRows > 0n) record.publish(shiftsChannel(queue));
  });
}

/** A person's change of a queue's calendar, with the revision that was read. */
export interface FeedChange extends Authorship {
  /** Null: none. */
  url: string | null;
  /** Undefined: as they are. */
  owners?: FeedOwner[] | undefined;
  revision: number;
}

/**
 * The part of a calendar that the audit trail keeps: the host, enough of a digest to detect a change, and the libraries. The
 * address itself may be as secret as a password, and a rule's text may name a person.
 */
const toTrace = (url: string | null, owners: readonly FeedOwner[]): Record<string, unknown> | null =>
  url === null
    ? null
    : {
        host: new URL(url).host,
        digest: createHash('sha256').update(url).digest('base64url').slice(0, 8),
        ...(owners.length === 0 ? {} : { libraries: owners.map(({ library }) => library) }),
      };

/** Errors: Refusal 422 `invalid-feed`. */
async function checkFeedOwners(trx: Transaction, owners: readonly FeedOwner[], tier: Tier): Promise<void> {
  const errors = ownerFaults(owners, { tier, isLibrary: await knownLibraries(trx, owners) }).map(
    ({ path, message }) => ({
      field: ['owners', ...path].join('.'),
      message,
    }),
  );
  if (errors.length > 0) throw new Refusal(422, 'invalid-feed', 'These rules name no library.', { errors });
}

/** Call it in a change that has an entry. */
export const deleteFeed = (trx: Kysely<Tables>, queue: string): Promise<unknown> =>
  trx.deleteFrom('shift_feed').where('queue_id', '=', queue).execute();

/**
 * Sets, changes or removes a queue's calendar. The previous calendar's shifts stay until the new one has been read
 * completely; without a calendar, nothing stays. Errors: those of {@link lockShifts}, 422 `invalid-feed`.
 */
export const saveFeed = (
  database: Database,
  queue: string,
  { url, owners: asked, revision, ...authorship }: FeedChange,
): Promise<ShiftsRecord> =>
  change(database, shiftsChannel(queue), authorship, async (trx, record) => {
    const before = await lockShifts(trx, queue, revision);
    const at = new Date(authorship.atMs);
    const owners = asked ?? before.feed?.owners ?? [];
    await checkFeedOwners(trx, owners, before.tier);
    if (url === null) {
      await deleteFeed(trx, queue);
    } else {
      const reset = {
        url,
        owners: JSON.stringify(owners),
        next_at: at,
        failures: 0,
        etag: null,
        last_modified: null,
        fault_code: null,
        fault_detail: null,
        // The validators of another address do not apply to this one.
        ...(url === before.feed?.url ? {} : { confirmed_at: null }),
      };
      await trx
        .insertInto('shift_feed')
        .values({ queue_id: queue, ...reset })
        .onConflict((conflict) => conflict.column('queue_id').doUpdateSet({ ...reset, checked_at: null }))
        .execute();
    }
    await trx
      .updateTable('queue')
      .set({ shifts_revision: revision + 1, shifts_edited_at: at })
      .where('id', '=', queue)
      .execute();
    record.entry({
      subject: queueSubject(queue),
      action: 'shift-feed-changed',
      before: toTrace(before.feed?.url ?? null, before.feed?.owners ?? []),
      after: toTrace(url, owners),
    });
    return loadShifts(trx, queue);
  });
