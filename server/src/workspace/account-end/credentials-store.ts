// In:    an account.
// Out:   what it has made that works without it: tokens, addresses and links, by what each is for.
// Never: a token or an address itself.
import { sql, type Kysely } from 'kysely';
import type { Credential } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';

export async function loadCredentials(db: Kysely<Tables>, account: number, nowMs: number): Promise<Credential[]> {
  const now = new Date(nowMs);
  const { rows } = await sql<Credential>`
select 'api-token' as kind, name from api_token
where account_id = ${account} and ended_at is null and expires_at > ${now}
union all
select 'desk-token', desk.name || ', ' || queue.name from desk join queue on queue.id = queue_id
where made_by = ${account} and account_id is null
union all
select 'calendar-address', coalesce(queue.name, library.name)
from calendar_token left join queue on queue.id = queue_id left join library on library.id = library_id where made_by = ${account}
union all
select 'atom-address', coalesce(library.name, notice_recipient.tier)
from notice_recipient left join library on library.id = library_id
where made_by = ${account} and channel = 'atom' and token_hash is not null and stopped_at is null
union all
select 'report-link', library.name from report_share join library on library.id = library_id
where made_by = ${account} and ended_at is null and expires_at > ${now}
order by 1, 2`.execute(db);
  return rows;
}

/** What other modules end one by one, each with its entry in the audit log. */
export async function loadOpen(
  db: Kysely<Tables>,
  account: number,
  nowMs: number,
): Promise<{ feeds: number[]; shares: { id: number; library: string }[] }> {
  const feeds = await db
    .selectFrom('notice_recipient')
    .select('id')
    .where('made_by', '=', account)
    .where('channel', '=', 'atom')
    .where('stopped_at', 'is', null)
    .execute();
  const shares = await db
    .selectFrom('report_share')
    .select(['id', 'library_id as library'])
    .where('made_by', '=', account)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs))
    .execute();
  return { feeds: feeds.map(({ id }) => id), shares };
}
