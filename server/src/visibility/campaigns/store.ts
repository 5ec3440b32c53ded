// In:    campaigns of a library; the library's days.
// Out:   stored campaigns with their audit entries; follows by day under each campaign's placement.
// Never: a token: the table has hashes only. A query for each campaign.
import { sql, type Kysely } from 'kysely';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, quotaReached, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { COUNTS } from '../counts-channel.ts';
import { linkEndsOn, toPlacement } from './campaign.ts';

type Db = Kysely<Tables>;

/** Max campaigns of a library: more than one a week for a year. */
const MAX_CAMPAIGNS = 100;

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
  subject: librarySubject(library),
  action,
  before,
  after,
});

/** Returns its id. Errors: Refusal 409 `quota-reached`. */
export const addCampaign = (
  database: Database,
  library: string,
  campaign: Pick<StoredCampaign, 'name' | 'from' | 'to' | 'note'>,
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    await lockLibrary(trx, library);
    return once(trx, authorship, async () => {
      const own = await loadCampaigns(trx, library);
      if (own.length >= MAX_CAMPAIGNS)
        throw quotaReached(`A library can have ${MAX_CAMPAIGNS} campaigns. Remove an old one first.`);
      const counted = await trx
        .selectFrom('placement')
        .select('name')
        .where('library_id', '=', library)
        .where('name', 'like', 'c-%')
        .execute();
      const taken = new Set([...own.map(({ placement }) => placement), ...counted.map(({ name }) => name)]);
      const { name, from, to, note } = campaign;
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
      record.entry(changed(library, 'campaign-added', null, { name, from, to }));
      return id;
    });
  });

/** Errors: Refusal 404. */
export const removeCampaign = (
  database: Database,
  library: string,
  id: number,
  authorship: Authorship,
): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const removed = await trx
      .deleteFrom('campaign')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .returning(['name', 'from_date as from', 'to_date as to'])
      .executeTakeFirst();
    if (removed === undefined) throw notFound();
    record.entry(changed(library, 'campaign-removed', removed, null));
  });

interface OwnCampaign {
  library: string;
  id: number;
}

const setToken = (trx: Db, { library, id }: OwnCampaign, tokenHash: Buffer | null) =>
  trx
    .updateTable('campaign')
    .set({ token_hash: tokenHash })
    .where('library_id', '=', library)
    .where('id', '=', id)
    .returning(['name', 'from_date as from', 'to_date as to']);

const hasToken = sql<boolean>`token_hash is not null`;

/**
 * A new link in place of the former; a request that is sent again renews its token.
 * Errors: Refusal 404, 409 `link-ended` where the campaign is over for too long.
 */
export const makeLink = (
  database: Database,
  campaign: OwnCampaign,
  { tokenHash, today }: { tokenHash: Buffer; today: string },
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, COUNTS, authorship, (trx, record) => {
    const make = async (): Promise<number> => {
      const made = await setToken(trx, campaign, tokenHash).executeTakeFirst();
      if (made === undefined) throw notFound();
      if (linkEndsOn(made) < today)
        throw new Refusal(409, 'link-ended', 'This campaign ended too long ago to be shown by a link.');
      record.entry(changed(campaign.library, 'campaign-link-made', null, { name: made.name }));
      return campaign.id;
    };
    return once(trx, authorship, make, () => setToken(trx, campaign, tokenHash).where(hasToken).executeTakeFirst());
  });

/** Errors: Refusal 404: there is no such campaign, or no link to end. */
export const endLink = (database: Database, campaign: OwnCampaign, authorship: Authorship): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const ended = await setToken(trx, campaign, null).where(hasToken).executeTakeFirst();
    if (ended === undefined) throw notFound();
    record.entry(changed(campaign.library, 'campaign-link-revoked', null, { name: ended.name }));
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
