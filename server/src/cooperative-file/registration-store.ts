// In:    a registered library or desk, as it was read at a revision.
// Out:   its rows, its audit entry, and a notification to every node.
// Never: changes a desk's hours or shifts; deletes what counters refer to.
import { sql, type Selectable } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import type { CooperativeRegistration, DeskRegistration, LibraryRegistration } from '@askusnow/sdk/contract';
import { IMPORTED, loadParts, registeredChannel } from '../cooperative/store.ts';
import type { QueueTable } from '../cooperative/tables.ts';
import { librarySubject, queueSubject, type Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { invalid, notFound, Refusal, staleRevision } from '../platform/refusal.ts';
import { forgetSources, lockRegistration, saveHead, saveLibraries, saveQueues } from './import-store.ts';
import { deleteFeed } from '../schedule/calendars/store.ts';
import { standardFaults } from '../visibility/standard/rules.ts';
import { ownerFaults } from '../schedule/shifts/check.ts';
import { placeFaults } from '../schedule/shifts/needed.ts';
import {
  toRegisteredCooperative,
  toRegisteredDesk,
  toRegisteredLibrary,
  type DeskFacts,
  type DeskSchedule,
} from './registration.ts';
import type { Cooperative, CooperativeLibrary, CooperativeQueue } from './schema.ts';
import { loadHead, loadQueues } from './rows-store.ts';
import { toHead, toLibrary, toQueue } from './to-file.ts';

export interface Stored<T> {
  value: T;
  revision: number;
  editedAt: Date | null;
}

const NO_SCHEDULE: DeskSchedule = {
  hours: { weekly: null, seasons: [], exceptions: [] },
  shifts: [],
  needed: [],
};

/** What a set-up registers. */
export interface FirstRegistration {
  cooperative: Cooperative['cooperative'];
  desk: DeskFacts;
  library: CooperativeLibrary;
}

/** What is registered, without what the address says already. */
export function libraryFacts({ id: _id, ...facts }: CooperativeLibrary): LibraryRegistration {
  return facts;
}
export function deskFacts({
  id: _id,
  hours: _hours,
  shifts: _shifts,
  needed: _needed,
  ...facts
}: CooperativeQueue): DeskRegistration {
  return facts;
}

/** Without the names of operators, which nothing could remove from the audit log. */
export function auditedFacts(desk: CooperativeQueue): DeskRegistration {
  const facts = deskFacts(desk);
  if (facts.presence?.kind !== 'chatwoot') return facts;
  const { operators: _operators, ...presence } = facts.presence;
  return { ...facts, presence };
}

/** What is registered of a desk by the audit log, with the operators of now where their source is the same. */
export function withOperators(former: DeskRegistration, { presence: now }: CooperativeQueue): DeskRegistration {
  const { presence } = former;
  if (now?.kind !== 'chatwoot' || !now.operators || presence?.kind !== 'chatwoot') return former;
  if (presence.host !== now.host || presence.inbox !== now.inbox) return former;
  return { ...former, presence: { ...presence, operators: now.operators } };
}

/** Undefined: there is none. An ended library keeps its revision. */
export async function readLibrary(db: Transaction, id: string): Promise<Stored<CooperativeLibrary | null> | undefined> {
  const row = await db.selectFrom('library').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const value = row.removed ? null : toLibrary(row, await loadParts(db, [id]));
  return { value, revision: row.revision, editedAt: row.edited_at };
}

const toStoredDesk = (row: Selectable<QueueTable>): Stored<CooperativeQueue> => ({
  value: toQueue(row),
  revision: row.facts_revision,
  editedAt: row.facts_edited_at,
});

/** `ended`: what it was. */
interface ReadDesk extends Stored<CooperativeQueue | null> {
  ended: CooperativeQueue | null;
}

/** Undefined: there is none. An ended desk keeps its revision. */
export async function readDesk(db: Transaction, id: string): Promise<ReadDesk | undefined> {
  const row = await db.selectFrom('queue').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const stored = toStoredDesk(row);
  return row.removed ? { ...stored, value: null, ended: stored.value } : { ...stored, ended: null };
}

/** By id. `removed`: those that have ended. */
export async function readDesks(db: Transaction, removed = false): Promise<Stored<CooperativeQueue>[]> {
  return (await loadQueues(db, removed)).map(toStoredDesk);
}

/** Revision 0: nothing is registered yet. */
export async function readHead(db: Transaction): Promise<Stored<Cooperative['cooperative'] | null>> {
  const row = await loadHead(db);
  return { value: row ? toHead(row) : null, revision: row?.revision ?? 0, editedAt: row?.edited_at ?? null };
}

/** Errors: Refusal 409, 422. */
export const saveCooperativeRegistration = (
  database: Database,
  { registration, revision }: { registration: CooperativeRegistration; revision: number },
  authorship: Authorship,
): Promise<void> =>
  change(database, IMPORTED, authorship, async (trx, record) => {
    await lockRegistration(trx);
    await writeCooperative(trx, record, { registration, revision }, authorship.atMs);
  });

/** Call it under `lockRegistration`. Errors: Refusal 409, 422. */
export async function writeCooperative(
  trx: Transaction,
  record: ChangeRecord,
  { registration, revision }: { registration: CooperativeRegistration; revision: number },
  atMs: number,
): Promise<void> {
  const { value: before, revision: stored } = await readHead(trx);
  if (stored !== revision) throw staleRevision('cooperative');
  const queues = (await loadQueues(trx)).map(toQueue);
  const cooperative = toRegisteredCooperative(registration, queues);
  if (!isDeepStrictEqual(before, cooperative)) await writeHead(trx, record, before, cooperative, atMs);
}

async function writeHead(
  trx: Transaction,
  record: ChangeRecord,
  before: Cooperative['cooperative'] | null,
  after: Cooperative['cooperative'],
  atMs: number,
): Promise<void> {
  await saveHead(trx, after);
  await trx
    .updateTable('cooperative')
    .set({ edited_at: new Date(atMs) })
    .execute();
  record.entry({ subject: librarySubject(null), action: actionOf(before), before, after });
}

const actionOf = (before: unknown): string => (before === null ? 'registered' : 'registration-changed');

/** The standard's own rules are about kinds of key pages that some library has. Errors: Refusal 422. */
async function checkStandard(trx: Transaction): Promise<void> {
  const head = await trx.selectFrom('cooperative').select('standard').executeTakeFirst();
  if (!head?.standard) return;
  const rows = await trx.selectFrom('key_page').select('kind').distinct().execute();
  const pageKinds = new Set(rows.flatMap(({ kind }) => kind ?? []));
  const faults = standardFaults(head.standard, { pageKinds });
  if (faults.length > 0)
    throw invalid(
      faults.map(({ message }) => ({ field: 'registration.keyPages', message: `should keep one: ${message}` })),
    );
}

interface LibraryChange {
  id: string;
  registration: LibraryRegistration;
  revision: number;
}
/** `egressAllow`: private hosts that a source may name. */
export interface Writing {
  egressAllow: readonly string[];
  atMs: number;
}
interface DeskChange {
  id: string;
  registration: DeskRegistration;
  revision: number;
  /** Of a new desk; absent: it has none. */
  promised?: DeskSchedule;
}

/** Errors: Refusal 409 where it is not what was read, 422. */
export const saveLibraryRegistration = (
  database: Database,
  library: LibraryChange,
  authorship: Authorship,
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await lockRegistration(trx);
    await writeLibrary(trx, record, library, authorship.atMs);
  });

