// In:    a filter, and a page of the list.
// Out:   entries of the log with today's names of their authors and of what they are about.
// Never: holds more than one step's entries in memory.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { AuditKind, AuditLogEntry, AuditPeople } from '@askusnow/sdk/contract';
import { likePattern } from '../db/like-pattern.ts';
import type { Tables } from '../db/tables.ts';
import { wordsOf } from '../http/paging.ts';

export interface AuditFilter {
  /** Search words. */
  q: string;
  account?: number | undefined;
  kind?: AuditKind | undefined;
  /** Entries about this library, or about a desk of its own. */
  library?: string | undefined;
  /** False: without those of `SIGN_INS`. */
  signIns?: boolean | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** Rows per read of an export. */
const STEP_ENTRIES = 500;

/** How people come in and leave, and serve at a desk: nothing of the cooperative changes by it. */
const SIGN_INS = [
  ...['signed-in', 'signed-out', 'session-ended', 'sessions-ended'],
  ...['invited', 'link-made', 'link-withdrawn'],
  ...['clock-pressed', 'clock-left'],
];

/** The name today; null: it has none, or is gone. A subject is `kind:id`. */
const NAME = sql<string | null>`case split_part(subject, ':', 1)
  when 'queue' then (select name from queue where queue.id = split_part(subject, ':', 2))
  when 'presence' then (select name from queue where queue.id = split_part(subject, ':', 2))
  when 'library' then (select name from library where library.id = split_part(subject, ':', 2))
  when 'message' then (select name from library where library.id = split_part(subject, ':', 2))
  when 'account' then (select label from account as named where named.id::text = split_part(subject, ':', 2))
end`;

/** The one library that it belongs to: it, or the desk's; null: none, or several share the desk. */
const LIBRARY = sql<string | null>`case
  when split_part(subject, ':', 1) in ('library', 'message') then split_part(subject, ':', 2)
  when split_part(subject, ':', 1) in ('queue', 'presence') then (
    select min(library_id) from library_queue
    where queue_id = split_part(subject, ':', 2) and tier = 'local' having count(*) = 1)
end`;

const isFound = (word: string) => {
  const pattern = likePattern(word);
  return sql<SqlBool>`(action ilike ${pattern} or subject ilike ${pattern} or note ilike ${pattern}
    or program ilike ${pattern} or account.label ilike ${pattern} or ${NAME} ilike ${pattern})`;
};

function entriesOf(db: Kysely<Tables>, { q, account, kind, library, signIns, since, until }: AuditFilter) {
  let query = db.selectFrom('audit_entry').leftJoin('account', 'account.id', 'audit_entry.account_id');
  if (account !== undefined) query = query.where('audit_entry.account_id', '=', account);
  if (kind !== undefined) query = query.where(sql<SqlBool>`split_part(subject, ':', 1) = ${kind}`);
  if (library !== undefined) query = query.where(LIBRARY, '=', library);
  if (signIns === false) query = query.where('action', 'not in', SIGN_INS);
  if (since !== undefined) query = query.where('at', '>=', new Date(since));
  if (until !== undefined) query = query.where('at', '<', new Date(until));
  for (const word of wordsOf(q)) query = query.where(isFound(word));
  return query;
}

const shownEntries = (db: Kysely<Tables>, filter: AuditFilter) =>
  entriesOf(db, filter)
    .select([
      'audit_entry.id',
      'at',
      'account_id',
      'audit_entry.role',
      'subject',
      'action',
      'before',
      'after',
      'note',
      'hash',
    ])
    .select(({ fn }) => fn.coalesce('account.label', 'program').$notNull().as('by'))
    .select(NAME.as('name'))
    .select(LIBRARY.as('library'))
    .select(sql<string | null>`(select name from library where library.id = ${LIBRARY})`.as('library_name'));

type ShownRow = Awaited<ReturnType<ReturnType<typeof shownEntries>['execute']>>[number];

function toEntry({ account_id, at, subject, name, hash, library, library_name, ...row }: ShownRow): AuditLogEntry {
  const [kind = '', id = ''] = subject.split(':');
  return {
    ...row,
    at: at.toISOString(),
    account: account_id,
    kind,
    // A library that has left the cooperative has no name here.
    library: library === null ? null : { id: library, name: library_name ?? library },
    about: name ?? (id === '' ? kind : id),
    subject,
    hash: hash?.toString('hex') ?? null,
  };
}

export async function countAudit(db: Kysely<Tables>, filter: AuditFilter): Promise<number> {
  const { count } = await entriesOf(db, filter)
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Newest first. */
export async function loadAudit(
  db: Kysely<Tables>,
  filter: AuditFilter & { limit: number; offset: number },
): Promise<AuditLogEntry[]> {
  const rows = await shownEntries(db, filter)
    .orderBy('audit_entry.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return rows.map(toEntry);
}

/** All that match, oldest first, as the chain has them. */
export async function* auditInSteps(db: Kysely<Tables>, filter: AuditFilter): AsyncGenerator<AuditLogEntry[]> {
  for (let last: number | null = null; ;) {
    const rows: ShownRow[] = await shownEntries(db, filter)
      .$if(last !== null, (query) => query.where('audit_entry.id', '>', last!))
      .orderBy('audit_entry.id')
      .limit(STEP_ENTRIES)
      .execute();
    yield rows.map(toEntry);
    if (rows.length < STEP_ENTRIES) return;
    last = rows.at(-1)!.id;
  }
}

export const loadAuditPeople = (db: Kysely<Tables>): Promise<AuditPeople['people']> =>
  db
    .selectFrom('account')
    .select(['id as account', 'label'])
    .where((row) =>
      row.exists(row.selectFrom('audit_entry').select('audit_entry.id').whereRef('account_id', '=', 'account.id')),
    )
    .orderBy(sql`lower(label)`)
    .orderBy('id')
    .execute();
