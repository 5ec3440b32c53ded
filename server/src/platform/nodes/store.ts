// In:    this process's row, as it stands now.
// Out:   the row written, rows of ended processes removed, and the rows that are left; the database's time.
// Never: a host name, an address, or anything that a client sent.
import { sql, type Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';

export interface NodeRow {
  id: string;
  version: string;
  /** Units: ms; null: not measured. */
  skewMs: number | null;
}

/** The column holds 24 days to either side; a machine without a battery for its clock starts in 1970. */
const MAX_SKEW_MS = 2 ** 31 - 1;
const toColumn = (skewMs: number): number => Math.max(-MAX_SKEW_MS, Math.min(Math.round(skewMs), MAX_SKEW_MS));

/** Writes the row, removes those last seen before `endedBeforeMs`, and returns the live ones, oldest id first. */
export function saveNode(
  { db }: Database,
  { id, version, skewMs }: NodeRow,
  { nowMs, endedBeforeMs }: { nowMs: number; endedBeforeMs: number },
): Promise<NodeRow[]> {
  const row = { version, skew_ms: skewMs === null ? null : toColumn(skewMs), seen_at: new Date(nowMs) };
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

async function loadNodes(trx: Kysely<Tables>): Promise<NodeRow[]> {
  const rows = await trx.selectFrom('node').select(['id', 'version', 'skew_ms']).orderBy('id').execute();
  return rows.map(({ id, version, skew_ms }) => ({ id, version, skewMs: skew_ms }));
}

/** Gives back every lease that the node holds. */
export async function deleteLeases({ db }: Database, holder: string): Promise<void> {
  await db.deleteFrom('lease').where('holder', '=', holder).execute();
}

export async function deleteNode({ db }: Database, id: string): Promise<void> {
  await db.deleteFrom('node').where('id', '=', id).execute();
}

/** DATA_DIR has one process: whatever other row is there is of one that has ended. */
export async function deleteOtherNodes({ db }: Database, id: string): Promise<void> {
  await db.deleteFrom('node').where('id', '!=', id).execute();
}

/** Lets `use` ask for the database's time. On one connection: waiting for one would look like a slow answer. Units: ms. */
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