/** Of the desks that a library uses. */
function loadDeskTiers(trx: Transaction, { queues }: LibraryRegistration) {
  const used = Object.values(queues).flatMap((use) => use?.queue ?? []);
  return trx
    .selectFrom('queue')
    .select(['id', 'tier'])
    .where('id', 'in', ['', ...used])
    .where('removed', '=', false)
    .execute();
}

/** Call it under `lockRegistration`. Errors: Refusal 409, 422. */
export async function writeLibrary(
  trx: Transaction,
  record: ChangeRecord,
  { id, registration, revision }: LibraryChange,
  atMs: number,
): Promise<void> {
  const stored = await readLibrary(trx, id);
  // One that has ended is new again.
  if ((stored?.value ? stored.revision : 0) !== revision) throw staleRevision('library');
  await putLibrary(trx, record, { id, registration, before: stored?.value ?? null }, atMs);
}

/** `before`: what is stored. Call it under `lockRegistration`. Errors: Refusal 422. */
export async function putLibrary(
  trx: Transaction,
  record: ChangeRecord,
  { id, registration, before }: Omit<LibraryChange, 'revision'> & { before: CooperativeLibrary | null },
  atMs: number,
): Promise<void> {
  const library = toRegisteredLibrary(id, registration, await loadDeskTiers(trx, registration));
  if (isDeepStrictEqual(before, library)) return;
  await storeLibrary(trx, record, before, library, atMs);
  await checkStandard(trx);
}

