// In:    a list that people edit: of a library, or of the cooperative (owner null); a change of one of its rows.
// Out:   the stored row, with its audit entry and the notification of pages that show it.
// Never: overwrites what somebody else has changed since the reader's revision; more rows than are read.
import { sql, type Insertable, type Kysely, type Selectable } from 'kysely';
import { librarySubject, type Authorship } from '../platform/audit/audit-store.ts';
import { change, type Transaction } from '../platform/audit/change.ts';
import { once } from '../platform/audit/once-store.ts';
import type { Sent } from '../platform/sent-request.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import { notFound, quotaReached, Refusal, staleRevision } from '../platform/refusal.ts';
import { lockCooperative, lockLibrary } from './lock-store.ts';

/** The columns of every such list; a table has its own besides. */
interface OwnedRow {
  id: number;
  library_id: string | null;
  revision: number;
  changed_at: Date;
  /** The account's label at the time. */
  by: string;
}

type OwnedTable = { [Name in keyof Tables]: Selectable<Tables[Name]> extends OwnedRow ? Name : never }[keyof Tables];
type Row<T extends OwnedTable> = Selectable<Tables[T]>;
/** A row's own values. */
type Values<T extends OwnedTable> = Omit<Insertable<Tables[T]>, keyof OwnedRow>;

interface OwnedListOptions<T extends OwnedTable> {
  table: T;
  /** One row, for people: "alert". The audit log's actions are `alert-added`, `alert-changed` and `alert-removed`. */
  what: string;
  /** More rows than this are not read, so a list has no more. */
  max: number;
  /** The pages that listen to it show the list. */
  channel: string;
  /** What the audit log keeps of a row; `before`: of one that was changed, what it was. */
  toAudited(row: Row<T>, before: Row<T> | null): unknown;
  /** In the transaction of a row that was added or changed. */
  onSaved?(trx: Transaction, row: Row<T>): Promise<unknown>;
  /** A row is in the list until the instant in this column, and is deleted with the next change. */
  endsAt?: keyof Values<T>;
}

export interface OwnedList<T extends OwnedTable> {
  /** A row of the list. Errors: Refusal 404 `not-found`. */
  read(database: Database, owner: string | null, id: number): Promise<Row<T>>;
  /**
   * Stores a row. `id` null: a new one, whose revision is 0.
   * Errors: Refusal 404 `not-found`, 409 `stale-revision` or `quota-reached`; `name-taken` by a unique index `<table>_name`.
   */
  save(
    database: Database,
    owner: string | null,
    id: number | null,
    change: Values<T> & { revision: number },
    authorship: Authorship & Sent,
  ): Promise<Row<T>>;
  /** Errors: as of `save`. */
  remove(
    database: Database,
    owner: string | null,
    row: { id: number; revision: number },
    authorship: Authorship,
  ): Promise<void>;
}

const nameTaken = (what: string): Refusal =>
  new Refusal(409, 'name-taken', `Another ${what} has this name.`, {
    errors: [{ field: 'name', message: `a name that no other ${what} has` }],
  });

/** The library in `owner` makes its own list; null: the cooperative's, for all libraries. */
export function ownedList<T extends OwnedTable>(options: OwnedListOptions<T>): OwnedList<T> {
  const { what, max, channel, endsAt } = options;
  // Kysely's types take one table at a time: inside, every list has the columns of all.
  const table = options.table as 'owned';
  type Owned = Kysely<{ owned: { [C in keyof OwnedRow]: OwnedRow[C] } }>;
  const toAudited = (row: OwnedRow, before: OwnedRow | null = null): unknown =>
    options.toAudited(row as Row<T>, before as Row<T> | null);

  /** Locked: of two changes at once, the second sees what the first has stored. */
  async function lockRows(trx: Transaction, owner: string | null, atMs: number): Promise<OwnedRow[]> {
    await (owner === null ? lockCooperative(trx) : lockLibrary(trx, owner));
    const isOwn = sql<boolean>`library_id is not distinct from ${owner}`;
    const rows = trx as unknown as Owned;
    if (endsAt !== undefined)
      await rows
        .deleteFrom(table)
        .where(isOwn)
        .where(sql<boolean>`${sql.ref(String(endsAt))} <= ${new Date(atMs)}`)
        .execute();
    return rows.selectFrom(table).selectAll().where(isOwn).forUpdate().execute();
  }

  function find(rows: OwnedRow[], { id, revision }: { id: number; revision: number }): OwnedRow {
    const before = rows.find((each) => each.id === id);
    if (before === undefined) throw notFound();
    if (before.revision !== revision) throw staleRevision(what);
    return before;
  }

  return {
    read: async ({ db }, owner, id) =>
      (await (db as unknown as Owned)
        .selectFrom(table)
        .selectAll()
        .where('id', '=', id)
        .where(sql<boolean>`library_id is not distinct from ${owner}`)
        .executeTakeFirstOrThrow(notFound)) as Row<T>,
    save: (database, owner, id, { revision, ...values }, authorship) =>
      change(database, channel, authorship, async (trx, record) => {
        const rows = await lockRows(trx, owner, authorship.atMs);
        const owned = trx as unknown as Owned;
        const row = {
          ...values,
          revision: revision + 1,
          changed_at: new Date(authorship.atMs),
          by: authorship.by.label,
        };
        const note = async (action: string, before: OwnedRow | null, after: OwnedRow): Promise<void> => {
          await options.onSaved?.(trx, after as Row<T>);
          record.entry({
            subject: librarySubject(owner),
            action: `${what}-${action}`,
            before: before && toAudited(before),
            after: toAudited(after, before),
          });
        };
        if (id !== null) {
          const before = find(rows, { id, revision });
          const after = await owned
            .updateTable(table)
            .set(row)
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirstOrThrow();
          await note('changed', before, after);
          return after as Row<T>;
        }
        const added = await once(trx, authorship, async () => {
          if (revision !== 0) throw staleRevision(what);
          if (rows.length >= max) throw quotaReached(`There can be ${max} ${what}s at once. Remove one first.`);
          const after = await owned
            .insertInto(table)
            .values({ library_id: owner, ...row } as unknown as OwnedRow)
            .returningAll()
            .executeTakeFirstOrThrow();
          await note('added', null, after);
          return after.id;
        });
        return (await owned
          .selectFrom(table)
          .selectAll()
          .where('id', '=', added)
          .executeTakeFirstOrThrow(notFound)) as Row<T>;
      }).catch((error: unknown) => {
        const { constraint } = error as { constraint?: unknown };
        throw constraint === `${table}_name` ? nameTaken(what) : error;
      }),
    remove: (database, owner, row, authorship) =>
      change(database, channel, authorship, async (trx, record) => {
        const before = find(await lockRows(trx, owner, authorship.atMs), row);
        await (trx as unknown as Owned).deleteFrom(table).where('id', '=', row.id).execute();
        record.entry({
          subject: librarySubject(owner),
          action: `${what}-removed`,
          before: toAudited(before),
          after: null,
        });
      }),
  };
}
