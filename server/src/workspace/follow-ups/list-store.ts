// In:    a list of follow-ups in parts, its commit, or its end without one.
// Out:   all of its follow-ups at once, or none: until its commit nobody sees them.
// Never: one long transaction: on PGlite everybody else would wait for it.
import { sql } from 'kysely';
import { FOLLOW_UP_ROWS_MAX } from '@askusnow/sdk/contract';
import { lockAccount } from '../../accounts/account-lock-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';
import { FOLLOW_UPS, giveWay, insertFollowUps, lockAdding, type Doing } from './follow-up-store.ts';
import { notifyReceived } from './notices.ts';

/** Whose list it is: nobody else adds to it, commits or discards it. */
export interface OwnList {
  id: number;
  account: number;
}

/** Follow-ups that are deleted at a time. */
const DELETED_ROWS = 150;
/** A page that is still adding takes a minute or two. */
const KEPT_MS = HOUR_MS;

const discard = ({ db }: Database, id: number): Promise<void> =>
  acrossLibraries(async () => {
    for (let deleted = DELETED_ROWS; deleted === DELETED_ROWS;) {
      const part = db.selectFrom('follow_up').select('id').where('list_id', '=', id).limit(DELETED_ROWS);
      const { numDeletedRows } = await db.deleteFrom('follow_up').where('id', 'in', part).executeTakeFirstOrThrow();
      deleted = Number(numDeletedRows);
    }
    await db.deleteFrom('follow_up_list').where('id', '=', id).execute();
  });

/** False: there is none, or not of this account. Its follow-ups are gone when this resolves. */
export async function discardList(database: Database, { id, account }: OwnList): Promise<boolean> {
  // Then it is no row of the account's any more.
  const { numUpdatedRows } = await acrossLibraries(() =>
    database.db
      .updateTable('follow_up_list')
      .set({ account_id: null })
      .where('id', '=', id)
      .where('account_id', '=', account)
      .executeTakeFirstOrThrow(),
  );
  if (numUpdatedRows === 0n) return false;
  await discard(database, id);
  return true;
}

/** What a page left behind that was closed, or a server that was ended. */
export async function discardOldLists(database: Database, nowMs: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
update follow_up_list set account_id = null
where account_id is null or opened_at < ${new Date(nowMs - KEPT_MS)} returning id`.execute(database.db);
  for (const { id } of rows) await discard(database, id);
}

/**
 * An account has one at a time, so that no page finds the rows of an earlier try in its way. Of two that it begins at once,
 * one stays.
 */
export async function beginList(database: Database, library: string, { by, atMs }: Doing): Promise<number> {
  // A replaced list is no row of the account's any more.
  const { id, replaced } = await acrossLibraries(() =>
    database.db.transaction().execute(async (trx) => {
      await lockAccount(trx, by.id);
      const replaced = await trx
        .updateTable('follow_up_list')
        .set({ account_id: null })
        .where('account_id', '=', by.id)
        .returning('id')
        .execute();
      const { id } = await trx
        .insertInto('follow_up_list')
        .values({ account_id: by.id, library_id: library, opened_at: new Date(atMs) })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id, replaced };
    }),
  );
  for (const each of replaced) await discard(database, each.id);
  return id;
}

/** Undefined: there is none of this account. */
export const loadListLibrary = async ({ db }: Database, { id, account }: OwnList): Promise<string | undefined> =>
  (
    await db
      .selectFrom('follow_up_list')
      .select('library_id')
      .where('id', '=', id)
      .where('account_id', '=', account)
      .executeTakeFirst()
  )?.library_id;

export type PartAdded = { added: number } | { alreadyThere: Set<string> } | 'unknown' | 'too-many';

/** Ends a transaction without its changes. */
class Rollback extends Error {
  readonly outcome: PartAdded;
  constructor(outcome: PartAdded) {
    super('a part of a list is not added');
    this.outcome = outcome;
  }
}

/** All rows, or none. */
export const addToList = (
  { db }: Database,
  { id, account }: OwnList,
  rows: readonly { reference: string; dueOn: string }[],
): Promise<PartAdded> =>
  acrossLibraries(() =>
    db.transaction().execute(async (trx): Promise<PartAdded> => {
      const list = await trx
        .updateTable('follow_up_list')
        .set({ rows: sql`rows + ${rows.length}` })
        .where('id', '=', id)
        .where('account_id', '=', account)
        .returning(['library_id', 'opened_at', 'rows'])
        .executeTakeFirst();
      if (list === undefined) return 'unknown';
      if (list.rows > FOLLOW_UP_ROWS_MAX) throw new Rollback('too-many');
      const doing = { by: { id: account }, atMs: list.opened_at.getTime() };
      const part = { library: list.library_id, list: id, rows };
      await giveWay(trx, { ...part, references: rows.map(({ reference }) => reference) });
      const added = await insertFollowUps(trx, part, doing);
      if (added.length < rows.length) {
        const isNew = new Set(added.map(({ reference }) => reference));
        throw new Rollback({
          alreadyThere: new Set(rows.map(({ reference }) => reference).filter((each) => !isNew.has(each))),
        });
      }
      return { added: added.length };
    }),
  ).catch((error: unknown) => {
    if (error instanceof Rollback) return error.outcome;
    throw error;
  });

/** `already-there`: rows of it gave way to follow-ups that somebody else has added meanwhile. */
export const commitList = (
  { db, changes }: Database,
  { id, account }: OwnList,
  notifies: {
    publicUrl: string;
    atMs: number;
    /** Null: the list is for the account's own library, whose people know already. */
    receiver: { id: string; name: string } | null;
  },
): Promise<{ added: number } | 'unknown' | 'already-there'> =>
  acrossLibraries(() =>
    db.transaction().execute(async (trx) => {
      const list = await trx
        .selectFrom('follow_up_list')
        .select(['library_id', 'rows'])
        .where('id', '=', id)
        .where('account_id', '=', account)
        .forUpdate()
        .executeTakeFirst();
      if (list === undefined) return 'unknown';
      await lockAdding(trx, list.library_id);
      const { left } = await trx
        .selectFrom('follow_up')
        .select(sql<number>`count(*)::integer`.as('left'))
        .where('list_id', '=', id)
        .executeTakeFirstOrThrow();
      if (left < list.rows) return 'already-there';
      await trx.deleteFrom('follow_up_list').where('id', '=', id).execute();
      const { publicUrl, atMs, receiver: library } = notifies;
      if (library !== null && list.rows > 0)
        await notifyReceived(trx, { library, count: list.rows, key: `list:${id}`, publicUrl, atMs });
      await changes.publish(FOLLOW_UPS, trx);
      return { added: list.rows };
    }),
  );
