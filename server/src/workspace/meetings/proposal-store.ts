// In:    a topic of an account; what its author or the coordinator makes of it.
// Out:   topics in the order in which they were proposed.
// Never: overwrites a change that the account has not seen.
import { sql, type Kysely } from 'kysely';
import type { NewProposal, ProposalChange, ProposalState, ProposalStateChange } from '@askusnow/sdk/contract';
import { hasQuotaLeft, quotaOf } from '../../accounts/quota-store.ts';
import { scopeOf } from '../../accounts/scope.ts';
import { change, type Transaction } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { isGone } from '../../platform/db/faults.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Account } from '../../platform/http/access.ts';
import { invalid, notFound, quotaReached, Refusal, staleRevision } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { mayMove } from './machine.ts';
import { MEETINGS } from './meeting-store.ts';
import { messages } from './messages.ts';

type Db = Kysely<Tables>;

/** Who asks. */
export interface Reader {
  account: number;
  isCoordinator: boolean;
}

export const readerOf = (account: Account): Reader => ({
  account: account.id,
  isCoordinator: scopeOf(account) === 'all',
});

export interface StoredProposal {
  id: number;
  title: string;
  detail: string;
  state: ProposalState;
  meeting: number | null;
  library: string | null;
  by: string;
  isOwn: boolean;
  at: Date;
  revision: number;
}

/** A page shows so many: years of meetings. */
const MAX_SHOWN = 500;

const select = ({ account }: Reader) => sql`
select id, title, detail, state, meeting_id as meeting, library_id as library,
  coalesce(account_label(account_id), '') as by, account_id = ${account} as "isOwn", at, revision
from proposal`;

/** A withdrawn topic is seen by its author alone. */
export async function loadProposals(db: Db, reader: Reader): Promise<StoredProposal[]> {
  const { rows } = await sql<StoredProposal>`
select * from (
  ${select(reader)} where state <> 'withdrawn' or account_id = ${reader.account} order by id desc limit ${MAX_SHOWN}
) as latest order by id`.execute(db);
  return rows;
}

export async function loadProposal(db: Db, reader: Reader, id: number): Promise<StoredProposal | undefined> {
  const { rows } = await sql<StoredProposal>`${select(reader)} where id = ${id}`.execute(db);
  return rows[0];
}

/** For the coordinator: those that no agenda has yet. */
export async function countProposed(db: Db): Promise<{ count: number; firstAt: Date | null }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null }>`
select count(*)::integer as count, min(at) as "firstAt" from proposal where state = 'proposed'`.execute(db);
  return rows[0]!;
}

/** Whether the account has proposed something since an instant. */
export async function hasProposedSince(db: Db, account: number, sinceMs: number): Promise<boolean> {
  const row = await db
    .selectFrom('proposal')
    .select('id')
    .where('account_id', '=', account)
    .where('state', '<>', 'withdrawn')
    .where('at', '>=', new Date(sinceMs))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function checkQuota(trx: Transaction, by: Account): Promise<void> {
  if (!(await hasQuotaLeft(trx, by, 'proposals'))) throw quotaReached(messages.quota(quotaOf(by.role, 'proposals')));
}

interface Doing {
  by: Account;
  atMs: number;
}

/** Errors: Refusal 409 `quota-reached`. */
export const addProposal = (
  database: Database,
  { title, detail = '', library = null }: NewProposal,
  authorship: Doing & Sent,
): Promise<StoredProposal> =>
  change(database, MEETINGS, authorship, async (trx, record) => {
    const { by, atMs } = authorship;
    const id = await once(trx, authorship, async () => {
      await checkQuota(trx, by);
      const added = await trx
        .insertInto('proposal')
        .values({ title, detail, library_id: library, account_id: by.id, at: new Date(atMs), meeting_id: null })
        .returning('id')
        .executeTakeFirstOrThrow();
      record.publish(MEETINGS);
      return added.id;
    });
    return (await loadProposal(trx, readerOf(by), id))!;
  });

/** `to` undefined: not in this state, or not by this account. */
const update = (
  database: Database,
  { id, revision }: { id: number; revision: number },
  { by, atMs }: Doing,
  to: (
    before: StoredProposal,
  ) => { title: string; detail: string } | { state: ProposalState; meeting_id: number | null } | undefined,
): Promise<StoredProposal> =>
  change(database, MEETINGS, { by, atMs }, async (trx, record) => {
    const reader = readerOf(by);
    const { rows } = await sql<StoredProposal>`${select(reader)} where id = ${id} for update`.execute(trx);
    const [before] = rows;
    if (before === undefined || !(before.isOwn || reader.isCoordinator)) throw notFound();
    if (before.revision !== revision) throw staleRevision('topic');
    const columns = to(before);
    if (columns === undefined) throw new Refusal(409, 'not-now', messages.notNow);
    if (before.state === 'withdrawn' && 'state' in columns) await checkQuota(trx, by);
    await trx
      .updateTable('proposal')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    record.publish(MEETINGS);
    return (await loadProposal(trx, reader, id))!;
  });

/**
 * Its author alone changes its words, and not while it is on an agenda.
 * Errors: Refusal 404 `not-found`, 409 `stale-revision`, `not-now` or `quota-reached`.
 */
export const changeProposal = (
  database: Database,
  id: number,
  { revision, title, detail = '' }: ProposalChange,
  authorship: Doing,
): Promise<StoredProposal> =>
  update(database, { id, revision }, authorship, ({ isOwn, state }) =>
    isOwn && state === 'proposed' ? { title, detail } : undefined,
  );

const noSuchMeeting = (): Refusal => invalid([{ field: 'meeting', message: messages.noSuchMeeting }]);

/** Errors: those of `changeProposal`; Refusal 422 where there is no such meeting. */
export async function moveProposal(
  database: Database,
  id: number,
  { revision, state, meeting = null }: ProposalStateChange,
  authorship: Doing,
): Promise<StoredProposal> {
  const isCoordinator = scopeOf(authorship.by) === 'all';
  if (state === 'on-agenda' && meeting === null) throw noSuchMeeting();
  try {
    return await update(database, { id, revision }, authorship, (before) => {
      if (!mayMove(before.state, state, { isOwn: before.isOwn, isCoordinator })) return undefined;
      if (state === 'discussed') return { state, meeting_id: before.meeting };
      return { state, meeting_id: state === 'on-agenda' ? meeting : null };
    });
  } catch (error) {
    throw isGone(error) ? noSuchMeeting() : error;
  }
}
