// In:    what is registered, with its entries in the audit log; what was counted.
// Out:   it with its last change, where that can be undone; what was there before the change, registered again.
// Never: overwrites what another has saved since; takes back what something was counted for.
import { sql } from 'kysely';
import {
  TIERS,
  type CooperativeRegistration,
  type DeskRegistration,
  type EndedLibraryList,
  type LibraryRegistration,
  type StoredCooperative,
  type StoredDesk,
  type StoredLibrary,
} from '@askusnow/sdk/contract';
import { IMPORTED } from '../cooperative/store.ts';
import { librarySubject, queueSubject, type Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { notFound, Refusal, staleRevision } from '../platform/refusal.ts';
import { createCivilHours } from '../visibility/ingest/civil-hour.ts';
import { lockRegistration } from './import-store.ts';
import {
  deskFacts,
  libraryFacts,
  readDesk,
  readDesks,
  readHead,
  readLibrary,
  removeLibrary,
  writeCooperative,
  writeDesk,
  writeLibrary,
  type Stored,
} from './registration-store.ts';
import { cooperativeFacts } from './registration.ts';
import type { Cooperative } from './schema.ts';

type Db = Pick<Database, 'db'>;
/** The last change. `former`: what it replaced; null: nothing. */
interface Undoable<T> {
  by: string;
  at: string;
  former: T;
}

const UNDONE = 'registration-undone';
const UNDOABLE = ['registered', 'registration-changed', 'registration-ended'];

/** The last changes of these subjects: an import since, or an undo, leaves none. */
async function loadLast(
  db: Transaction,
  subjects: readonly { subject: string; editedAt: Date | null }[],
): Promise<Map<string, Undoable<unknown> & { action: string }>> {
  const editedAt = new Map(subjects.flatMap((each) => (each.editedAt ? [[each.subject, each.editedAt] as const] : [])));
  if (editedAt.size === 0) return new Map();
  const rows = await db
    .selectFrom('audit_entry')
    .distinctOn('subject')
    .select(['subject', 'action', 'at', 'before'])
    .select(sql<string>`coalesce(account_label(account_id), program)`.as('by'))
    .where('subject', '=', sql<string>`any(${[...editedAt.keys()]})`)
    .where('action', 'in', [...UNDOABLE, UNDONE])
    .orderBy('subject')
    .orderBy('id', 'desc')
    .execute();
  return new Map(
    rows.flatMap(({ subject, action, at, before, by }) =>
      action !== UNDONE && at.getTime() === editedAt.get(subject)!.getTime()
        ? [[subject, { action, by, at: at.toISOString(), former: before }] as const]
        : [],
    ),
  );
}

/** Null: nothing that can be undone. */
async function undoableOf<T>(
  db: Transaction,
  subject: string,
  { editedAt }: Pick<Stored<unknown>, 'editedAt'>,
): Promise<Undoable<T> | null> {
  const last = (await loadLast(db, [{ subject, editedAt }])).get(subject);
  return last ? { by: last.by, at: last.at, former: last.former as T } : null;
}

const civilHours = createCivilHours();

/** Whether anything was counted since that the library has by the change alone: at a site, of a branch, of a tier's desk. */
async function isCounted(
  db: Transaction,
  id: string,
  now: LibraryRegistration,
  { at, former }: Undoable<LibraryRegistration | null>,
): Promise<boolean> {
  // By hours, as counts are kept: those of the change's own hour may be earlier, and count.
  const { date, hour, startMs } = civilHours(now.zone, Date.parse(at));
  // A new library's counts are all new, and so are those by another zone's days.
  const isNew = former?.zone !== now.zone;
  const origins = now.origins.filter((origin) => !former?.origins.includes(origin));
  const known = new Set(former?.branches?.map((branch) => branch.id));
  const branches = now.branches?.flatMap((branch) => (known.has(branch.id) ? [] : [branch.id])) ?? [];
  const tiers = TIERS.filter((tier) => now.queues[tier] && now.queues[tier].queue !== former?.queues[tier]?.queue);
  const { rows } = await sql<{ counted: boolean }>`
    select exists (
      select from placement
      join library_origin on library_origin.id = placement.origin_id
      where placement.library_id = ${id} and placement.last_seen_at >= ${new Date(startMs)}
        and (${isNew} or library_origin.origin = any(${origins}))
    ) or exists (
      select from branch_day
      where library_id = ${id} and class = 'counted' and date >= ${date} and branch = any(${branches})
    ) or exists (
      select from library_hour
      where library_id = ${id} and class = 'counted' and (date, hour) >= (${date}::date, ${hour}::int)
        and tier = any(${tiers}) and not ${isNew}
    ) as counted`.execute(db);
  return rows[0]!.counted;
}

async function undoableLibrary(
  db: Transaction,
  id: string,
  { value, editedAt }: Awaited<ReturnType<typeof readLibrary>> & object,
): Promise<Undoable<LibraryRegistration | null> | null> {
  const last = await undoableOf<LibraryRegistration | null>(db, librarySubject(id), { editedAt });
  if (last === null || value === null) return last;
  return (await isCounted(db, id, libraryFacts(value), last)) ? null : last;
}

/** A desk that was added is not ended on a screen. */
const ofDesk = (last: Undoable<unknown> | null | undefined): Undoable<DeskRegistration> | null =>
  last?.former ? { by: last.by, at: last.at, former: last.former as DeskRegistration } : null;

async function undoableHead(
  db: Transaction,
  { editedAt }: Pick<Stored<unknown>, 'editedAt'>,
): Promise<Undoable<CooperativeRegistration> | null> {
  const last = await undoableOf<Cooperative['cooperative'] | null>(db, librarySubject(null), { editedAt });
  return last?.former ? { ...last, former: cooperativeFacts(last.former) } : null;
}

const toReply = <R, U>(registration: R, { revision, editedAt }: Stored<unknown>, undoable: U) => ({
  ...{ registration, revision, undoable },
  editedAt: editedAt?.toISOString() ?? null,
});

/** Revision 0: nothing is registered yet. */
export async function loadCooperativeRegistration({ db }: Db): Promise<StoredCooperative> {
  const head = await readHead(db);
  return toReply(cooperativeFacts(head.value), head, await undoableHead(db, head));
}

/** Errors: Refusal 404. */
export async function loadLibraryRegistration({ db }: Db, id: string): Promise<StoredLibrary> {
  const stored = await readLibrary(db, id);
  if (!stored?.value) throw notFound();
  return { id, ...toReply(libraryFacts(stored.value), stored, await undoableLibrary(db, id, stored)) };
}

/** Errors: Refusal 404. */
export async function loadDeskRegistration({ db }: Db, id: string): Promise<StoredDesk> {
  const stored = await readDesk(db, id);
  if (!stored) throw notFound();
  return { id, ...toReply(deskFacts(stored.value), stored, ofDesk(await undoableOf(db, queueSubject(id), stored))) };
}

export async function loadDeskRegistrations({ db }: Db): Promise<StoredDesk[]> {
  const desks = await readDesks(db);
  const last = await loadLast(
    db,
    desks.map(({ value: { id }, editedAt }) => ({ subject: queueSubject(id), editedAt })),
  );
  return desks.map((stored) => {
    const { id } = stored.value;
    return { id, ...toReply(deskFacts(stored.value), stored, ofDesk(last.get(queueSubject(id)))) };
  });
}

/** Those that were ended on a screen since the last import, the latest first. */
export async function loadEndedLibraries({ db }: Db): Promise<EndedLibraryList['libraries']> {
  const rows = await db
    .selectFrom('library')
    .select(['id', 'name', 'revision', 'edited_at'])
    .where('removed', '=', true)
    .where('edited_at', 'is not', null)
    .orderBy('edited_at', 'desc')
    .orderBy('id')
    .execute();
  const last = await loadLast(
    db,
    rows.map(({ id, edited_at }) => ({ subject: librarySubject(id), editedAt: edited_at })),
  );
  return rows.flatMap(({ id, name, revision }) => {
    const ended = last.get(librarySubject(id));
    return ended?.former ? [{ id, name, revision, by: ended.by, at: ended.at }] : [];
  });
}

/** Its entry says that it is an undo. */
const asUndo = (record: ChangeRecord): ChangeRecord => ({
  ...record,
  entry: (entry) => record.entry({ ...entry, action: UNDONE }),
});

const nothingToUndo = (): Refusal =>
  new Refusal(
    409,
    'nothing-to-undo',
    'There is no change to undo: it was undone already, the cooperative’s file was read since, or something that it brought was counted.',
  );

/** What an undo is given: the revision to which the change led. */
interface Undo {
  revision: number;
  authorship: Authorship;
}

/** Errors: Refusal 404, 409 `stale-revision`, `nothing-to-undo`, 422. */
export const undoLibraryRegistration = (
  database: Database,
  id: string,
  { revision, authorship }: Undo,
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await lockRegistration(trx);
    const stored = await readLibrary(trx, id);
    if (!stored) throw notFound();
    if (stored.revision !== revision) throw staleRevision('library');
    const last = await undoableLibrary(trx, id, stored);
    if (!last) throw nothingToUndo();
    const { former } = last;
    const { atMs } = authorship;
    // One that has ended is new again.
    const read = stored.value ? revision : 0;
    if (former) await writeLibrary(trx, asUndo(record), { id, registration: former, revision: read }, atMs);
    else await removeLibrary(trx, asUndo(record), { id, revision }, atMs);
  });

