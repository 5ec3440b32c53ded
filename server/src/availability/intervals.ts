// In:    what patrons of each library are told, and since when.
// Out:   availability_interval: one row per stretch, closed when the next begins, or when nobody was there to tell.
// Never: holds up a frame. While the database is away transitions wait in memory, in order, and keep their instants.
//
// Every node tells the same transitions. They are written under a lock on the library's row, so whoever comes second
// finds them there: an equal stretch is left alone, and a transition older than the stretch that is open is old news.
import { sql, type Kysely } from 'kysely';
import type { AnswerState, Availability, Evidence, Tier } from '@askusnow/sdk/contract';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

/** From `atMs` on, patrons of this library are told this. */
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

export interface IntervalWriter {
  tell(availability: Availability, atMs: number): void;
  /** Resolves when everything told so far is written, or the database could not be reached. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_MS = 5_000;
/** A week without a database, at a change an hour in a hundred libraries. Past it the oldest are given up. */
const MOST_WAITING = 20_000;

const isSame = (open: OpenStretch, next: Transition): boolean =>
  open.state === next.state && open.tier === next.tier && open.evidence === next.evidence;

/** The row by which nodes say that they are there to tell anybody anything; it outlives two missed signs. */
const SIGN = 'availability-told';
const SIGN_EVERY_MS = 60_000;
const SIGN_LIFE_MS = 150_000;

/** Says that patrons are being told, for a while. */
async function sign(db: Kysely<Tables>, nowMs: number): Promise<void> {
  const expires_at = new Date(nowMs + SIGN_LIFE_MS);
  await db
    .insertInto('lease')
    .values({ name: SIGN, holder: 'any node', expires_at })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ expires_at }).where('lease.expires_at', '<', expires_at),
    )
    .execute();
}

/** Ends what was left open by nodes that are gone: from their last sign on nobody was told anything. */
export async function endForgotten({ db }: Database, nowMs: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const last = await trx
      .selectFrom('lease')
      .select('expires_at')
      .where('name', '=', SIGN)
      .forUpdate()
      .executeTakeFirst();
    if (last !== undefined && last.expires_at.getTime() < nowMs) {
      await trx
        .updateTable('availability_interval')
        .set({ ended_at: sql<Date>`greatest(started_at, ${last.expires_at}::timestamptz)` })
        .where('ended_at', 'is', null)
        .execute();
    }
    await sign(trx, nowMs);
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
      return stretch
        ? [{ id: stretch.id, at: new Date(atMs).toISOString(), empty: stretch.started_at.getTime() === atMs }]
        : [];
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

export function createIntervalWriter({
  database,
  clock,
  onError,
}: {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}): IntervalWriter {
  const last = new Map<string, Transition>();
  let waiting: Transition[] = [];
  let writing: Promise<void> | null = null;
  let retry: { cancel(): void } | null = null;
  /** Null: this node has not said yet that it is there. */
  let signing: { cancel(): void } | null = null;
  let isClosed = false;

  const signLater = (): void => {
    signing = clock.after(SIGN_EVERY_MS, () => {
      void sign(database.db, clock.now())
        .catch(onError)
        .then(() => isClosed || signLater());
    });
  };

  /** The oldest waiting transition of each library. */
  const nextBatch = (): Transition[] => [
    ...new Map([...waiting].reverse().map((each) => [each.library, each])).values(),
  ];

  const writeWaiting = async (): Promise<void> => {
    try {
      if (signing === null) {
        await endForgotten(database, clock.now());
        signLater();
      }
      while (waiting.length > 0) {
        const batch = nextBatch();
        await writeTransitions(database, batch);
        waiting = waiting.filter((each) => !batch.includes(each));
      }
    } catch (error) {
      onError(error as Error);
      retry = clock.after(RETRY_MS, () => {
        retry = null;
        void write();
      });
    } finally {
      writing = null; // In the same turn as the loop's last look, so that nothing is left waiting.
    }
  };

  const write = (): Promise<void> => {
    if (writing === null && retry === null && waiting.length > 0) writing = writeWaiting();
    return writing ?? Promise.resolve();
  };

  return {
    tell({ library, state, tier, evidence }, atMs) {
      const before = last.get(library);
      if (before?.state === state && before.tier === tier && before.evidence === evidence) return;
      const transition: Transition = { library, atMs, state, tier, evidence };
      last.set(library, transition);
      waiting.push(transition);
      if (waiting.length > MOST_WAITING) waiting.shift();
      // After the turn of the loop that tells all libraries, so that they share a transaction.
      queueMicrotask(() => void write());
    },
    settle: write,
    async close() {
      await write();
      isClosed = true;
      retry?.cancel();
      signing?.cancel();
    },
  };
}