async function storeLibrary(
  trx: Transaction,
  record: ChangeRecord,
  stored: CooperativeLibrary | null,
  library: CooperativeLibrary,
  atMs: number,
): Promise<void> {
  await saveLibraries(trx, { written: [library], removed: [] }, atMs);
  await markLibraries(trx, [library.id], atMs);
  const before = stored && libraryFacts(stored);
  const subject = librarySubject(library.id);
  record.entry({ subject, action: actionOf(before), before, after: libraryFacts(library) });
  record.publish(registeredChannel('libraries', library.id));
}

/** What a proposed address is checked against. Errors: Refusal 404. */
export async function readForProposal(trx: Transaction, id: string) {
  const stored = await readLibrary(trx, id);
  if (!stored?.value) throw notFound();
  return { id, registration: libraryFacts(stored.value), desks: await loadDeskTiers(trx, libraryFacts(stored.value)) };
}

const notNow = (why: string): Refusal =>
  new Refusal(409, 'not-now', `${why} Decline it, or change the library on its page Setup.`);

/** Within a change of the registration that is locked already. Errors: Refusal 409 `not-now`. */
export async function addToLibrary(
  trx: Transaction,
  record: ChangeRecord,
  id: string,
  add: (registration: LibraryRegistration) => LibraryRegistration,
  atMs: number,
): Promise<void> {
  const stored = await readLibrary(trx, id);
  if (!stored?.value) throw notNow('The library has ended since.');
  try {
    const registration = add(libraryFacts(stored.value));
    await writeLibrary(trx, record, { id, registration, revision: stored.revision }, atMs);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [fault] = error.more.errors ?? [];
    throw notNow(`The library has changed since, and this does not fit any more: ${fault?.message ?? error.message}.`);
  }
}

export const markLibraries = (trx: Transaction, ids: readonly string[], atMs: number): Promise<unknown> =>
  trx
    .updateTable('library')
    .set({ edited_at: new Date(atMs) })
    .where('id', '=', sql<string>`any(${[...ids]})`)
    .execute();

/** Errors: Refusal 404, 409. */
export const endLibraryRegistration = (
  database: Database,
  id: string,
  revision: number,
  authorship: Authorship,
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await lockRegistration(trx);
    await removeLibrary(trx, record, { id, revision }, authorship.atMs);
  });

/** Call it under `lockRegistration`. Errors: Refusal 404, 409. */
export async function removeLibrary(
  trx: Transaction,
  record: ChangeRecord,
  { id, revision }: Pick<LibraryChange, 'id' | 'revision'>,
  atMs: number,
): Promise<void> {
  const stored = await readLibrary(trx, id);
  if (!stored?.value) throw notFound();
  if (stored.revision !== revision) throw staleRevision('library');
  await saveLibraries(trx, { written: [], removed: [{ id }] }, atMs);
  await markLibraries(trx, [id], atMs);
  await checkStandard(trx);
  const before = libraryFacts(stored.value);
  record.entry({ subject: librarySubject(id), action: 'registration-ended', before, after: null });
  record.publish(registeredChannel('libraries', id));
}

/** Errors: Refusal 409, 422. */
export const saveDeskRegistration = (
  database: Database,
  desk: DeskChange,
  { egressAllow, authorship }: { egressAllow: readonly string[]; authorship: Authorship },
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await lockRegistration(trx);
    await writeDesk(trx, record, desk, { egressAllow, atMs: authorship.atMs });
  });

