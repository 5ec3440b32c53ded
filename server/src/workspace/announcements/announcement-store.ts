// In:    an announcement of the coordinator; an account that acknowledges one.
// Out:   announcements with who has acknowledged them; liaisons who have not been heard from.
import { sql, type Kysely } from 'kysely';
import { UNACKNOWLEDGED_DAYS, type Announcement } from '@askusnow/sdk/contract';
import { libraryIds } from '../../accounts/scope-columns-store.ts';
import { notify } from '../../help/notices/notices.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Account } from '../../platform/http/access.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { announcedNotice, REMINDER } from './notices.ts';

type Db = Kysely<Tables>;

/** The change channel: pages that show announcements read again. */
export const ANNOUNCEMENTS = 'announcements';
/** A page shows so many; the audit log has all. */
const MAX_SHOWN = 50;

const isLiaison = sql<boolean>`role = 'liaison' and ended_at is null`;
/** An account has yet to acknowledge what came since it is there. */
const isUnread = sql<boolean>`n.at >= account.created_at
    and not exists (select from acknowledgement as a where a.announcement_id = n.id and a.account_id = account.id)`;

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
    isUnread: boolean;
    acknowledged: number;
    waiting: string[];
  }>`
select n.id, n.text, n.by, n.at, own.at as "acknowledgedAt", ${isUnread} as "isUnread", (
  select count(*)::integer from acknowledgement as a join account on account.id = a.account_id
  where a.announcement_id = n.id and ${isLiaison}
) as acknowledged, array(
  select account.label from account where ${counts} and ${isLiaison} and ${isUnread}
  order by account.label, account.id
) as waiting
from announcement as n join account on account.id = ${account}
  left join acknowledgement as own on own.announcement_id = n.id and own.account_id = account.id
where ${id}::integer is null or n.id = ${id}
order by ${isUnread} desc, n.at desc, n.id desc limit ${MAX_SHOWN}`.execute(db);
  return rows
    .sort((one, other) => other.at.getTime() - one.at.getTime() || other.id - one.id)
    .map(({ at, acknowledgedAt, acknowledged, waiting, ...row }) => ({
      ...row,
      at: at.toISOString(),
      acknowledgedAt: toInstant(acknowledgedAt === null ? null : acknowledgedAt.getTime()),
      acknowledged: counts ? acknowledged : null,
      waiting: counts ? waiting : null,
    }));
}

/** What the account has yet to acknowledge. */
export async function loadUnacknowledged(db: Db, account: number): Promise<{ count: number; firstAt: string | null }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null }>`
select count(*)::integer as count, min(n.at) as "firstAt"
from announcement as n join account on account.id = ${account}
where ${isUnread}`.execute(db);
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

/** Never signed in, or something unacknowledged for days. */
export async function loadSilent(db: Db, nowMs: number): Promise<StoredLiaison[]> {
  const { rows } = await sql<StoredLiaison>`
select account.id as account, account.label, ${libraryIds} as libraries, account.signed_in_on as "signedInOn",
  open.unacknowledged
from account cross join lateral (
  select count(*)::integer as unacknowledged from announcement as n
  where ${isUnread} and n.at <= ${new Date(nowMs - UNACKNOWLEDGED_DAYS * DAY_MS)}
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

/** Its id. Each library's recipients are notified. */
export const addAnnouncement = (
  database: Database,
  { text, libraries, publicUrl }: { text: string; libraries: readonly string[]; publicUrl: string },
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, ANNOUNCEMENTS, authorship, (trx, record) =>
    once(trx, authorship, async () => {
      const { by, atMs } = authorship;
      const { id } = await trx
        .insertInto('announcement')
        .values({ text, by: by.label, at: new Date(atMs) })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const library of libraries) await notify(trx, announcedNotice({ id, text, library, publicUrl, atMs }));
      record.entry({ subject: 'cooperative', action: 'announced', before: null, after: { announcement: id, text } });
      return id;
    }),
  );

/** A second time changes nothing. Errors: Refusal 404 `not-found`. */
export const acknowledge = (
  database: Database,
  id: number,
  { by, atMs }: { by: Account; atMs: number },
): Promise<void> =>
  change(database, ANNOUNCEMENTS, { by, atMs }, async (trx, record) => {
    const found = await trx.selectFrom('announcement').select('id').where('id', '=', id).executeTakeFirst();
    if (found === undefined) throw notFound();
    await trx
      .insertInto('acknowledgement')
      .values({ announcement_id: id, account_id: by.id, at: new Date(atMs) })
      .onConflict((conflict) => conflict.columns(['announcement_id', 'account_id']).doNothing())
      .execute();
    record.publish(ANNOUNCEMENTS);
  });
