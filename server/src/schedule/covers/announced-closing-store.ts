// In:    the database; a closing that a library announces or withdraws, its author, now.
// Out:   closings; the library's hours in them offered to others, each once.
// Never: offers again what a person has withdrawn: the library works it.
import { CLOSING_AHEAD_DAYS, CLOSING_LENGTH_DAYS, COVER_AHEAD_DAYS, type ShiftService } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Author } from '../../platform/audit/audit-store.ts';
import { byClock, change, type ChangeRecord } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { runEach } from '../../platform/jobs/run-each.ts';
import { invalidField, notFound, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals, overlaps, type Interval } from '../../platform/time/intervals.ts';
import { toInterval } from '../expansion/given-store.ts';
import { scheduleChannel } from '../expansion/schedule-channel-store.ts';
import type { Duty } from './duties.ts';
import { loadDuties } from './duties-store.ts';
import { halfHoursIn } from './half-hours.ts';
import { messages } from './messages.ts';
import { COVERS, insertOffer, loadSharedDesks } from './store.ts';

type Db = Kysely<Tables>;

export interface StoredClosing extends Interval {
  id: number;
  library: string;
  announcedMs: number;
  /** Hours offered by it. */
  offered: number;
}

/** Those that end after an instant, by start. Of one library; null: of all. */
export async function loadClosingsAfter(db: Db, library: string | null, afterMs: number): Promise<StoredClosing[]> {
  const rows = await db
    .selectFrom('library_closing')
    .select(['id', 'library_id', 'starts_at', 'ends_at', 'announced_at'])
    .select(({ selectFrom }) =>
      selectFrom('cover_offer')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('closing_id', '=', 'library_closing.id')
        .as('offered'),
    )
    .where('withdrawn_at', 'is', null)
    .where('ends_at', '>', new Date(afterMs))
    .$if(library !== null, (query) => query.where('library_id', '=', library!))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, library: row.library_id, announcedMs: row.announced_at.getTime(), offered: Number(row.offered) },
    ...toInterval(row),
  }));
}

interface OfferBefore extends Interval {
  queue: string;
  service: ShiftService;
}

/** What was offered by the closing, and what a person has withdrawn since it was announced: its library works it. */
async function loadOffersBefore(db: Db, { id, library, announcedMs, ...time }: StoredClosing): Promise<OfferBefore[]> {
  const rows = await db
    .selectFrom('cover_offer')
    .select(['queue_id', 'service', 'starts_at', 'ends_at'])
    .where('library_id', '=', library)
    .where('starts_at', '<', new Date(time.endMs))
    .where('ends_at', '>', new Date(time.startMs))
    .where((row) =>
      row.or([
        row('closing_id', '=', id),
        row.and([row('state', '=', 'withdrawn'), row('decided_at', '>', new Date(announcedMs))]),
      ]),
    )
    .execute();
  return rows.map((row) => ({ queue: row.queue_id, service: row.service, ...toInterval(row) }));
}

/** In which a library could give hours by hand now. */
const nearOf = (atMs: number): Interval => ({ startMs: atMs, endMs: atMs + COVER_AHEAD_DAYS * DAY_MS });

/** Hours of its library in the closing, whole half hours of its shifts, once all of each is near enough. */
function toOffer(
  closing: StoredClosing,
  duties: ReadonlyMap<string, { duties: readonly Duty[] }>,
  before: readonly OfferBefore[],
  atMs: number,
): OfferBefore[] {
  const { endMs: nearMs } = nearOf(atMs);
  return [...duties].flatMap(([queue, desk]) =>
    desk.duties
      .filter(({ why, library }) => why === 'owed' && library === closing.library)
      .flatMap((duty) => {
        const part = halfHoursIn(duty, closing, atMs);
        if (part === null || part.endMs > nearMs) return [];
        const its = before.filter((each) => each.queue === queue && each.service === duty.service);
        return lacking([part], mergeIntervals(its)).map((time) => ({ queue, service: duty.service, ...time }));
      }),
  );
}

/** The caller holds the lock of the library. Returns how many hours it offers. */
async function offerHours(
  trx: Db,
  closing: StoredClosing,
  { by, atMs }: { by: Pick<Author, 'label'>; atMs: number },
  record: ChangeRecord,
): Promise<number> {
  const duties = await loadDuties(trx, await loadSharedDesks(trx), nearOf(atMs));
  const hours = toOffer(closing, duties, await loadOffersBefore(trx, closing), atMs);
  for (const hour of hours) {
    const of = { library: closing.library, reason: 'closed', closing: closing.id } as const;
    await insertOffer(trx, { ...hour, ...of }, { by, atMs });
    record.publish(scheduleChannel(hour.queue));
  }
  return hours.length;
}

