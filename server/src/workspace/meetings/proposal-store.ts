// In:    a topic of an account; what its author or the coordinator makes of it.
// Out:   topics in the order in which they were proposed.
// Never: overwrites a change that the account has not seen.
import { sql, type Kysely } from 'kysely';
import type { ProposalState } from '@askusnow/sdk/contract';
import { lockAccount } from '../../accounts/account-lock-store.ts';
import { hasQuotaLeft } from '../../accounts/quota-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { isGone } from '../../platform/db/faults.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { mayMove } from './machine.ts';
import { MEETINGS } from './meeting-store.ts';

type Db = Kysely<Tables>;

/** Who asks. */
export interface Reader {
  account: number;
  isCoordinator: boolean;
}

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
  version: number;
}

/** A page shows so many: years of meetings. */
const MAX_SHOWN = 500;

const select = ({ account }: Reader) => sql`
select id, title, detail, state, meeting_id as meeting, library_id as library,
  coalesce(account_label(account_id), '') as by, account_id = ${account} as "isOwn", at, version
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

const mayProposeMore = (trx: Db, { account: id, isCoordinator }: Reader): Promise<boolean> =>
  hasQuotaLeft(trx, { id, role: isCoordinator ? 'coordinator' : 'liaison' }, 'proposals');

/** The same words again, while they are proposed, are the same topic. */
export const addProposal = (
  { db, changes }: Database,
  reader: Reader,
  { title, detail, library }: { title: string; detail: string; library: string | null },
  atMs: number,
): Promise<StoredProposal | 'quota-reached'> =>
  db.transaction().execute(async (trx) => {
    // One at a time: the next one finds this topic.
    await lockAccount(trx, reader.account);
    const { rows } = await sql<StoredProposal>`${select(reader)}
where account_id = ${reader.account} and state = 'proposed' and title = ${title} and detail = ${detail}
  and library_id is not distinct from ${library}`.execute(trx);
    if (rows[0] !== undefined) return rows[0];
    if (!(await mayProposeMore(trx, reader))) return 'quota-reached';
    const { id } = await trx
      .insertInto('proposal')
      .values({ title, detail, library_id: library, account_id: reader.account, at: new Date(atMs), meeting_id: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await changes.publish(MEETINGS, trx);
    return (await loadProposal(trx, reader, id))!;
  });

export type Refused = 'unknown' | 'stale' | 'not-now' | 'quota-reached';

/** `to` undefined: not in this state, or not by this account. */
const change = (
  { db, changes }: Database,
  reader: Reader,
  { id, version }: { id: number; version: number },
  to: (
    before: StoredProposal,
  ) => { title: string; detail: string } | { state: ProposalState; meeting_id: number | null } | undefined,
): Promise<StoredProposal | Refused> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql<StoredProposal>`${select(reader)} where id = ${id} for update`.execute(trx);
    const [before] = rows;
    if (before === undefined || !(before.isOwn || reader.isCoordinator)) return 'unknown';
    if (before.version !== version) return 'stale';
    const columns = to(before);
    if (columns === undefined) return 'not-now';
    const isReopened = before.state === 'withdrawn' && 'state' in columns;
    if (isReopened && !(await mayProposeMore(trx, reader))) return 'quota-reached';
    await trx
      .updateTable('proposal')
      .set({ ...columns, version: version + 1 })
      .where('id', '=', id)
      .execute();
    await changes.publish(MEETINGS, trx);
    return (await loadProposal(trx, reader, id))!;
  });

/** Its author alone changes its words, and not while it is on an agenda. */
export const changeProposal = (
  database: Database,
  reader: Reader,
  { id, version, title, detail }: { id: number; version: number; title: string; detail: string },
): Promise<StoredProposal | Refused> =>
  change(database, reader, { id, version }, ({ isOwn, state }) =>
    isOwn && state === 'proposed' ? { title, detail } : undefined,
  );

export const moveProposal = (
  database: Database,
  reader: Reader,
  { id, version, state, meeting }: { id: number; version: number; state: ProposalState; meeting: number | null },
): Promise<StoredProposal | Refused | 'no-meeting'> =>
  change(database, reader, { id, version }, (before) => {
    if (!mayMove(before.state, state, { isOwn: before.isOwn, isCoordinator: reader.isCoordinator })) return undefined;
    if (state === 'discussed') return { state, meeting_id: before.meeting };
    return { state, meeting_id: state === 'on-agenda' ? meeting : null };
  }).catch((error: unknown) => {
    // Somebody has removed the meeting meanwhile.
    if (isGone(error)) return 'no-meeting';
    throw error;
  });
