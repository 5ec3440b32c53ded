// In:    the database; an hour to give, or a step, with its author, now.
// Out:   hours that are offered, given and taken, and who may accept them; each step stored once, with its audit entry.
// Never: a taker by a check before the lock: a library's hours change under its lock alone. The reason in the audit log.
import { COVER_AHEAD_DAYS, type CoverOffer, type CoverState, type CoverStep } from '@askusnow/sdk/contract';
import type { Kysely, Selectable } from 'kysely';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Author } from '../../platform/audit/audit-store.ts';
import { byClock, change, type ChangeRecord, type Transaction } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { invalidField, notFound, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { toInterval } from '../expansion/given-store.ts';
import { scheduleChannel } from '../expansion/schedule-channel-store.ts';
import { isOwed, stateAfter, whyNotAccept, type CoverFacts, type GivenCover } from './cover.ts';
import { loadDuties } from './duties-store.ts';
import { isHalfHourOf } from './half-hours.ts';
import { messages } from './messages.ts';
import type { CoverOfferTable } from './tables.ts';
import { loadAnnouncedClosings } from './week-store.ts';

type Db = Kysely<Tables>;

/** Published when hours are offered, given, taken, expired or made up, and when a library announces a closing. */
export const COVERS = 'covers';

/** Called when that has happened, or may have. Returns how to unsubscribe. */
export const onCoverChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === COVERS || payload === EVERYTHING) listener();
  });

export const toCover = (row: Selectable<CoverOfferTable>): GivenCover => ({
  id: row.id,
  queue: row.queue_id,
  library: row.library_id,
  service: row.service,
  ...toInterval(row),
  reason: row.reason,
  state: row.state,
  takenBy: row.taken_by,
  offeredMs: row.offered_at.getTime(),
  decidedMs: row.decided_at?.getTime() ?? null,
  decidedBy: row.decided_by,
  revision: row.revision,
});

/** `libraries` null: of all. Else what is open, and what these have given or taken. By start. */
export async function loadCovers(
  db: Db,
  libraries: readonly string[] | null,
  { startMs, endMs }: Interval,
): Promise<GivenCover[]> {
  const rows = await db
    .selectFrom('cover_offer')
    .selectAll()
    .where('starts_at', '<', new Date(endMs))
    .where('ends_at', '>', new Date(startMs))
    .$if(libraries !== null, (query) =>
      query.where((row) =>
        row.or([
          row('state', '=', 'open'),
          row('library_id', 'in', ['', ...libraries!]),
          row('taken_by', 'in', ['', ...libraries!]),
        ]),
      ),
    )
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(toCover);
}

/** Undefined: there is no such hour any more. */
export const loadCoverState = async (db: Db, id: number): Promise<CoverState | undefined> =>
  (await db.selectFrom('cover_offer').select('state').where('id', '=', id).executeTakeFirst())?.state;

export const loadSharedDesks = async (db: Db): Promise<string[]> =>
  (await db.selectFrom('queue').select('id').where('tier', '<>', 'local').execute()).map(({ id }) => id);

/** What libraries owe, and when they are not free, in a window. */
export async function loadBusy(db: Db, window: Interval): Promise<Omit<CoverFacts, 'owing'>> {
  const duties = await loadDuties(db, await loadSharedDesks(db), window);
  const closings = await loadAnnouncedClosings(db, window);
  const theirs = [...duties.values()].flatMap((desk) => [...desk.owed, ...desk.duties]);
  return {
    owed: new Map([...duties].map(([queue, desk]) => [queue, desk.owed])),
    busy: Map.groupBy(theirs, ({ library }) => library),
    closings: Map.groupBy(closings, ({ library }) => library),
  };
}

