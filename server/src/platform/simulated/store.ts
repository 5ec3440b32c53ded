// In:    a database.
// Out:   whether its data are simulated; the mark that says so.
// Never: marks a database that has data.
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';

/** `interrupted`: the simulation was begun, and not completed. `none`: the data are real, or there are none. */
export type Mark = 'none' | 'interrupted' | 'complete';

export async function loadMark(db: Kysely<Tables>): Promise<Mark> {
  const row = await db.selectFrom('simulation').select('completed_at').executeTakeFirst();
  if (row === undefined) return 'none';
  return row.completed_at === null ? 'interrupted' : 'complete';
}

/** Whether the database has a cooperative, or anybody who may sign in. */
export async function hasData(db: Kysely<Tables>): Promise<boolean> {
  const cooperative = await db.selectFrom('cooperative').select('id').executeTakeFirst();
  const account = await db.selectFrom('account').select('id').limit(1).executeTakeFirst();
  return cooperative !== undefined || account !== undefined;
}

export async function beginSimulation(db: Kysely<Tables>, seed: string, nowMs: number): Promise<void> {
  await db
    .insertInto('simulation')
    .values({ id: 'simulation', seed, begun_at: new Date(nowMs), completed_at: null })
    .execute();
}

export async function completeSimulation(db: Kysely<Tables>, nowMs: number): Promise<void> {
  await db
    .updateTable('simulation')
    .set({ completed_at: new Date(nowMs) })
    .execute();
}

/** Nothing came of it: the database is empty. */
export async function endSimulation(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('simulation').execute();
}
