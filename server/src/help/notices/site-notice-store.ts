// In:    libraries.
// Out:   when the people of each were notified last about a site.
// Never: writes: outbox-store.ts does.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { SITE_KINDS, type LastNotified } from './site-notices.ts';

const keyOf = (kind: string, library: string, site: string | null): string => [kind, library, site ?? ''].join(' ');

/** One read for all of the libraries. */
export async function loadLastNotified(db: Kysely<Tables>, libraries: readonly string[]): Promise<LastNotified> {
  const rows = await db
    .selectFrom('notice')
    .select(['kind', 'library_id', sql<string | null>`data ->> 'site'`.as('site'), sql<Date>`max(at)`.as('at')])
    .where('library_id', 'in', libraries)
    .where('kind', 'in', SITE_KINDS)
    .groupBy(['kind', 'library_id', sql`data ->> 'site'`])
    .execute();
  const atMs = new Map(rows.map(({ kind, library_id, site, at }) => [keyOf(kind, library_id!, site), at.getTime()]));
  return (kind, library, site) => atMs.get(keyOf(kind, library, site));
}
