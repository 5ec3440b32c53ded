// In:    an account's scope; a follow-up to open, a step to take.
// Out:   follow-ups with their history; the shared counts of the 72-hour expectation.
// Never: changes a follow-up without a row of its history, or its history at all.
import { sql, type Kysely } from 'kysely';
import {
  FOLLOW_UP_HOURS,
  type FollowUp,
  type FollowUpFilter,
  type FollowUpList,
  type FollowUpStepRequest,
} from '@askusnow/sdk/contract';
import { hasQuotaLeft, quotaOf } from '../../accounts/quota-store.ts';
import { scopeOf, type Scope } from '../../accounts/scope.ts';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { change, type Transaction } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import { chunksOf } from '../../platform/chunks.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Account } from '../../platform/http/access.ts';
import { notFound, quotaReached, Refusal, staleRevision } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { HOUR_MS, toInstant } from '../../platform/time/instants.ts';
import { move } from './machine.ts';
import { messages } from './messages.ts';
import { notifyReceived } from './notices.ts';
import { wrongRows, type ListRow } from './read-list.ts';
import { ENDED_MONTHS } from './tables.ts';

type Db = Kysely<Tables>;

/** The change channel: pages that show follow-ups read again. */
export const FOLLOW_UPS = 'follow-ups';

/** Who asks, and for what. */
export interface Reader {
  account: number;
  scope: Scope;
}

export const readerOf = (account: Account): Reader => ({ account: account.id, scope: scopeOf(account) });

/** A library's, or all that the reader may see: its libraries' and those that it has opened. */
const readable = ({ account, scope }: Reader, library: string | null) => {
  if (library !== null) return sql<boolean>`f.library_id = ${library}`;
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`(f.library_id = any (${scope.libraries}::text[]) or f.opened_by = ${account})`;
};

/** A library's end of a follow-up stands: who has opened it for another library takes back only an end of their own. */
const mayUndo = ({ account, scope }: Reader) =>
  scope === 'all'
    ? sql<boolean>`f.state <> 'open'`
    : sql<boolean>`(f.state <> 'open' and (f.library_id = any (${scope.libraries}::text[]) or ${account} =
  (select account_id from follow_up_step where follow_up_id = f.id order by id desc limit 1)))`;

/** Now, and the libraries with today's date in the zone of each: an account does not read rows of other libraries. */
export interface Today {
  nowMs: number;
  libraries: readonly { id: string; today: string }[];
}

const joinToday = ({ libraries }: Today) => sql`
join unnest(${libraries.map(({ id }) => id)}::text[], ${libraries.map(({ today }) => today)}::date[]) as l (id, today)
  on l.id = f.library_id`;

const LATE = sql<boolean>`(f.state = 'open' and f.due_on < l.today)`;
const DUE_TODAY = sql<boolean>`(f.state = 'open' and f.due_on = l.today)`;

const FILTERS = {
  open: sql<boolean>`f.state = 'open'`,
  overdue: LATE,
  ended: sql<boolean>`f.state <> 'open'`,
} satisfies Record<FollowUpFilter, unknown>;

interface Row {
  id: number;
  library: string;
  reference: string;
  dueOn: string;
  state: FollowUp['state'];
  resolution: FollowUp['resolution'];
  openedAt: Date;
  endedAt: Date | null;
  revision: number;
  isOverdue: boolean;
  isDueToday: boolean;
  mayUndo: boolean;
  total: number;
}

const select = (reader: Reader, today: Today) => sql`
select f.id, f.library_id as library, f.reference, f.due_on as "dueOn", f.state, f.resolution, f.opened_at as "openedAt",
  f.ended_at as "endedAt", f.revision, ${LATE} as "isOverdue", ${DUE_TODAY} as "isDueToday",
  ${mayUndo(reader)} as "mayUndo", (count(*) over ())::integer as total
from follow_up as f ${joinToday(today)}`;

