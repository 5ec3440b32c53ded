// In:    a library; a session of it.
// Out:   its sessions, its practice clicks, what training was asked for last; each change with its audit entry.
// Never: copies a session's name into the audit log, which keeps everything.
import { sql, type Kysely } from 'kysely';
import type { NewTrainingSession, TrainingRequest, Training, TrainingSession } from '@askusnow/sdk/contract';
import { notify, type Notice } from '../../help/notices/notices.ts';
import { librarySubject, type AuditedChange, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Sent } from '../../platform/sent-request.ts';
import type { Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/refusal.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { eventsOf } from '../../platform/db/event-columns.ts';

type Db = Kysely<Tables>;

/** The change channel: pages that show training read again. */
export const TRAINING = 'training';

export const REFRESHER_REQUESTED = 'refresher-requested';

/** The latest first. */
export async function loadSessions(db: Db, library: string): Promise<Omit<TrainingSession, 'isPlanned'>[]> {
  const rows = await db
    .selectFrom('training_session')
    .select(['id', 'date', 'topic', 'name', 'headcount', 'by', 'added_at'])
    .where('library_id', '=', library)
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ added_at, ...row }) => ({ ...row, addedAt: added_at.toISOString() }));
}

export interface TrainingSum {
  library: string;
  sessions: number;
  headcount: number;
  last: string;
}

export async function loadTrainingSums(
  db: Db,
  libraries: readonly string[],
  days: CivilWindow,
): Promise<TrainingSum[]> {
  const { rows } = await sql<TrainingSum>`
select library_id as library, count(*)::integer as sessions, sum(headcount)::integer as headcount, max(date) as last
from training_session
where library_id = any (${libraries}::text[]) and date between ${days.from} and ${days.to}
group by library_id order by library_id`.execute(db);
  return rows;
}

export async function loadPractice(db: Db, library: string): Promise<Training['practice']> {
  const { rows } = await sql<Training['practice']>`
select coalesce(sum(clicks), 0)::integer as clicks, min(date) as first, max(date) as last
from (
  select date, sum(${eventsOf('click')}) as clicks from placement_day as c
  where library_id = ${library} and class = 'practice' group by date
) as days
where clicks > 0`.execute(db);
  return rows[0]!;
}

/** The last one. Those of earlier versions ask for a refresher. */
export async function loadRequest(
  db: Db,
  library: string,
): Promise<{ atMs: number; kind: TrainingRequest; on: string | null } | null> {
  const row = await db
    .selectFrom('notice')
    .select(['at', 'data'])
    .where('library_id', '=', library)
    .where('kind', '=', REFRESHER_REQUESTED)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { kind = 'refresher', on = null } = row.data as { kind?: TrainingRequest; on?: string | null };
  return { atMs: new Date(row.at).getTime(), kind, on };
}

/** The last request of each library, the oldest first; `nextSession`: the latest day of those that were written down after it. */
export async function loadRefresherRequests(
  db: Db,
): Promise<{ library: string; at: Date; nextSession: string | null }[]> {
  const { rows } = await sql<{ library: string; at: Date; nextSession: string | null }>`
select asked.library_id as library, asked.at, (
  select max(s.date) from training_session as s where s.library_id = asked.library_id and s.added_at > asked.at
) as "nextSession"
from (
  select library_id, max(at) as at from notice
  where kind = ${REFRESHER_REQUESTED} and library_id is not null group by library_id
) as asked
order by asked.at, asked.library_id`.execute(db);
  return rows;
}

const toEntry = (library: string, action: string, before: unknown, after: unknown): AuditedChange => ({
  subject: librarySubject(library),
  action,
  before,
  after,
});

export const addSession = (
  database: Database,
  library: string,
  { date, topic, name = null, headcount }: NewTrainingSession,
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, TRAINING, authorship, (trx, record) =>
    once(trx, authorship, async () => {
      const row = { library_id: library, date, topic, name, headcount };
      const { id } = await trx
        .insertInto('training_session')
        .values({ ...row, by: authorship.by.label, added_at: new Date(authorship.atMs) })
        .returning('id')
        .executeTakeFirstOrThrow();
      record.entry(toEntry(library, 'training-added', null, { date, topic, headcount }));
      return id;
    }),
  );

export const removeSession = (database: Database, library: string, id: number, authorship: Authorship): Promise<void> =>
  change(database, TRAINING, authorship, async (trx, record) => {
    const removed = await trx
      .deleteFrom('training_session')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .returning(['date', 'topic', 'headcount'])
      .executeTakeFirst();
    if (removed === undefined) throw notFound();
    record.entry(toEntry(library, 'training-removed', removed, null));
  });

/** Recipients of the coordinator are no library's. */
export const saveRefresherRequest = (database: Database, notice: Notice, authorship: Authorship): Promise<void> =>
  acrossLibraries(() =>
    change(database, TRAINING, authorship, async (trx, record) => {
      await notify(trx, notice);
      record.publish(TRAINING);
    }),
  );
