// In:    proposed addresses of libraries.
// Out:   how many wait for the coordinator, and since when.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';

export async function countWaiting(db: Kysely<Tables>): Promise<{ count: number; firstAt: Date | null }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null }>`
select count(*)::integer as count, min(at) as "firstAt" from proposed_address where state = 'waiting'`.execute(db);
  return rows[0]!;
}