/** The libraries that owe shifts at desks from now on, by desk. */
export async function loadOwingByDesk(db: Db, queues: readonly string[], nowMs: number): Promise<CoverFacts['owing']> {
  const rows = await db
    .selectFrom('schedule_range')
    .select(['queue_id', 'library_id'])
    .distinct()
    .where('queue_id', 'in', [...new Set(queues)])
    .where('kind', '=', 'shift')
    .where('library_id', 'is not', null)
    .where('ends_at', '>', new Date(nowMs))
    .$narrowType<{ library_id: string }>()
    .execute();
  const byQueue = Map.groupBy(rows, ({ queue_id }) => queue_id);
  return new Map([...byQueue].map(([queue, its]) => [queue, new Set(its.map(({ library_id }) => library_id))]));
}

/** What decides who may accept these hours. */
export async function loadFacts(db: Db, covers: readonly GivenCover[], nowMs: number): Promise<CoverFacts> {
  if (covers.length === 0) return { owing: new Map(), owed: new Map(), busy: new Map(), closings: new Map() };
  const startMs = Math.min(...covers.map((each) => each.startMs));
  const endMs = Math.max(...covers.map((each) => each.endMs));
  return {
    ...(await loadBusy(db, { startMs, endMs })),
    owing: await loadOwingByDesk(
      db,
      covers.map(({ queue }) => queue),
      nowMs,
    ),
  };
}

interface CoverMover {
  id: number;
  library: string;
  step: CoverStep;
}

interface CoverDeps {
  database: Database;
  /** Of a library, for sentences. */
  name(library: string): string;
}

/** What the audit log keeps: never why. */
const toAudited = ({ id, queue, library, service, startMs, endMs, state, takenBy }: GivenCover) => ({
  ...{ id, queue, library, service, start: toInstant(startMs), end: toInstant(endMs), state, takenBy },
});

/** Another library's hour is seen and changed by its step: the route has checked whose step it is. */
const changeCovers = <T>(
  { database }: CoverDeps,
  by: { by: Author; atMs: number },
  work: (trx: Transaction, record: ChangeRecord) => Promise<T>,
): Promise<T> => acrossLibraries(() => change(database, COVERS, by, work));

/** Errors: Refusal 422 names the field. */
async function checkOffer(trx: Db, library: string, asked: CoverOffer & Interval, nowMs: number): Promise<void> {
  const { queue, service, startMs, endMs } = asked;
  if (endMs <= startMs) throw invalidField('end', 'after its start');
  if (startMs <= nowMs) throw new Refusal(409, 'hour-begun', messages.hourBegun);
  if (endMs > nowMs + COVER_AHEAD_DAYS * DAY_MS) throw invalidField('end', messages.notAhead(COVER_AHEAD_DAYS));
  if (!(await loadSharedDesks(trx)).includes(queue)) throw invalidField('queue', messages.notShared);
  const duties = (await loadDuties(trx, [queue], asked)).get(queue)!.duties;
  const duty = duties.find(
    (each) =>
      each.why === 'owed' &&
      each.library === library &&
      each.service === service &&
      each.startMs <= startMs &&
      endMs <= each.endMs,
  );
  if (duty === undefined) throw invalidField('start', messages.notOwed);
  for (const [field, atMs] of [
    ['start', startMs],
    ['end', endMs],
  ] as const)
    if (!isHalfHourOf(duty, atMs)) throw invalidField(field, messages.notHalf);
}

