// In:    desks, and what they say of themselves.
// Out:   the desks of a queue; with each heartbeat the queue's sample, in the same step; who set it by hand, and to what.
// Never: a token in a row, or a heartbeat that is older than the last one of its desk.
import type { AuditEntry, DeskState } from '@askusnow/sdk/contract';
import type { Kysely, Selectable } from 'kysely';
import { hasQuotaLeft, type MadeBy } from '../../accounts/quota-store.ts';
import { hashToken } from '../../accounts/token.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { DeskTable } from './tables.ts';
import { addAudit, addEntry, loadEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import { combineDesks, isFresh, type Seen } from './sample.ts';
import { forgetSeen, isCurrentSource, writeSample } from './sample-store.ts';
import { lockSeen } from './seen-store.ts';

type Db = Kysely<Tables>;

export interface DeskRecord {
  id: number;
  name: string;
  state: DeskState | null;
  beatAtMs: number | null;
  seq: number;
  hasAccount: boolean;
  /** When the last browser of the desk's account is signed out; null: it is, or there is no account. */
  signedInUntilMs: number | null;
}

const toDesk = ({
  id,
  name,
  state,
  beat_at,
  seq,
  account_id,
  signed_in_until = null,
}: Selectable<DeskTable> & { signed_in_until?: Date | null }): DeskRecord => ({
  id,
  name,
  state,
  beatAtMs: beat_at?.getTime() ?? null,
  seq,
  hasAccount: account_id !== null,
  signedInUntilMs: signed_in_until?.getTime() ?? null,
});

/** A queue's desks: those with a token by name, then those of accounts. */
export async function loadDesks(db: Db, queue: string): Promise<DeskRecord[]> {
  const rows = await db
    .selectFrom('desk')
    .selectAll('desk')
    .select((row) =>
      row
        .selectFrom('session')
        .select((session) => session.fn.max('expires_at').as('until'))
        .whereRef('session.account_id', '=', 'desk.account_id')
        .as('signed_in_until'),
    )
    .where('queue_id', '=', queue)
    .orderBy((row) => row('account_id', 'is not', null))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(toDesk);
}

/** Undefined: the queue has a desk of this name; `quota-reached`: the account has as many as it may have. */
export function insertDesk(
  { db }: Database,
  queue: string,
  name: string,
  token: string,
  authorship: MadeBy,
): Promise<DeskRecord | 'quota-reached' | undefined> {
  return db.transaction().execute(async (trx) => {
    if (!(await hasQuotaLeft(trx, authorship.by, 'tokens'))) return 'quota-reached';
    const row = await trx
      .insertInto('desk')
      .values({ queue_id: queue, name, token_hash: hashToken(token), made_by: authorship.by.id })
      .onConflict((conflict) => conflict.columns(['queue_id', 'name']).where('account_id', 'is', null).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    await addAudit(trx, queue, authorship, { action: 'desk-added', before: null, after: { desk: name } });
    return toDesk(row);
  });
}

/** The desk that holds the token. A hash is looked up: how long that takes says nothing of the token. */
export async function findDesk({ db }: Database, token: string): Promise<{ id: number; queue: string } | undefined> {
  return db
    .selectFrom('desk')
    .select(['id', 'queue_id as queue'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
}

/** Which desk speaks: one that is known, or that of an account, which is made when it first does. */
export type Speaker = { desk: number } | { account: { id: number; label: string } };

async function deskOf(trx: Db, queue: string, speaker: Speaker): Promise<Selectable<DeskTable> | undefined> {
  const desks = trx.selectFrom('desk').selectAll().where('queue_id', '=', queue);
  if ('desk' in speaker) return desks.where('id', '=', speaker.desk).executeTakeFirst();
  const { id, label } = speaker.account;
  // Shared with other heartbeats, not with the account's end: what comes after that finds no account.
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (account === undefined) return undefined;
  await trx
    .insertInto('desk')
    .values({ queue_id: queue, name: label, account_id: id })
    .onConflict((conflict) => conflict.columns(['queue_id', 'account_id']).doNothing())
    .execute();
  return desks.where('account_id', '=', id).executeTakeFirst();
}

/** What all desks of the queue say together, written as its sample. Null: none of them says anything any longer. */
async function writeTogether(trx: Db, { changes }: Database, queue: string, before: Seen | null, nowMs: number) {
  const sample = combineDesks(await loadDesks(trx, queue), nowMs);
  if (sample !== null) return writeSample(trx, changes, queue, before, sample, nowMs);
  await forgetSeen(trx, changes, queue, before);
  return null;
}

const HEARTBEATS = { kind: 'heartbeat' } as const;

/** Beside the queue's own trail: a desk is set several times a day, and would push the hours out of theirs. */
const presenceSubject = (queue: string): string => `presence:${queue}`;

/** One entry for each change of state that a person makes; heartbeats that repeat it leave none. */
async function auditBeat(
  trx: Db,
  queue: string,
  desk: Selectable<DeskTable>,
  state: DeskState,
  authorship: Authorship,
): Promise<void> {
  const isLive = desk.beat_at !== null && isFresh(desk.beat_at.getTime(), authorship.atMs);
  const before = isLive ? desk.state : null;
  if (before === state) return;
  const shown = (said: DeskState | null) => ({ desk: desk.name, state: said });
  const change = { action: 'presence-set', before: shown(before), after: shown(state) };
  await addEntry(trx, presenceSubject(queue), authorship, change);
}

/** What people have set a queue's presence to, newest first. */
export const loadPresenceAudit = ({ db }: Database, queue: string): Promise<AuditEntry[]> =>
  loadEntries(db, presenceSubject(queue));

export type BeatOutcome = { seen: Seen } | { lastSeq: number } | 'unknown';

/** A heartbeat, dated by the server; or the sequence that it should have been above. */
export function saveBeat(
  database: Database,
  queue: string,
  speaker: Speaker,
  { state, seq }: { state: DeskState; seq: number },
  nowMs: number,
): Promise<BeatOutcome> {
  return database.db.transaction().execute(async (trx) => {
    const before = await lockSeen(trx, queue);
    const desk = (await isCurrentSource(trx, queue, HEARTBEATS)) ? await deskOf(trx, queue, speaker) : undefined;
    if (desk === undefined) return 'unknown';
    if (desk.beat_at !== null && seq <= desk.seq) return { lastSeq: desk.seq };
    await trx
      .updateTable('desk')
      .set({ state, seq, beat_at: new Date(nowMs) })
      .where('id', '=', desk.id)
      .execute();
    if ('account' in speaker) await auditBeat(trx, queue, desk, state, { by: speaker.account, atMs: nowMs });
    const seen = await writeTogether(trx, database, queue, before, nowMs);
    return seen === null ? 'unknown' : { seen };
  });
}

/** Whether there was such a desk. The others speak for the queue at once, or nobody does. */
export function deleteDesk(database: Database, queue: string, id: number, authorship: Authorship): Promise<boolean> {
  return database.db.transaction().execute(async (trx) => {
    const before = await lockSeen(trx, queue);
    const gone = await trx
      .deleteFrom('desk')
      .where('queue_id', '=', queue)
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst();
    if (gone === undefined) return false;
    if (await isCurrentSource(trx, queue, HEARTBEATS))
      await writeTogether(trx, database, queue, before, authorship.atMs);
    await addAudit(trx, queue, authorship, { action: 'desk-removed', before: { desk: gone.name }, after: null });
    return true;
  });
}

/** The desks from which an account spoke, after its end; whoever else is at those queues speaks for them at once. */
export async function deleteDesksOf(database: Database, accountId: number, authorship: Authorship): Promise<void> {
  const desks = await database.db
    .selectFrom('desk')
    .select(['id', 'queue_id'])
    .where('account_id', '=', accountId)
    .orderBy('queue_id')
    .execute();
  for (const { id, queue_id } of desks) await deleteDesk(database, queue_id, id, authorship);
}