/** Errors: Refusal 422 names the field. */
function checkClosing({ startMs, endMs }: Interval, nowMs: number): void {
  if (endMs <= startMs) throw invalidField('end', 'after its start');
  if (endMs <= nowMs) throw invalidField('end', messages.closingOver);
  if (startMs > nowMs + CLOSING_AHEAD_DAYS * DAY_MS) throw invalidField('start', messages.notAhead(CLOSING_AHEAD_DAYS));
  if (endMs > startMs + CLOSING_LENGTH_DAYS * DAY_MS) throw invalidField('end', messages.tooLong(CLOSING_LENGTH_DAYS));
}

/** Errors: Refusal 409 `announced-already`, 422 names the field. */
export const announceClosing = (
  database: Database,
  library: string,
  asked: Interval,
  { by, atMs, sent = null }: { by: Author; atMs: number } & Sent,
): Promise<number> =>
  acrossLibraries(() =>
    change(database, COVERS, { by, atMs }, (trx, record) =>
      once(trx, { sent, atMs }, async () => {
        checkClosing(asked, atMs);
        await lockLibrary(trx, library);
        // What is over is not announced: it would excuse an hour that nobody covered.
        const { startMs, endMs } = { ...asked, startMs: Math.max(asked.startMs, atMs) };
        const others = await loadClosingsAfter(trx, library, startMs);
        if (others.some((each) => each.startMs < endMs))
          throw new Refusal(409, 'announced-already', messages.announced);
        const { id } = await trx
          .insertInto('library_closing')
          .values({
            library_id: library,
            starts_at: new Date(startMs),
            ends_at: new Date(endMs),
            announced_at: new Date(atMs),
            withdrawn_at: null,
            by: by.label,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        const closing = { id, library, startMs, endMs, announcedMs: atMs, offered: 0 };
        const offered = await offerHours(trx, closing, { by, atMs }, record);
        record.entry({
          ...{ subject: librarySubject(library), action: 'library-closing-announced', before: null },
          after: { start: toInstant(startMs), end: toInstant(endMs), offered },
        });
        return id;
      }),
    ),
  );

/** What others have accepted stays theirs. Errors: Refusal 404; 409 `not-now`: it is over. */
export const withdrawClosing = (
  database: Database,
  library: string,
  id: number,
  { by, atMs }: { by: Author & { id: number }; atMs: number },
): Promise<void> =>
  acrossLibraries(() =>
    change(database, COVERS, { by, atMs }, async (trx, record) => {
      await lockLibrary(trx, library);
      const row = await trx
        .selectFrom('library_closing')
        .selectAll()
        .where('id', '=', id)
        .where('library_id', '=', library)
        .executeTakeFirst();
      if (row === undefined) throw notFound();
      if (row.withdrawn_at !== null) return;
      if (row.ends_at.getTime() <= atMs) throw new Refusal(409, 'not-now', messages.closingOver);
      // What was announced in time still excuses the hours that are over.
      const hasBegun = row.starts_at.getTime() < atMs;
      await trx
        .updateTable('library_closing')
        .set(hasBegun ? { ends_at: new Date(atMs) } : { withdrawn_at: new Date(atMs) })
        .where('id', '=', id)
        .execute();
      const withdrawn = await trx
        .updateTable('cover_offer')
        .set(({ eb }) => ({
          ...{ state: 'withdrawn', decided_at: new Date(atMs), decided_by: by.id },
          revision: eb('revision', '+', 1),
        }))
        .where('closing_id', '=', id)
        .where('state', '=', 'open')
        .where('starts_at', '>', new Date(atMs))
        .returning('queue_id')
        .execute();
      for (const { queue_id } of withdrawn) record.publish(scheduleChannel(queue_id));
      record.entry({
        ...{ subject: librarySubject(library), action: 'library-closing-withdrawn', after: null },
        before: {
          ...{ start: toInstant(row.starts_at.getTime()), end: toInstant(row.ends_at.getTime()) },
          withdrawn: withdrawn.length,
        },
      });
    }),
  );

/**
 * Hours of closings that have come near enough to be offered, or that their libraries have come to owe since. Most closings
 * have none: their libraries are not locked.
 */
export async function offerClosedHours(database: Database, nowMs: number): Promise<void> {
  const { db } = database;
  const near = nearOf(nowMs);
  const closings = (await loadClosingsAfter(db, null, nowMs)).filter((each) => overlaps(each, near));
  if (closings.length === 0) return;
  const duties = await loadDuties(db, await loadSharedDesks(db), near);
  const owing = new Set([...duties.values()].flatMap((desk) => desk.duties.map(({ library }) => library)));
  await runEach(
    closings.filter(({ library }) => owing.has(library)),
    async (closing) => {
      if (toOffer(closing, duties, await loadOffersBefore(db, closing), nowMs).length === 0) return;
      await change(database, null, byClock(nowMs), async (trx, record) => {
        await lockLibrary(trx, closing.library);
        const stands = (await loadClosingsAfter(trx, closing.library, nowMs)).some(({ id }) => id === closing.id);
        const offered = stands ? await offerHours(trx, closing, { by: { label: 'clock' }, atMs: nowMs }, record) : 0;
        if (offered > 0) record.publish(COVERS);
      });
    },
  );
}
