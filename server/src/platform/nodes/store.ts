// In:    this process's row.
// Out:   the saved row, rows of ended processes removed, the remaining rows; the database's time.
// Never: stores a host name, an address but the public one, or anything from a client.
import { sql, type Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

/** A node counts as live until it has missed two beats and a little. */
export const NODE_LIFE_MS = 40_000;

export interface NodeRow {
  id: string;
  version: string;
  /** Units: ms; null: not measured. */
  skewMs: number | null;
  /** Null: a node of an earlier version. */
  startedAtMs: number | null;
  /** Null: a node of an earlier version. */
  publicUrl: string | null;
}

/** The column holds 24 days in each direction; a machine without a clock battery starts in 1970. */
const MAX_SKEW_MS = 2 ** 31 - 1;
const toColumn = (skewMs: number): number => Math.max(-MAX_SKEW_MS, Math.min(Math.round(skewMs), MAX_SKEW_MS));

/** Writes the row, removes those last seen before `endedBeforeMs`, and returns the live ones, oldest id first. */
export function saveNode(
  { db }: Database,
  { id, version, skewMs, startedAtMs, publicUrl }: NodeRow,
  { nowMs, endedBeforeMs }: { nowMs: number; endedBeforeMs: number },
): Promise<NodeRow[]> {
  const row = {
    version,
    public_url: publicUrl,
    skew_ms: skewMs === null ? null : toColumn(skewMs),
    started_at: startedAtMs === null ? null : new Date(startedAtMs),
    seen_at: new Date(nowMs),
  };
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('node').where('seen_at', '<', new Date(endedBeforeMs)).execute();
    await trx
      .insertInto('node')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    return loadNodes(trx);
  });
}

/** Those that have not ended, oldest id first. */
export async function loadNodes(db: Kysely<Tables>): Promise<(NodeRow & { seenAtMs: number })[]> {
  const rows = await db.selectFrom('node').selectAll().orderBy('id').execute();
  return rows.map(({ id, version, skew_ms, started_at, public_url, seen_at }) => ({
    id,
    version,
    skewMs: skew_ms,
    startedAtMs: started_at?.getTime() ?? null,
    publicUrl: public_url,
    seenAtMs: seen_at.getTime(),
  }));
}

/**
 * For a process that is no server: the public address of the running server that started last; null: none runs. A process
 * that has DATA_DIR open is alone with it.
 */
export async function loadServerUrl({ db, kind }: Database, nowMs: number): Promise<string | null> {
  if (kind === 'pglite') return null;
  const row = await db
    .selectFrom('node')
    .select('public_url')
    .where('public_url', 'is not', null)
    .where('seen_at', '>=', new Date(nowMs - NODE_LIFE_MS))
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.public_url ?? null;
}

/** Releases every lease of the node. */
export async function deleteLeases({ db }: Database, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('holder', '=', holder).execute();
}

export async function deleteNode({ db }: Database, id: string): Promise<void> {
  await db.deleteFrom('node').where('id', '=', id).execute();
}

/** DATA_DIR has one process: any other row belongs to an ended one. */
export async function deleteOtherNodes({ db }: Database, id: string): Promise<void> {
  await db.deleteFrom('node').where('id', '!=', id).execute();
}

/**
 * Calls `use` with a query for the database's time, on one connection: waiting for a connection would look like a slow
 * answer. Units: ms.
 */
export async function askTime(
  { db }: Database,
  times: number,
  use: (ask: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const question = sql<{ at: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`;
  await db.connection().execute(async (connection) => {
    const ask = async (): Promise<number> => (await question.execute(connection)).rows[0]!.at;
    for (let time = 0; time < times; time += 1) await use(ask);
  });
}
