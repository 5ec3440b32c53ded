// In:    libraries.
// Out:   when the people of each were notified last about a site, or until when they know its losses.
// Never: writes: outbox-store.ts does.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { SITE_KINDS, type LastNotified } from './site-notices.ts';

const keyOf = (kind: string, library: string, site: string | null): string => [kind, library, site ?? ''].join(' ');

/** A notice about losses from before it named their last good day's end is known by its own time. */
const knownUntil = sql<Date>`max(coalesce((data ->> 'lastGoodEnd')::timestamptz, at))`;

/** One read for all of the libraries. */
export async function loadLastNotified(db: Kysely<Tables>, libraries: readonly string[]): Promise<LastNotified> {
  const rows = await db
    .selectFrom('notice')
    .select(['kind', 'library_id', sql<string | null>`data ->> 'site'`.as('site'), knownUntil.as('until')])
    .where('library_id', 'in', libraries)
    .where('kind', 'in', SITE_KINDS)
    .groupBy(['kind', 'library_id', sql`data ->> 'site'`])
    .execute();
  const untilMs = new Map(
    rows.map(({ kind, library_id, site, until }) => [keyOf(kind, library_id!, site), until.getTime()]),
  );
  return (kind, library, site) => untilMs.get(keyOf(kind, library, site));
}