async function withHistory(db: Db, rows: readonly Row[], nowMs: number): Promise<FollowUp[]> {
  const { rows: steps } = await sql<{
    of: number;
    at: Date;
    by: string | null;
    step: FollowUp['history'][number]['step'];
    library: string;
    resolution: FollowUp['resolution'];
  }>`
select follow_up_id as of, at, account_label(account_id) as by, step, library_id as library, resolution
from follow_up_step where follow_up_id = any (${rows.map(({ id }) => id)}::integer[]) order by id`.execute(db);
  const byFollowUp = Map.groupBy(steps, ({ of }) => of);
  return rows.map(({ total: _total, openedAt, endedAt, ...row }) => ({
    ...row,
    openedAt: openedAt.toISOString(),
    endedAt: toInstant(endedAt === null ? null : endedAt.getTime()),
    hoursOpen: Math.max(0, Math.floor(((endedAt?.getTime() ?? nowMs) - openedAt.getTime()) / HOUR_MS)),
    history: (byFollowUp.get(row.id) ?? []).map(({ of: _of, at, ...step }) => ({ at: at.toISOString(), ...step })),
  }));
}

/** The first due first; of ended ones, the last ended first. */
export async function loadFollowUps(
  db: Db,
  reader: Reader,
  query: { library: string | null; filter: FollowUpFilter; offset: number; limit: number },
  today: Today,
): Promise<{ total: number; followUps: FollowUp[] }> {
  const { library, filter, offset, limit } = query;
  const { rows } = await sql<Row>`${select(reader, today)}
where ${readable(reader, library)} and ${FILTERS[filter]}
order by ${filter === 'ended' ? sql`f.ended_at desc` : sql`f.due_on`}, f.id
limit ${limit} offset ${offset}`.execute(db);
  if (rows.length === 0 && offset > 0)
    return { ...(await loadFollowUps(db, reader, { ...query, offset: 0, limit: 1 }, today)), followUps: [] };
  return { total: rows[0]?.total ?? 0, followUps: await withHistory(db, rows, today.nowMs) };
}

/** How many of a library's, or of all that the reader may see, are open. */
export async function loadOpenCounts(
  db: Db,
  reader: Reader,
  library: string | null,
  today: Today,
): Promise<FollowUpList['open']> {
  const { rows } = await sql<FollowUpList['open']>`
select count(*)::integer as all, (count(*) filter (where ${LATE}))::integer as overdue,
  (count(*) filter (where ${DUE_TODAY}))::integer as "dueToday"
from follow_up as f ${joinToday(today)}
where f.state = 'open' and ${readable(reader, library)}`.execute(db);
  return rows[0]!;
}

/** Errors: Refusal 404 `not-found`, also where it is not for this reader. */
export async function loadFollowUp(db: Db, reader: Reader, id: number, today: Today): Promise<FollowUp> {
  const { rows } = await sql<Row>`${select(reader, today)} where f.id = ${id} and ${readable(reader, null)}`.execute(
    db,
  );
  const [found] = await withHistory(db, rows, today.nowMs);
  if (found === undefined) throw notFound();
  return found;
}

/** Those opened since an instant whose 72 hours are over, and those of them that were resolved in time. */
export async function loadExpectation(
  db: Db,
  reader: Reader,
  { library, sinceMs }: { library: string | null; sinceMs: number },
  nowMs: number,
): Promise<{ due: number; within: number }> {
  const limit = sql`${FOLLOW_UP_HOURS} * interval '1 hour'`;
  const { rows } = await sql<{ due: number; within: number }>`
select count(*)::integer as due,
  (count(*) filter (where f.state = 'resolved' and f.ended_at <= f.opened_at + ${limit}))::integer as within
from follow_up as f
where ${readable(reader, library)} and f.state <> 'withdrawn' and f.resolution is distinct from 'practice'
  and f.opened_at >= ${new Date(sinceMs)} and f.opened_at <= ${new Date(nowMs)}::timestamptz - ${limit}`.execute(db);
  return rows[0]!;
}

