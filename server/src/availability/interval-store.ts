// In:    changes of the displayed state; the nodes' heartbeat.
// Out:   availability_interval: one row per stretch, closed when the next begins, or when the heartbeat ended.
// Never: two open stretches of one library, or an order of writing that follows the order of arrival.
//
// Every node writes the same transitions. They are written under a lock on the library's row, so the second node finds
// them there: an equal stretch is left alone, and a transition older than the open stretch is ignored.
import { sql, type Kysely } from 'kysely';
import type { AnswerState, Evidence, Tier } from '@askusnow/sdk/contract';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import { toInstant } from '../platform/time/instants.ts';

/** From `atMs` on, this is displayed to the library's patrons. */
export interface Transition {
  library: string;
  atMs: number;
  state: AnswerState;
  tier: Tier | null;
  evidence: Evidence;
}

interface OpenStretch {
  id: number;
  library_id: string;
  started_at: Date;
  state: AnswerState;
  tier: Tier | null;
  evidence: Evidence;
}

const isSame = (open: OpenStretch, next: Transition): boolean =>
  open.state === next.state && open.tier === next.tier && open.evidence === next.evidence;

/** Not a lease but a mark of time in the same table: nodes answer patrons. It outlives two missed heartbeats, at one a minute. */
export const HEARTBEAT = 'availability-told';
const HEARTBEAT_LIFE_MS = 150_000;

/** Records that nodes answer patrons. */
export async function beat(db: Kysely<Tables>, nowMs: number): Promise<void> {
  const expires_at = new Date(nowMs + HEARTBEAT_LIFE_MS);
  await db
    .insertInto('lease')
    .values({ name: HEARTBEAT, holder: 'any node', expires_at })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ expires_at }).where('lease.expires_at', '<', expires_at),
    )
    .execute();
}

/** Rows per statement: others come between two. */
const CHUNK_ROWS = 500;

/** Closes the stretches of nodes that are gone at their last heartbeat: nothing was displayed after it. */
export async function closeAbandoned({ db }: Database, nowMs: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const last = await trx
      .selectFrom('lease')
      .select('expires_at')
      .where('name', '=', HEARTBEAT)
      .forUpdate()
      .executeTakeFirst();
    const yieldIfDue = createYielder();
    while (last !== undefined && last.expires_at.getTime() < nowMs) {
      const open = trx.selectFrom('availability_interval').select('id').where('ended_at', 'is', null).limit(CHUNK_ROWS);
      const { numUpdatedRows } = await trx
        .updateTable('availability_interval')
        .set({ ended_at: sql<Date>`greatest(started_at, ${last.expires_at}::timestamptz)` })
        .where('id', 'in', open)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) break;
      await yieldIfDue();
    }
    await beat(trx, nowMs);
  });
}

/** Writes at most one transition per library, all in one transaction. */
export async function writeTransitions({ db }: Database, transitions: readonly Transition[]): Promise<void> {
  const ids = transitions.map(({ library }) => library).sort();
  await db.transaction().execute(async (trx) => {
    // In order of id, so that two nodes cannot wait for each other. A library that is gone has no stretch.
    const libraries = await trx
      .selectFrom('library')
      .select('id')
      .where('id', 'in', ids)
      .where('removed', '=', false)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
    const open = await trx
      .selectFrom('availability_interval')
      .select(['id', 'library_id', 'started_at', 'state', 'tier', 'evidence'])
      .where('library_id', 'in', ids)
      .where('ended_at', 'is', null)
      .execute();
    const openOf = new Map<string, OpenStretch>(open.map((row) => [row.library_id, row]));
    const known = new Set(libraries.map(({ id }) => id));
    const news = transitions.filter((next) => {
      const stretch = openOf.get(next.library);
      return (
        known.has(next.library) && (!stretch || (!isSame(stretch, next) && next.atMs >= stretch.started_at.getTime()))
      );
    });
    if (news.length === 0) return;
    const ending = news.flatMap(({ library, atMs }) => {
      const stretch = openOf.get(library);
      return stretch ? [{ id: stretch.id, at: toInstant(atMs), empty: stretch.started_at.getTime() === atMs }] : [];
    });
    if (ending.some(({ empty }) => empty)) {
      await trx
        .deleteFrom('availability_interval')
        .where(
          'id',
          'in',
          ending.filter(({ empty }) => empty).map(({ id }) => id),
        )
        .execute();
    }
    await sql`
      update availability_interval as stretch set ended_at = ending.at
      from jsonb_to_recordset(${JSON.stringify(ending)}::jsonb) as ending (id integer, at timestamptz)
      where stretch.id = ending.id`.execute(trx);
    await trx
      .insertInto('availability_interval')
      .values(
        news.map(({ library, atMs, state, tier, evidence }) => ({
          library_id: library,
          started_at: new Date(atMs),
          ended_at: null,
          state,
          tier,
          evidence,
        })),
      )
      .execute();
  });
}
