// In:    a library, an origin.
// Out:   the row of the two.
// Never: changes whether the cooperative's file registers it.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';

/** The update changes nothing: without it, a row that exists is not returned. */
export async function upsertUnregisteredOrigin(db: Kysely<Tables>, library: string, origin: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into library_origin (library_id, origin, registered) values (${library}, ${origin}, false)
    on conflict (library_id, origin) do update set origin = excluded.origin
    returning id`.execute(db);
  return rows[0]!.id;
}
