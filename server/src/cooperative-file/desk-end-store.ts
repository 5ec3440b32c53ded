// In:    a desk, as it was read at a revision; what it had when it ended.
// Out:   what its end would change; the desk ended, and no library asks it; the libraries that ask it again.
// Never: leaves a library without a desk; deletes what was scheduled, seen or counted at the desk.
import { sql } from 'kysely';
import { TIERS, type DeskEnd, type DeskRegistration } from '@askusnow/sdk/contract';
import { endAccountsOfDesk, loadAccountsOfDesk } from '../accounts/account-store.ts';
import { IMPORTED, loadParts, registeredChannel } from '../cooperative/store.ts';
import { deleteDesksAt } from '../coverage/presence/desk-store.ts';
import { forgetSeen } from '../coverage/presence/sample-store.ts';
import { lockSeen } from '../coverage/presence/seen-store.ts';
import { librarySubject, queueSubject, type Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import { chunksOf } from '../platform/chunks.ts';
import type { Database } from '../platform/db/database.ts';
import { notFound, Refusal, staleRevision } from '../platform/refusal.ts';
import { deleteTokens } from '../schedule/calendars/token-store.ts';
import { lockRegistration, saveLibraries } from './import-store.ts';
import { auditedFacts, libraryFacts, lockDesk, markLibraries, readDesk } from './registration-store.ts';
import { tiersSchema, type CooperativeLibrary } from './schema.ts';
import { toLibrary } from './to-file.ts';

/** A library that asked the desk, and the address of the chat there. */
interface AskedBy {
  id: string;
  chat?: string | undefined;
}
/** A desk as its end was recorded. */
export type EndedDesk = DeskRegistration & { askedBy?: readonly AskedBy[] };

/** Of the entry of a library that has lost a desk by its end. */
export const DESK_ENDED = 'registration-desk-ended';
/** More are announced as a change of everything. */
const MAX_NAMED = 50;
const PAGE_ROWS = 200;

/** By name. `ids` undefined: those that ask the desk. */
async function loadAsking(db: Transaction, queue: string, ids?: readonly string[]): Promise<CooperativeLibrary[]> {
  const found =
    ids ??
    (await db.selectFrom('library_queue').select('library_id').where('queue_id', '=', queue).execute()).map(
      ({ library_id }) => library_id,
    );
  const libraries: CooperativeLibrary[] = [];
  for (const some of chunksOf(found, PAGE_ROWS)) {
    const parts = await loadParts(db, some);
    const rows = await db
      .selectFrom('library')
      .selectAll()
      .where('id', 'in', some)
      .where('removed', '=', false)
      .execute();
    libraries.push(...rows.map((row) => toLibrary(row, parts)));
  }
  return libraries.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** The library without the desk: the file's own rule says whether that can be. */
function without(library: CooperativeLibrary, queue: string): { library: CooperativeLibrary; isSound: boolean } {
  const left = TIERS.flatMap((tier) => {
    const use = library.queues[tier];
    return use && use.queue !== queue ? [[tier, use] as const] : [];
  });
  const queues = Object.fromEntries(left) as CooperativeLibrary['queues'];
  return { library: { ...library, queues }, isSound: tiersSchema.safeParse(queues).success };
}

/** What the end of the desk would change. Errors: Refusal 404. */
export async function loadDeskEnd({ db }: Pick<Database, 'db'>, id: string): Promise<DeskEnd> {
  const stored = await readDesk(db, id);
  if (!stored?.value) throw notFound();
  const names = new Map(
    (await db.selectFrom('queue').select(['id', 'name']).where('removed', '=', false).execute()).map((row) => [
      row.id,
      row.name,
    ]),
  );
  const { rows } = await sql<{ desks: number; addresses: number }>`select
    (select count(*)::integer from desk where queue_id = ${id} and account_id is null) as desks,
    (select count(*)::integer from calendar_token where queue_id = ${id}) as addresses`.execute(db);
  return {
    libraries: (await loadAsking(db, id)).map((asking) => {
      const { queues } = without(asking, id).library;
      const left = TIERS.flatMap((tier) => queues[tier]?.queue ?? []);
      return { id: asking.id, name: asking.name, asksThen: left.map((queue) => names.get(queue) ?? queue) };
    }),
    accounts: (await loadAccountsOfDesk(db, id)).length,
    ...rows[0]!,
  };
}

/** Saves libraries whose desks have changed, and says so. */
async function writeAsking(
  trx: Transaction,
  record: ChangeRecord,
  changed: readonly { before: CooperativeLibrary; after: CooperativeLibrary }[],
  { action, atMs }: { action: string; atMs: number },
): Promise<void> {
  await saveLibraries(trx, { written: changed.map(({ after }) => after), removed: [] }, atMs);
  await markLibraries(
    trx,
    changed.map(({ after }) => after.id),
    atMs,
  );
  for (const { before, after } of changed)
    record.entry({
      subject: librarySubject(after.id),
      action,
      before: libraryFacts(before),
      after: libraryFacts(after),
    });
  if (changed.length > MAX_NAMED) record.publish(IMPORTED);
  else for (const { after } of changed) record.publish(registeredChannel('libraries', after.id));
}

/** A statewide desk may be the only one of many. */
function namesOf(libraries: readonly CooperativeLibrary[]): string {
  const more = libraries.length - 3;
  const names = libraries.slice(0, 3).map(({ name }) => name);
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Errors: Refusal 404, 409 `stale-revision`, `desk-needed`. */
export const endDeskRegistration = (
  database: Database,
  id: string,
  revision: number,
  authorship: Authorship,
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await lockRegistration(trx);
    await removeDesk(trx, record, { id, revision }, authorship.atMs);
  });

/** Call it under `lockRegistration`. Errors: Refusal 404, 409 `stale-revision`, `desk-needed`. */
export async function removeDesk(
  trx: Transaction,
  record: ChangeRecord,
  { id, revision }: { id: string; revision: number },
  atMs: number,
): Promise<void> {
  // A desk that there never was has no presence that could be locked.
  if ((await readDesk(trx, id)) === undefined) throw notFound();
  // Locks its presence first, as whatever else locks both does.
  const seen = await lockSeen(trx, id);
  const stored = await lockDesk(trx, id);
  if (!stored?.value) throw notFound();
  if (stored.revision !== revision) throw staleRevision('desk');
  const asking = await loadAsking(trx, id);
  const changed = asking.map((before) => ({ before, ...without(before, id) }));
  const stuck = changed.filter(({ isSound }) => !isSound).map(({ before }) => before);
  if (stuck.length > 0)
    throw new Refusal(
      409,
      'desk-needed',
      `This is the only desk of ${namesOf(stuck)}. Choose another one on the page Setup of the library first.`,
    );
  await writeAsking(
    trx,
    record,
    changed.map(({ before, library }) => ({ before, after: library })),
    { action: DESK_ENDED, atMs },
  );
  const next = (column: string) => sql<number>`${sql.ref(column)} + 1`;
  await trx
    .updateTable('queue')
    .set({
      removed: true,
      facts_edited_at: new Date(atMs),
      facts_revision: next('facts_revision'),
      // Its schedule is expanded again: nothing is promised from now on.
      revision: next('revision'),
      shifts_revision: next('shifts_revision'),
    })
    .where('id', '=', id)
    .execute();
  await forgetSeen(trx, record, id, seen);
  await deleteDesksAt(trx, id);
  await deleteTokens(trx, id);
  await endAccountsOfDesk(trx, record, id, atMs);
  const askedBy = asking.map(({ id: library, queues }): AskedBy => {
    const chat = TIERS.flatMap((tier) => (queues[tier]?.queue === id ? [queues[tier].chat] : []))[0];
    return { id: library, ...(chat !== undefined && { chat }) };
  });
  const before: EndedDesk = { ...auditedFacts(stored.value), askedBy };
  record.entry({ subject: queueSubject(id), action: 'registration-ended', before, after: null });
  record.publish(registeredChannel('queues', id));
}

/** Libraries ask the desk again as they did, unless they have ended or have another one since. Call it once the desk is back. */
export async function askAgain(
  trx: Transaction,
  record: ChangeRecord,
  { id, former }: { id: string; former: EndedDesk },
  { action, atMs }: { action: string; atMs: number },
): Promise<void> {
  const chats = new Map((former.askedBy ?? []).map((by) => [by.id, by.chat]));
  const { tier } = former;
  const changed = (await loadAsking(trx, id, [...chats.keys()])).flatMap((before) => {
    if (before.queues[tier]) return [];
    const chat = chats.get(before.id);
    const queues = { ...before.queues, [tier]: { queue: id, ...(chat !== undefined && { chat }) } };
    return [{ before, after: { ...before, queues } }];
  });
  await writeAsking(trx, record, changed, { action, atMs });
}
