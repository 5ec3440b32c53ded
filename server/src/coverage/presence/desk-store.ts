// In:    desks, and their heartbeats.
// Out:   a queue's desks; with each heartbeat the queue's sample, in the same transaction; the audit trail of manual changes.
// Never: stores a token, or a heartbeat that is older than its desk's last one.
import type { AuditEntry, DeskState } from '@askusnow/sdk/contract';
import type { Kysely, Selectable } from 'kysely';
import { checkQuota, type MadeBy } from '../../accounts/quota-store.ts';
import { hashToken } from '../../accounts/token.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { DeskTable } from './tables.ts';
import { loadEntries, queueSubject, type Author, type Authorship } from '../../platform/audit/audit-store.ts';
import { byClock, change, type ChangeRecord } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import { notFound, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { combineDesks, isFresh, type Seen } from './sample.ts';
import type { Publisher } from './sample-channel-store.ts';
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
  /** When the last session of the desk's account ends; null: none is left, or there is no account. */
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

/** Errors: Refusal 409 `quota-reached`, `desk-exists`. */
export const insertDesk = (
  database: Database,
  queue: string,
  name: string,
  token: string,
  made: MadeBy & Sent,
): Promise<DeskRecord> =>
  change(database, null, made, async (trx, record) => {
    const token_hash = hashToken(token);
    const id = await once(
      trx,
      made,
      async () => {
        await checkQuota(trx, made.by, 'tokens', 'desks and calendar addresses');
        const row = await trx
          .insertInto('desk')
          .values({ queue_id: queue, name, token_hash, made_by: made.by.id })
          .onConflict((conflict) => conflict.columns(['queue_id', 'name']).where('account_id', 'is', null).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (row === undefined)
          throw new Refusal(409, 'desk-exists', 'This queue has a desk of that name: choose another.', {
            errors: [{ field: 'name', message: 'a name that no other desk of this queue has' }],
          });
        record.entry({ subject: queueSubject(queue), action: 'desk-added', before: null, after: { desk: name } });
        return row.id;
      },
      (id) => trx.updateTable('desk').set({ token_hash }).where('id', '=', id).returning('id').executeTakeFirst(),
    );
    return toDesk(await trx.selectFrom('desk').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  });

/** The desk of a token. Looks up a hash, so the time it takes reveals nothing about the token. */
export async function findDesk({ db }: Database, token: string): Promise<{ id: number; queue: string } | undefined> {
  return db
    .selectFrom('desk')
    .select(['id', 'queue_id as queue'])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
}

/** The sender of a heartbeat: a known desk, or an account, whose desk is created with its first heartbeat. */
export type Reporter = { desk: number } | { account: Extract<Author, { id: number }> };

async function deskOf(trx: Db, queue: string, reporter: Reporter): Promise<Selectable<DeskTable> | undefined> {
  const desks = trx.selectFrom('desk').selectAll().where('queue_id', '=', queue);
  if ('desk' in reporter) return desks.where('id', '=', reporter.desk).executeTakeFirst();
  const { id, label } = reporter.account;
  // A lock shared with other heartbeats, but not with the account's end, after which the account is not found.
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

/** Writes the combined state of the queue's desks as its sample. Null: no desk has a fresh heartbeat. */
async function writeTogether(trx: Db, record: Publisher, queue: string, before: Seen | null, nowMs: number) {
  const sample = combineDesks(await loadDesks(trx, queue), nowMs);
  if (sample !== null) return writeSample(trx, record, queue, before, sample, nowMs);
  await forgetSeen(trx, record, queue, before);
  return null;
}

const HEARTBEATS = { kind: 'heartbeat' } as const;

/** Separate from the queue's own trail: a desk is set several times a day, and would displace the hours there. */
const presenceSubject = (queue: string): string => `presence:${queue}`;

/** One entry for each change of state by a person; repeated heartbeats add none. */
function auditBeat(
  record: ChangeRecord,
  queue: string,
  desk: Selectable<DeskTable>,
  state: DeskState,
  nowMs: number,
): void {
  const isLive = desk.beat_at !== null && isFresh(desk.beat_at.getTime(), nowMs);
  const before = isLive ? desk.state : null;
  if (before === state) return;
  // An account's desk is named by the account's label, which the log does not repeat.
  record.entry({
    subject: presenceSubject(queue),
    action: 'presence-set',
    before: { state: before },
    after: { state },
  });
}

/** The states that people have set for a queue, newest first. */
export const loadPresenceAudit = ({ db }: Database, queue: string): Promise<AuditEntry[]> =>
  loadEntries(db, presenceSubject(queue));

/** Stores a heartbeat with the server's time. Errors: Refusal 404 `not-found`, 409 `old-sequence`. */
export const saveBeat = (
  database: Database,
  queue: string,
  reporter: Reporter,
  { state, seq }: { state: DeskState; seq: number },
  nowMs: number,
): Promise<Seen> => {
  const authorship = 'account' in reporter ? { by: reporter.account, atMs: nowMs } : byClock(nowMs);
  return change(database, null, authorship, async (trx, record) => {
    const before = await lockSeen(trx, queue);
    const desk = (await isCurrentSource(trx, queue, HEARTBEATS)) ? await deskOf(trx, queue, reporter) : undefined;
    if (desk === undefined) throw notFound();
    if (desk.beat_at !== null && seq <= desk.seq)
      throw new Refusal(409, 'old-sequence', `The last sequence of this desk is ${desk.seq}: send a higher one.`, {
        errors: [{ field: 'seq', message: `above ${desk.seq}` }],
      });
    await trx
      .updateTable('desk')
      .set({ state, seq, beat_at: new Date(nowMs) })
      .where('id', '=', desk.id)
      .execute();
    const seen = await writeTogether(trx, record, queue, before, nowMs);
    if (seen === null) throw notFound();
    if ('account' in reporter) auditBeat(record, queue, desk, state, nowMs);
    return seen;
  });
};

/** Returns whether the desk existed. The queue's sample is then computed without it. */
export const deleteDesk = (database: Database, queue: string, id: number, authorship: Authorship): Promise<boolean> =>
  change(database, null, authorship, async (trx, record) => {
    const before = await lockSeen(trx, queue);
    const gone = await trx
      .deleteFrom('desk')
      .where('queue_id', '=', queue)
      .where('id', '=', id)
      .returning(['name', 'account_id'])
      .executeTakeFirst();
    if (gone === undefined) return false;
    if (await isCurrentSource(trx, queue, HEARTBEATS)) await writeTogether(trx, record, queue, before, authorship.atMs);
    const removed = gone.account_id === null ? { desk: gone.name } : { account: gone.account_id };
    record.entry({ subject: queueSubject(queue), action: 'desk-removed', before: removed, after: null });
    return true;
  });

/** Call it in the change that ends the queue, with its entry. */
export const deleteDesksAt = (trx: Db, queue: string): Promise<unknown> =>
  trx.deleteFrom('desk').where('queue_id', '=', queue).execute();

/** Deletes the desks of an account, and those whose token it has made, after its end; the samples of their queues are then computed without them. */
export async function deleteDesksOf(database: Database, accountId: number, authorship: Authorship): Promise<void> {
  const desks = await database.db
    .selectFrom('desk')
    .select(['id', 'queue_id'])
    .where((row) => row.or([row('account_id', '=', accountId), row('made_by', '=', accountId)]))
    .orderBy('queue_id')
    .execute();
  for (const { id, queue_id } of desks) await deleteDesk(database, queue_id, id, authorship);
}