/** Who does something, and when. */
interface Doing {
  by: Account;
  atMs: number;
}

async function checkQuota(trx: Transaction, by: Account): Promise<void> {
  if (!(await hasQuotaLeft(trx, by, 'follow-ups'))) throw quotaReached(messages.quota(quotaOf(by.role, 'follow-ups')));
}

/** A follow-up and its first step for each row whose number the library does not have yet. */
export async function insertFollowUps(
  trx: Db,
  {
    library,
    fromList,
    rows,
  }: { library: string; fromList: boolean; rows: readonly { reference: string; dueOn: string }[] },
  { by, atMs }: { by: { id: number }; atMs: number },
): Promise<{ id: number; reference: string }[]> {
  const at = new Date(atMs);
  const { rows: added } = await sql<{ id: number; reference: string }>`
with added as (
  insert into follow_up (library_id, reference, due_on, opened_at, opened_by, from_list)
  select ${library}, reference, due_on, ${at}, ${by.id}, ${fromList}
  from unnest(${rows.map(({ reference }) => reference)}::text[], ${rows.map(({ dueOn }) => dueOn)}::date[])
    as rows (reference, due_on)
  on conflict (library_id, reference) do nothing
  returning id, reference
), opened as (
  insert into follow_up_step (follow_up_id, at, account_id, step, library_id)
  select id, ${at}, ${by.id}, 'opened', ${library} from added
)
select id, reference from added`.execute(trx);
  return added;
}

interface Opening {
  library: { id: string; name: string };
  /** The base of links in notices. */
  publicUrl: string;
  /** The library's own people know already. */
  isOwn: boolean;
}

/**
 * A chat's desk may open one for any library: the caller has checked the account's right. Returns its id.
 * Errors: Refusal 409 `already-there` or `quota-reached`.
 */
export const openFollowUp = (
  database: Database,
  { library, publicUrl, isOwn, ...row }: Opening & { reference: string; dueOn: string },
  authorship: Doing & Sent,
): Promise<number> =>
  acrossLibraries(() =>
    change(database, FOLLOW_UPS, authorship, (trx, record) =>
      once(trx, authorship, async () => {
        const { by, atMs } = authorship;
        await checkQuota(trx, by);
        const [added] = await insertFollowUps(trx, { library: library.id, fromList: false, rows: [row] }, authorship);
        if (added === undefined) throw new Refusal(409, 'already-there', messages.alreadyThere);
        if (!isOwn) await notifyReceived(trx, { library, count: 1, key: `opened:${added.id}`, publicUrl, atMs });
        record.publish(FOLLOW_UPS);
        return added.id;
      }),
    ),
  );

/** Rows of one statement: on PGlite nobody is answered while it runs. */
const CHUNK_ROWS = 150;

/** All rows, or none. Returns the id of one of them. Errors: Refusal 422 names the rows that the library has already. */
export const openFollowUps = (
  database: Database,
  { library, publicUrl, isOwn, rows }: Opening & { rows: readonly ListRow[] },
  authorship: Doing & Sent,
): Promise<number> =>
  acrossLibraries(() =>
    change(database, FOLLOW_UPS, authorship, (trx, record) =>
      once(trx, authorship, async () => {
        // Two lists with the same numbers would wait for each other.
        await lockLibrary(trx, library.id);
        const added: { id: number; reference: string }[] = [];
        for (const some of chunksOf(rows, CHUNK_ROWS))
          added.push(...(await insertFollowUps(trx, { library: library.id, fromList: true, rows: some }, authorship)));
        const isNew = new Set(added.map(({ reference }) => reference));
        const known = rows.filter(({ reference }) => !isNew.has(reference));
        if (known.length > 0) throw wrongRows(known.map(({ row }) => ({ row, message: messages.newNumber })));
        const [{ id } = { id: 0 }] = added;
        const { atMs } = authorship;
        if (!isOwn) await notifyReceived(trx, { library, count: rows.length, key: `list:${id}`, publicUrl, atMs });
        record.publish(FOLLOW_UPS);
        return id;
      }),
    ),
  );

