// In:    campaigns of a library; the library's days.
// Out:   stored campaigns with their audit entries; follows by day under each campaign's placement.
// Never: a token: the table has hashes only. A query for each campaign.
import { sql, type Kysely } from 'kysely';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { COUNTS } from '../counts-channel.ts';
import { toPlacement } from './campaign.ts';

type Db = Kysely<Tables>;

/** Max campaigns of a library: more than one a week for a year. */
export const MAX_CAMPAIGNS = 100;

export interface StoredCampaign {
  id: number;
  library: string;
  placement: string;
  name: string;
  from: string;
  to: string;
  note: string | null;
  by: string;
  createdAt: Date;
  hasLink: boolean;
}

const selectCampaigns = (db: Db) =>
  db
    .selectFrom('campaign')
    .select(['id', 'library_id as library', 'placement', 'name', 'from_date as from', 'to_date as to', 'note', 'by'])
    .select('created_at as createdAt')
    .select((row) => row('token_hash', 'is not', null).as('hasLink'));

/** The latest first. */
export const loadCampaigns = async (db: Db, library: string): Promise<StoredCampaign[]> =>
  (await selectCampaigns(db)
    .where('library_id', '=', library)
    .orderBy('from_date', 'desc')
    .orderBy('id', 'desc')
    .execute()) as StoredCampaign[];

/** Undefined: no campaign has a link with this token. */
export const loadByToken = async (db: Db, tokenHash: Buffer): Promise<StoredCampaign | undefined> =>
  (await selectCampaigns(db).where('token_hash', '=', tokenHash).executeTakeFirst()) as StoredCampaign | undefined;

const changed = (library: string, action: string, before: object | null, after: object | null) => ({
  subject: `library:${library}`,
  action,
  before,
  after,
});

/** One that is equal is the same. Its id; null: the library has as many as it can have. */
export const addCampaign = (
  { db, changes }: Database,
  library: string,
  campaign: Pick<StoredCampaign, 'name' | 'from' | 'to' | 'note'>,
  authorship: Authorship,
): Promise<number | null> =>
  db.transaction().execute(async (trx) => {
    await lockLibrary(trx, library);
    const own = await loadCampaigns(trx, library);
    const { name, from, to, note } = campaign;
    const same = own.find(
      (other) => other.name === name && other.from === from && other.to === to && other.note === note,
    );
    if (same !== undefined) return same.id;
    if (own.length >= MAX_CAMPAIGNS) return null;
    const counted = await trx
      .selectFrom('placement')
      .select('name')
      .where('library_id', '=', library)
      .where('name', 'like', 'c-%')
      .execute();
    const taken = new Set([...own.map(({ placement }) => placement), ...counted.map(({ name }) => name)]);
    const { id } = await trx
      .insertInto('campaign')
      .values({
        library_id: library,
        placement: toPlacement(name, taken),
        name,
        from_date: from,
        to_date: to,
        note,
        by: authorship.by.label,
        created_at: new Date(authorship.atMs),
        token_hash: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await addEntries(trx, authorship, [changed(library, 'campaign-added', null, { name, from, to })]);
    await changes.publish(COUNTS, trx);
    return id;
  });

/** False: the library has no such campaign. */
export const removeCampaign = (
  { db, changes }: Database,
  library: string,
  id: number,
  authorship: Authorship,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('campaign')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .returning(['name', 'from_date as from', 'to_date as to'])
      .executeTakeFirst();
    if (removed === undefined) return false;
    await addEntries(trx, authorship, [changed(library, 'campaign-removed', removed, null)]);
    await changes.publish(COUNTS, trx);
    return true;
  });

/** A new link in place of the former; null ends it. False: there is no such campaign, or no link to end. */
export const saveLink = (
  { db, changes }: Database,
  library: string,
  id: number,
  tokenHash: Buffer | null,
  authorship: Authorship,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const saved = await trx
      .updateTable('campaign')
      .set({ token_hash: tokenHash })
      .where('library_id', '=', library)
      .where('id', '=', id)
      .$if(tokenHash === null, (query) => query.where('token_hash', 'is not', null))
      .returning('name')
      .executeTakeFirst();
    if (saved === undefined) return false;
    const action = tokenHash === null ? 'campaign-link-revoked' : 'campaign-link-made';
    await addEntries(trx, authorship, [changed(library, action, null, saved)]);
    await changes.publish(COUNTS, trx);
    return true;
  });

/** Follows of a library's campaigns by placement, then by day; a day without any has no entry. */
export async function loadFollows(
  db: Db,
  library: string,
  { from, to }: CivilWindow,
): Promise<Map<string, Map<string, number>>> {
  const { rows } = await sql<{ date: string; placement: string; follows: number }>`
select c.date, p.name as placement, sum(${eventsOf('follow')}) as follows
from placement_day as c join placement as p on p.id = c.placement_id
where c.library_id = ${library} and c.date between ${from} and ${to} and c.class = 'counted' and p.name like 'c-%'
group by 1, 2`.execute(db);
  const byPlacement = Map.groupBy(rows, ({ placement }) => placement);
  return new Map(
    [...byPlacement].map(([name, its]) => [name, new Map(its.map(({ date, follows }) => [date, follows]))]),
  );
}
