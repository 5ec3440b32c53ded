// In:    an announcement of the coordinator; an account that acknowledges one.
// Out:   announcements with who has acknowledged them; liaisons who have not been heard from.
import { sql, type Kysely } from 'kysely';
import { UNACKNOWLEDGED_DAYS, type Announcement } from '@askusnow/sdk/contract';
import { lockCooperative } from '../../cooperative/lock-store.ts';
import { libraryIds } from '../../accounts/scope-columns-store.ts';
import { notify } from '../../help/notices/notices.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { DAY_MS, HOUR_MS, toInstant } from '../../platform/time/instants.ts';
import { announcedNotice, REMINDER } from './notices.ts';

type Db = Kysely<Tables>;

/** The change channel: pages that show announcements read again. */
export const ANNOUNCEMENTS = 'announcements';
/** A page shows so many; the audit log has all. */
const MAX_SHOWN = 50;

const isLiaison = sql<boolean>`role = 'liaison' and ended_at is null`;

/**
 * The latest, and before them what the account has not acknowledged: otherwise an old one could never be. The latest
 * first. `counts`: for the coordinator, who has the rows of all accounts.
 */
export async function loadAnnouncements(
  db: Db,
  { account, counts, id = null }: { account: number; counts: boolean; id?: number | null },
): Promise<Announcement[]> {
  const { rows } = await sql<{
    id: number;
    text: string;
    by: string;
    at: Date;
    acknowledgedAt: Date | null;
    acknowledged: number;
  }>`
select n.id, n.text, n.by, n.at, own.at as "acknowledgedAt", (
  select count(*)::integer from acknowledgement as a join account on account.id = a.account_id
  where a.announcement_id = n.id and ${isLiaison}
) as acknowledged
from announcement as n join account as reader on reader.id = ${account}
  left join acknowledgement as own on own.announcement_id = n.id and own.account_id = reader.id
where ${id}::integer is null or n.id = ${id}
order by own.at is null and n.at >= reader.created_at desc, n.at desc, n.id desc limit ${MAX_SHOWN}`.execute(db);
  return rows
    .sort((one, other) => other.at.getTime() - one.at.getTime() || other.id - one.id)
    .map(({ at, acknowledgedAt, acknowledged, ...row }) => ({
      ...row,
      at: at.toISOString(),
      acknowledgedAt: toInstant(acknowledgedAt === null ? null : acknowledgedAt.getTime()),
      acknowledged: counts ? acknowledged : null,
    }));
}

/** Those that came since the account is there, without its acknowledgement. */
export async function loadUnacknowledged(db: Db, account: number): Promise<{ count: number; firstAt: string | null }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null }>`
select count(*)::integer as count, min(n.at) as "firstAt"
from announcement as n join account on account.id = ${account} and n.at >= account.created_at
where not exists (select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id)`.execute(
    db,
  );
  const { count, firstAt } = rows[0]!;
  return { count, firstAt: toInstant(firstAt === null ? null : firstAt.getTime()) };
}

export interface StoredLiaison {
  account: number;
  label: string;
  libraries: string[];
  signedInOn: string | null;
  unacknowledged: number;
}

/** How many liaison accounts there are. */
export const countLiaisons = async (db: Db): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::integer as count from account where ${isLiaison}`.execute(db)).rows[0]!
    .count;

/** Never signed in, or something unacknowledged for days. An announcement of before the account does not count. */
export async function loadSilent(db: Db, nowMs: number): Promise<StoredLiaison[]> {
  const { rows } = await sql<StoredLiaison>`
select account.id as account, account.label, ${libraryIds} as libraries, account.signed_in_on as "signedInOn",
  open.unacknowledged
from account cross join lateral (
  select count(*)::integer as unacknowledged from announcement as n
  where n.at >= account.created_at and n.at <= ${new Date(nowMs - UNACKNOWLEDGED_DAYS * DAY_MS)}
    and not exists (
      select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id
    )
) as open
where ${isLiaison} and (account.signed_in_on is null or open.unacknowledged > 0)
order by open.unacknowledged desc, account.signed_in_on nulls first, account.label, account.id`.execute(db);
  return rows;
}

/** Of these libraries, those whose recipients were reminded after an instant. */
export async function loadReminded(db: Db, libraries: readonly string[], afterMs: number): Promise<Set<string>> {
  if (libraries.length === 0) return new Set();
  const rows = await db
    .selectFrom('notice')
    .select('library_id')
    .where('kind', '=', REMINDER)
    .where('library_id', 'in', libraries)
    .where('at', '>', new Date(afterMs))
    .execute();
  return new Set(rows.flatMap(({ library_id }) => library_id ?? []));
}

/** The same words again within so long are sent again, since their answer was lost. Units: ms. */
const SAME_WITHIN_MS = HOUR_MS;

/** Its id. Each library's recipients are notified. */
export const addAnnouncement = (
  { db, changes }: Database,
  { text, libraries, publicUrl }: { text: string; libraries: readonly string[]; publicUrl: string },
  authorship: Authorship,
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const { by, atMs } = authorship;
    // One at a time: the next one finds this announcement.
    await lockCooperative(trx);
    const same = await trx
      .selectFrom('announcement')
      .select('id')
      .where('text', '=', text)
      .where('by', '=', by.label)
      .where('at', '>', new Date(atMs - SAME_WITHIN_MS))
      .executeTakeFirst();
    if (same !== undefined) return same.id;
    const { id } = await trx
      .insertInto('announcement')
      .values({ text, by: by.label, at: new Date(atMs) })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const library of libraries) await notify(trx, announcedNotice({ id, text, library, publicUrl, atMs }));
    await addEntries(trx, authorship, [
      { subject: 'cooperative', action: 'announced', before: null, after: { announcement: id, text } },
    ]);
    await changes.publish(ANNOUNCEMENTS, trx);
    return id;
  });

/** A second time changes nothing. False: there is no such announcement. */
export const acknowledge = (
  { db, changes }: Database,
  { id, account, atMs }: { id: number; account: number; atMs: number },
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const found = await trx.selectFrom('announcement').select('id').where('id', '=', id).executeTakeFirst();
    if (found === undefined) return false;
    await trx
      .insertInto('acknowledgement')
      .values({ announcement_id: id, account_id: account, at: new Date(atMs) })
      .onConflict((conflict) => conflict.columns(['announcement_id', 'account_id']).doNothing())
      .execute();
    await changes.publish(ANNOUNCEMENTS, trx);
    return true;
  });