/** Call it under `lockRegistration`. Errors: Refusal 409, 422. */
export async function writeDesk(
  trx: Transaction,
  record: ChangeRecord,
  { id, registration, revision, promised = NO_SCHEDULE }: DeskChange,
  writing: Writing,
): Promise<void> {
  const stored = await lockDesk(trx, id);
  // One that has ended is new again.
  if ((stored?.value ? stored.revision : 0) !== revision) throw staleRevision('desk');
  await putDesk(trx, record, { id, registration, before: stored?.value ?? null, promised }, writing);
}

/** `before`: what is stored, locked. Call it under `lockRegistration`. Errors: Refusal 422. */
export async function putDesk(
  trx: Transaction,
  record: ChangeRecord,
  {
    id,
    registration,
    before,
    promised = NO_SCHEDULE,
  }: Omit<DeskChange, 'revision'> & { before: CooperativeQueue | null },
  { egressAllow, atMs }: Writing,
): Promise<void> {
  const shared = await trx
    .selectFrom('queue')
    .select(['id', 'tier'])
    .where('id', '!=', id)
    .where('tier', '!=', 'local')
    .where('removed', '=', false)
    .execute();
  const head = await trx.selectFrom('cooperative').select('languages').executeTakeFirst();
  const known = await trx.selectFrom('library').select('id').where('removed', '=', false).execute();
  const libraries = new Set(known.map((library) => library.id));
  const languages = head?.languages ?? [];
  const facts = toRegisteredDesk(id, registration, { libraries, shared, languages, egressAllow });
  const { hours, shifts, needed } = before ?? promised;
  const desk: CooperativeQueue = { ...facts, hours, shifts, needed };
  if (isDeepStrictEqual(before, desk)) return;
  const users = await trx
    .selectFrom('library_queue')
    .select('library_id')
    .where('queue_id', '=', id)
    .where('tier', '!=', desk.tier)
    .orderBy('library_id')
    .execute();
  if (users.length > 0)
    throw invalid([
      {
        field: 'registration.tier',
        message: `should stay: ${users.map(({ library_id }) => library_id).join(', ')} asks it as a desk of that tier`,
      },
    ]);
  if (
    ownerFaults(shifts, { tier: desk.tier, isLibrary: () => true }).length > 0 ||
    placeFaults(needed, desk.tier).length > 0
  )
    throw invalid([{ field: 'registration.tier', message: 'should stay: libraries share the hours of this desk' }]);
  await storeDesk(trx, record, before, desk, atMs);
  // A desk that is new has no calendar of one that has ended.
  if (before === null && promised === NO_SCHEDULE) await deleteFeed(trx, id);
  await forgetSources(trx, record, { written: [desk], before: new Map(before ? [[id, before]] : []) });
}

/** Samples of its presence are locked before the desk, as an import does. */
export async function lockDesk(trx: Transaction, id: string): Promise<ReadDesk | undefined> {
  await trx.selectFrom('queue_presence').select('queue_id').where('queue_id', '=', id).forUpdate().execute();
  await trx.selectFrom('queue').select('id').where('id', '=', id).forUpdate().execute();
  return readDesk(trx, id);
}

async function storeDesk(
  trx: Transaction,
  record: ChangeRecord,
  stored: CooperativeQueue | null,
  desk: CooperativeQueue,
  atMs: number,
): Promise<void> {
  await saveQueues(trx, [desk]);
  await trx
    .updateTable('queue')
    .set({ facts_edited_at: new Date(atMs) })
    .where('id', '=', desk.id)
    .execute();
  const before = stored && auditedFacts(stored);
  record.entry({ subject: queueSubject(desk.id), action: actionOf(before), before, after: auditedFacts(desk) });
  record.publish(registeredChannel('queues', desk.id));
}

/** Call it in the change that sets up, with the registration locked and nothing registered. */
export async function writeFirst(
  trx: Transaction,
  record: ChangeRecord,
  { cooperative, desk, library }: FirstRegistration,
  atMs: number,
): Promise<void> {
  await writeHead(trx, record, null, cooperative, atMs);
  await storeDesk(trx, record, null, { ...desk, ...NO_SCHEDULE }, atMs);
  await storeLibrary(trx, record, null, library, atMs);
}
