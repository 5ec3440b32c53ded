// In:    refused batches, counted by library, day and reason.
// Out:   refusal_day grown by them.
// Never: anything of what was refused.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';

type Db = Kysely<Tables>;

export interface RefusalKey {
  library_id: string;
  date: string;
  reason: string;
}

export async function addRefusals(db: Db, refusals: readonly (RefusalKey & { count: number })[]): Promise<void> {
  await sql`
    insert into refusal_day (library_id, date, reason, count)
    select * from unnest(
      ${refusals.map((row) => row.library_id)}::text[], ${refusals.map((row) => row.date)}::date[],
      ${refusals.map((row) => row.reason)}::text[], ${refusals.map((row) => row.count)}::integer[])
    on conflict (library_id, date, reason) do update set count = refusal_day.count + excluded.count`.execute(db);
}