/** Errors: Refusal 404, 409 `stale-revision`, `nothing-to-undo`, 422. */
export const undoDeskRegistration = (
  database: Database,
  id: string,
  { revision, authorship, egressAllow }: Undo & { egressAllow: readonly string[] },
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await lockRegistration(trx);
    const stored = await readDesk(trx, id);
    if (!stored) throw notFound();
    if (stored.revision !== revision) throw staleRevision('desk');
    const last = ofDesk(await undoableOf(trx, queueSubject(id), stored));
    if (!last) throw nothingToUndo();
    const writing = { egressAllow, atMs: authorship.atMs };
    await writeDesk(trx, asUndo(record), { id, registration: last.former, revision }, writing);
  });

/** Errors: Refusal 409 `stale-revision`, `nothing-to-undo`, 422. */
export const undoCooperativeRegistration = (database: Database, { revision, authorship }: Undo): Promise<void> =>
  change(database, IMPORTED, authorship, async (trx, record) => {
    await lockRegistration(trx);
    const stored = await readHead(trx);
    if (stored.revision !== revision) throw staleRevision('cooperative');
    const last = await undoableHead(trx, stored);
    if (!last) throw nothingToUndo();
    await writeCooperative(trx, asUndo(record), { registration: last.former, revision }, authorship.atMs);
  });