/** `closing`: the announced one by which it is offered. */
export const insertOffer = (
  trx: Db,
  offer: Pick<GivenCover, 'queue' | 'library' | 'service' | 'reason'> & Interval & { closing?: number },
  { by, atMs }: { by: Pick<Author, 'label'>; atMs: number },
): Promise<Selectable<CoverOfferTable>> =>
  trx
    .insertInto('cover_offer')
    .values({
      queue_id: offer.queue,
      library_id: offer.library,
      service: offer.service,
      starts_at: new Date(offer.startMs),
      ends_at: new Date(offer.endMs),
      reason: offer.reason,
      offered_at: new Date(atMs),
      by: by.label,
      closing_id: offer.closing ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

/** Errors: Refusal 409 `hour-begun`, 422 names the field. */
export const offerCover = (
  deps: CoverDeps,
  library: string,
  offer: CoverOffer,
  { by, atMs, sent = null }: { by: Author; atMs: number } & Sent,
): Promise<GivenCover> =>
  changeCovers(deps, { by, atMs }, async (trx, record) => {
    const id = await once(trx, { sent, atMs }, async () => {
      await lockLibrary(trx, library);
      const time = { startMs: Date.parse(offer.start), endMs: Date.parse(offer.end) };
      await checkOffer(trx, library, { ...offer, ...time }, atMs);
      const row = await insertOffer(trx, { ...offer, library, ...time }, { by, atMs });
      record.publish(scheduleChannel(offer.queue));
      record.entry({
        ...{ subject: librarySubject(library), action: 'cover-offered', before: null, after: toAudited(toCover(row)) },
      });
      return row.id;
    });
    return toCover(await trx.selectFrom('cover_offer').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  });

/**
 * The library's lock comes first: under it no other hour becomes its duty meanwhile. The hour's own comes next, so that of
 * all who press at once one is first. What it finds is what it changes.
 * Errors: Refusal 404; 409 `not-now`, `hour-begun`, `not-owing`, `on-duty`, `library-closed`.
 */
export const moveCover = (
  deps: CoverDeps,
  mover: CoverMover,
  { by, atMs }: { by: Author & { id: number }; atMs: number },
): Promise<GivenCover> =>
  changeCovers(deps, { by, atMs }, async (trx, record) => {
    const { id, library, step } = mover;
    await lockLibrary(trx, library);
    const row = await trx.selectFrom('cover_offer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (row === undefined) throw notFound();
    const before = toCover(row);
    // Sent again, since its answer was lost.
    if (step === before.state && (before.takenBy ?? before.library) === library) return before;
    const state = stateAfter(before, step, { library, account: by.id }, atMs, deps.name);
    if (step !== 'withdrawn') await checkStep(trx, before, mover, atMs);
    const after = await trx
      .updateTable('cover_offer')
      .set({
        state,
        taken_by: state === 'accepted' ? library : null,
        decided_at: state === 'open' ? null : new Date(atMs),
        decided_by: state === 'open' ? null : by.id,
        revision: before.revision + 1,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    record.publish(scheduleChannel(before.queue));
    record.entry({
      ...{ subject: librarySubject(library), action: `cover-${step}` },
      ...{ before: toAudited(before), after: toAudited(toCover(after)) },
    });
    return toCover(after);
  });

/** Errors: Refusal 409, where the hour is another's already, is not owed any more, or the library is not free. */
async function checkStep(trx: Db, cover: GivenCover, { library, step }: CoverMover, nowMs: number): Promise<void> {
  if (cover.state === 'accepted') return;
  const facts = await loadFacts(trx, [cover], nowMs);
  const refusal = step === 'accepted' ? whyNotAccept(library, cover, facts) : null;
  if (refusal !== null) throw refusal;
  if (!isOwed(cover, facts)) throw new Refusal(409, 'not-now', messages.owedNoMore);
  // Withdrawn, and offered again since: its library owes it once.
  const { queue, service } = cover;
  const others = (await loadCovers(trx, null, cover)).filter(
    (each) => each.id !== cover.id && each.queue === queue && each.library === cover.library,
  );
  if (others.some((each) => each.service === service && each.state !== 'withdrawn'))
    throw new Refusal(409, 'not-now', messages.offeredAgain);
}

/** Hours that have begun while nobody had accepted them. */
export const expireCovers = ({ database }: Pick<CoverDeps, 'database'>, nowMs: number): Promise<void> =>
  change(database, null, byClock(nowMs), async (trx, record) => {
    const expired = await trx
      .updateTable('cover_offer')
      .set(({ eb }) => ({ state: 'expired', decided_at: new Date(nowMs), revision: eb('revision', '+', 1) }))
      .where('state', '=', 'open')
      .where('starts_at', '<=', new Date(nowMs))
      .returning('id')
      .execute();
    if (expired.length > 0) record.publish(COVERS);
  });