/**
 * `receiver`: the library of a hand-over.
 * Errors: Refusal 404 `not-found`, 409 `stale-revision`, `not-now`, `already-there` or `quota-reached`.
 */
export const stepFollowUp = (
  database: Database,
  id: number,
  asked: FollowUpStepRequest,
  { receiver, publicUrl }: { receiver: { id: string; name: string } | null; publicUrl: string },
  { by, atMs }: Doing,
): Promise<void> =>
  // A row that is handed over leaves the account's own rows.
  acrossLibraries(() =>
    change(database, FOLLOW_UPS, { by, atMs }, async (trx, record) => {
      const reader = readerOf(by);
      const { rows } = await sql<
        Pick<Row, 'library' | 'reference' | 'state' | 'resolution' | 'revision' | 'mayUndo'> & { isCounted: boolean }
      >`
select f.library_id as library, f.reference, f.state, f.resolution, f.revision, ${mayUndo(reader)} as "mayUndo",
  f.opened_by = ${by.id} and not f.from_list as "isCounted"
from follow_up as f
where f.id = ${id} and ${readable(reader, null)} for update`.execute(trx);
      const [current] = rows;
      if (current === undefined) throw notFound();
      if (current.revision !== asked.revision) throw staleRevision('follow-up');
      const moved = move(current, asked);
      if (moved === null) throw new Refusal(409, 'not-now', messages.notNow);
      if (moved.step === 'undone' && !current.mayUndo) throw new Refusal(409, 'not-now', messages.endedByLibrary);
      if (moved.step === 'undone' && current.isCounted) await checkQuota(trx, by);
      const { library, state, resolution, step } = moved;
      const { reference, revision } = current;
      const twin = await sql<{ id: number }>`
select id from follow_up where library_id = ${library} and id <> ${id} and reference = ${reference}`.execute(trx);
      if (twin.rows.length > 0) throw new Refusal(409, 'already-there', messages.alreadyThereToo);
      const at = new Date(atMs);
      await trx
        .updateTable('follow_up')
        .set({ library_id: library, state, resolution, ended_at: state === 'open' ? null : at, revision: revision + 1 })
        .where('id', '=', id)
        .execute();
      await trx
        .insertInto('follow_up_step')
        .values({ follow_up_id: id, at, account_id: by.id, step, library_id: library, resolution })
        .execute();
      if (receiver !== null)
        await notifyReceived(trx, {
          library: receiver,
          count: 1,
          key: `handed-over:${id}:${revision}`,
          publicUrl,
          atMs,
        });
      record.publish(FOLLOW_UPS);
    }),
  );

/** Libraries with such follow-ups. */
async function countByLibrary(db: Db, today: Today, which: typeof LATE) {
  const { rows } = await sql<{ library: string; today: string; count: number; firstDue: string; lastDue: string }>`
select l.id as library, l.today, count(*)::integer as count, min(f.due_on) as "firstDue", max(f.due_on) as "lastDue"
from follow_up as f ${joinToday(today)}
where ${which}
group by l.id, l.today order by l.id`.execute(db);
  return rows;
}

/** Whose last day is over. */
export const loadOverdue = (db: Db, today: Today) => countByLibrary(db, today, LATE);
export const loadDueToday = (db: Db, today: Today) => countByLibrary(db, today, DUE_TODAY);

/** Their history goes with them. */
export const deleteEnded = (db: Db, nowMs: number) =>
  db
    .deleteFrom('follow_up')
    .where(sql<boolean>`ended_at < ${new Date(nowMs)}::timestamptz - ${ENDED_MONTHS} * interval '1 month'`)
    .execute();
