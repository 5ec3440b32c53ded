// In:    what is registered, with its entries in the audit log; what was counted.
// Out:   it with its last change, where that can be undone; what was there before the change, registered again.
// Never: overwrites what another has saved since; takes back what something was counted for.
import { sql } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import {
  TIERS,
  type CooperativeRegistration,
  type DeskRegistration,
  type EndedDeskList,
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
import { askAgain, DESK_ENDED, removeDesk, type EndedDesk } from './desk-end-store.ts';
import { toPresentKinds } from './former-names.ts';
import { isDeskCounted, isHeadCounted, lockCounts, loadUnusedDesks } from './undo-count-store.ts';
import { lockRegistration } from './import-store.ts';
import {
  deskFacts,
  withOperators,
  libraryFacts,
  lockDesk,
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
import type { Cooperative, CooperativeQueue } from './schema.ts';

type Db = Pick<Database, 'db'>;
/** The last change. `former`: what it replaced; null: nothing. */
interface Undoable<T> {
  by: string;
  at: string;
  former: T;
  /** Whether the first count that the change brings ends it; false: the next change alone. */
  endsWithCounts: boolean;
}

const UNDONE = 'registration-undone';
const UNDOABLE = ['registered', 'registration-changed', 'registration-ended'];

/** The last changes of these subjects: an import since, or an undo, leaves none. */
async function loadLast(
  db: Transaction,
  subjects: readonly { subject: string; editedAt: Date | null }[],
): Promise<Map<string, Omit<Undoable<unknown>, 'endsWithCounts'>>> {
  const editedAt = new Map(subjects.flatMap((each) => (each.editedAt ? [[each.subject, each.editedAt] as const] : [])));
  if (editedAt.size === 0) return new Map();
  const rows = await db
    .selectFrom('audit_entry')
    .distinctOn('subject')
    .select(['subject', 'action', 'at', 'before'])
    .select(sql<string>`coalesce(account_label(account_id), program)`.as('by'))
    .where('subject', '=', sql<string>`any(${[...editedAt.keys()]})`)
    .where('action', 'in', [...UNDOABLE, UNDONE, DESK_ENDED])
    .orderBy('subject')
    .orderBy('id', 'desc')
    .execute();
  for (const { before } of rows) toPresentKinds(before);
  return new Map(
    rows.flatMap(({ subject, action, at, before, by }) =>
      UNDOABLE.includes(action) && at.getTime() === editedAt.get(subject)!.getTime()
        ? [[subject, { by, at: at.toISOString(), former: before }] as const]
        : [],
    ),
  );
}

/** Null: nothing that can be undone. */
async function undoableOf<T>(
  db: Transaction,
  subject: string,
  { editedAt }: Pick<Stored<unknown>, 'editedAt'>,
): Promise<Omit<Undoable<T>, 'endsWithCounts'> | null> {
  const last = (await loadLast(db, [{ subject, editedAt }])).get(subject);
  return last ? { ...last, former: last.former as T } : null;
}

const civilHours = createCivilHours();

/** What a library has by the change alone. `isNew`: all of its counts are, and so are those by another zone's days. */
function broughtTo(now: LibraryRegistration, former: LibraryRegistration | null) {
  const known = new Set(former?.branches?.map((branch) => branch.id));
  return {
    isNew: former?.zone !== now.zone,
    origins: now.origins.filter((origin) => !former?.origins.includes(origin)),
    branches: now.branches?.flatMap((branch) => (known.has(branch.id) ? [] : [branch.id])) ?? [],
    tiers: TIERS.filter((tier) => now.queues[tier] && now.queues[tier].queue !== former?.queues[tier]?.queue),
  };
}

/** Whether any of it was counted since the change: at a site, of a branch, of a tier's desk. */
async function isCounted(
  db: Transaction,
  id: string,
  zone: string,
  at: string,
  { isNew, origins, branches, tiers }: ReturnType<typeof broughtTo>,
): Promise<boolean> {
  // By hours, as counts are kept: those of the change's own hour may be earlier, and count.
  const { date, hour, startMs } = civilHours(zone, Date.parse(at));
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
  if (last === null || value === null) return last && { ...last, endsWithCounts: false };
  const brought = broughtTo(libraryFacts(value), last.former);
  const endsWithCounts = Object.values(brought).some((each) => (Array.isArray(each) ? each.length > 0 : each));
  if (endsWithCounts && (await isCounted(db, id, value.zone, last.at, brought))) return null;
  return { ...last, endsWithCounts };
}

/** What decides the answer that patrons see, and so the state under which their clicks are counted. */
const TOLD_BY = ['presence', 'zone', 'languages'] as const;

/** Of desks that are there. */
async function undoableDesks(
  db: Transaction,
  desks: readonly Stored<CooperativeQueue>[],
): Promise<Map<string, Undoable<DeskRegistration | null>>> {
  const subjects = desks.map(({ value: { id }, editedAt }) => ({ subject: queueSubject(id), editedAt }));
  const last = await loadLast(db, subjects);
  const isNew = ({ value: { id } }: Stored<CooperativeQueue>): boolean => last.get(queueSubject(id))?.former === null;
  const unused = await loadUnusedDesks(
    db,
    desks.filter(isNew).map(({ value: { id } }) => id),
  );
  const undoable = new Map<string, Undoable<DeskRegistration | null>>();
  for (const { value: now } of desks) {
    const change = last.get(queueSubject(now.id));
    if (!change) continue;
    const stored = change.former as DeskRegistration | null;
    const former = stored && withOperators(stored, now);
    const changed = TOLD_BY.filter((field) => former && !isDeepStrictEqual(former[field], now[field]));
    const endsWithCounts = former === null || changed.length > 0;
    const isOver =
      former === null
        ? !unused.has(now.id)
        : endsWithCounts && (await isDeskCounted(db, now.id, change.at, changed.includes('presence')));
    if (!isOver) undoable.set(now.id, { ...change, former, endsWithCounts });
  }
  return undoable;
}

/** The settings by which something is counted. */
const COUNTED_BY = ['escalation', 'afterClosingMin', 'pageWords'] as const;

async function undoableHead(
  db: Transaction,
  { value, editedAt }: Awaited<ReturnType<typeof readHead>>,
): Promise<Undoable<CooperativeRegistration> | null> {
  const last = await undoableOf<Cooperative['cooperative'] | null>(db, librarySubject(null), { editedAt });
  if (!last?.former) return null;
  const [former, now] = [cooperativeFacts(last.former), cooperativeFacts(value)];
  const changed = COUNTED_BY.filter((field) => !isDeepStrictEqual(former[field], now[field]));
  if (await isHeadCounted(db, last.at, changed)) return null;
  return { ...last, former, endsWithCounts: changed.length > 0 };
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
  if (!isThere(stored)) throw notFound();
  return { id, ...toReply(deskFacts(stored.value), stored, (await undoableDesks(db, [stored])).get(id) ?? null) };
}

const isThere = (stored: Stored<CooperativeQueue | null> | undefined): stored is Stored<CooperativeQueue> =>
  Boolean(stored?.value);

export async function loadDeskRegistrations({ db }: Db): Promise<StoredDesk[]> {
  const desks = await readDesks(db);
  const undoable = await undoableDesks(db, desks);
  return desks.map((stored) => {
    const { id } = stored.value;
    return { id, ...toReply(deskFacts(stored.value), stored, undoable.get(id) ?? null) };
  });
}

/** Those that were ended on a screen since the last import, the latest first. */
export async function loadEndedDesks({ db }: Db): Promise<EndedDeskList['desks']> {
  const desks = await readDesks(db, true);
  const last = await loadLast(
    db,
    desks.map(({ value: { id }, editedAt }) => ({ subject: queueSubject(id), editedAt })),
  );
  return desks
    .flatMap(({ value: { id, name }, revision }) => {
      const ended = last.get(queueSubject(id));
      return ended?.former ? [{ id, name, revision, by: ended.by, at: ended.at }] : [];
    })
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
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

/** Its entries of what is registered say that it is an undo. */
const asUndo = (record: ChangeRecord): ChangeRecord => ({
  ...record,
  entry: (entry) =>
    record.entry([...UNDOABLE, DESK_ENDED].includes(entry.action) ? { ...entry, action: UNDONE } : entry),
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
    await lockCounts(trx);
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
    await lockCounts(trx);
    const { atMs } = authorship;
    const stored = await lockDesk(trx, id);
    if (!stored) throw notFound();
    if (stored.revision !== revision) throw staleRevision('desk');
    const writing = { egressAllow, atMs };
    if (stored.ended) {
      const last = await undoableOf<EndedDesk>(trx, queueSubject(id), stored);
      if (!last) throw nothingToUndo();
      const { askedBy: _askedBy, ...registration } = last.former;
      await writeDesk(trx, asUndo(record), { id, registration, revision: 0, promised: stored.ended }, writing);
      return askAgain(trx, record, { id, former: last.former }, { action: UNDONE, atMs });
    }
    const last = isThere(stored) && (await undoableDesks(trx, [stored])).get(id);
    if (!last) throw nothingToUndo();
    if (last.former) await writeDesk(trx, asUndo(record), { id, registration: last.former, revision }, writing);
    else await removeDesk(trx, asUndo(record), { id, revision }, atMs);
  });

/** Errors: Refusal 409 `stale-revision`, `nothing-to-undo`, 422. */
export const undoCooperativeRegistration = (database: Database, { revision, authorship }: Undo): Promise<void> =>
  change(database, IMPORTED, authorship, async (trx, record) => {
    await lockRegistration(trx);
    await lockCounts(trx);
    const stored = await readHead(trx);
    if (stored.revision !== revision) throw staleRevision('cooperative');
    const last = await undoableHead(trx, stored);
    if (!last) throw nothingToUndo();
    await writeCooperative(trx, asUndo(record), { registration: last.former, revision }, authorship.atMs);
  });
