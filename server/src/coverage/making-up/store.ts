// In:    the database, the cooperative's rules; an hour to pick or to remove, its author, now.
// Out:   hours that were not covered, and what was picked for them; a stored change with its audit entry.
// Never: two libraries where one person is missing: what is short is read again under a lock.
import { COVER_AHEAD_DAYS } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import { isShared } from '../../accounts/scope.ts';
import { lockDesk, lockLibrary } from '../../cooperative/lock-store.ts';
import type { RegisteredQueue } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { librarySubject, type Author } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { invalidField, notFound, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { DAY_MS, MINUTE_MS, toInstant } from '../../platform/time/instants.ts';
import { lacking, mergeIntervals } from '../../platform/time/intervals.ts';
import { whyNotFree } from '../../schedule/covers/cover.ts';
import { HALF_HOUR_MS } from '../../schedule/covers/half-hours.ts';
import { insertPicked, loadPicked, loadShortTimes, type PickedHour } from '../../schedule/covers/made-up-store.ts';
import { COVERS, loadBusy } from '../../schedule/covers/store.ts';
import { loadAnnouncedClosings } from '../../schedule/covers/week-store.ts';
import { loadDeskFacts } from '../contribution/contribution-store.ts';
import { scheduleChannel } from '../../schedule/expansion/schedule-channel-store.ts';
import { workedOf } from '../contribution/worked.ts';
import { messages } from './messages.ts';
import { excusedBy, hoursNotCovered, outcomeOf, type HourNotCovered, type Outcome } from './to-make-up.ts';

type Db = Kysely<Tables>;

export type SharedHoursRegistry = Pick<Registry, 'queues' | 'sharedHours'>;

/** Hours are shown for so long after the day on which they are due. */
const SHOWN_DAYS = 28;

export interface DeskToMakeUp {
  desk: RegisteredQueue;
  hours: HourNotCovered[];
  picked: (PickedHour & { outcome: Outcome })[];
}

/** Of every shared desk and every library. */
export async function loadToMakeUp(db: Db, registry: SharedHoursRegistry, nowMs: number): Promise<DeskToMakeUp[]> {
  const { services, excusesClosings } = registry.sharedHours();
  const days = { statewide: services.statewide.makeUpDays, global: services.global.makeUpDays };
  const backMs = (SHOWN_DAYS + Math.max(days.statewide ?? 0, days.global ?? 0)) * DAY_MS;
  const window = { startMs: nowMs - backMs, endMs: nowMs };
  const desks = registry.queues().filter(isShared);
  const ids = desks.map(({ id }) => id);
  const facts = await loadDeskFacts(db, ids, window, nowMs);
  const allPicked = await loadPicked(db, ids, window);
  const excused = excusedBy(await loadAnnouncedClosings(db, window), excusesClosings);
  return desks.map((desk) => {
    const { notTaken, ...fact } = facts.get(desk.id)!;
    const worked = workedOf(fact, nowMs);
    const picked = allPicked.filter(({ queue }) => queue === desk.id);
    return {
      desk,
      // One that began before is not whole here, nor are the times that were picked for it.
      hours: hoursNotCovered({ zone: desk.zone, worked, notTaken, picked }, { days, excused }, nowMs).filter(
        ({ startMs }) => startMs >= window.startMs,
      ),
      picked: picked.map((each) => ({ ...each, outcome: outcomeOf(each, worked, nowMs) })),
    };
  });
}

/** Errors: Refusal 409, 422 names the field. */
async function checkPick(
  trx: Db,
  registry: SharedHoursRegistry,
  asked: Omit<PickedHour, 'id'>,
  nowMs: number,
): Promise<void> {
  const { queue, library, service, startMs, endMs, missedMs } = asked;
  if (endMs <= startMs) throw invalidField('end', 'after its start');
  if (startMs <= nowMs) throw new Refusal(409, 'hour-begun', messages.begun);
  if (endMs > nowMs + COVER_AHEAD_DAYS * DAY_MS) throw invalidField('end', messages.notAhead(COVER_AHEAD_DAYS));
  for (const [field, atMs] of [
    ['start', startMs],
    ['end', endMs],
  ] as const)
    if (atMs % HALF_HOUR_MS !== 0) throw invalidField(field, messages.notHalf);
  const at = (await loadToMakeUp(trx, registry, nowMs)).find(({ desk }) => desk.id === queue);
  if (at === undefined) throw invalidField('queue', messages.notShared);
  const hour = at.hours.find(
    (each) => each.library === library && each.service === service && each.startMs === missedMs,
  );
  if (hour === undefined) throw invalidField('missed', messages.notMissed);
  const leftMs = (hour.minutes - hour.pickedMinutes) * MINUTE_MS;
  if (leftMs <= 0) throw new Refusal(409, 'made-up-already', messages.isMadeUp);
  const mostMs = Math.ceil(leftMs / HALF_HOUR_MS) * HALF_HOUR_MS;
  if (endMs - startMs > mostMs) throw invalidField('end', messages.tooLong(mostMs / MINUTE_MS));
  const refusal = whyNotFree(library, asked, await loadBusy(trx, asked));
  if (refusal !== null) throw refusal;
  if (lacking([asked], mergeIntervals(await loadShortTimes(trx, at.desk, asked))).length > 0)
    throw new Refusal(409, 'enough-people', messages.enough);
}

interface Deps {
  database: Database;
  registry: SharedHoursRegistry;
}

const toAudited = ({ queue, service, startMs, endMs, missedMs }: Omit<PickedHour, 'id'>) => ({
  ...{ queue, service, start: toInstant(startMs), end: toInstant(endMs), missed: toInstant(missedMs) },
});

/** Errors: Refusal 409 `hour-begun`, `on-duty`, `library-closed`, `enough-people`, `made-up-already`; 422 names the field. */
export const pickHour = (
  { database, registry }: Deps,
  asked: Omit<PickedHour, 'id'>,
  { by, atMs, sent = null }: { by: Author; atMs: number } & Sent,
): Promise<number> =>
  acrossLibraries(() =>
    change(database, COVERS, { by, atMs }, (trx, record) =>
      once(trx, { sent, atMs }, async () => {
        // A shared desk belongs to no library: of all that pick there at once one is first.
        await lockDesk(trx, asked.queue);
        await lockLibrary(trx, asked.library);
        await checkPick(trx, registry, asked, atMs);
        const id = await insertPicked(trx, asked, { by, atMs });
        record.publish(scheduleChannel(asked.queue));
        record.entry({
          ...{ subject: librarySubject(asked.library), action: 'hour-made-up', before: null, after: toAudited(asked) },
        });
        return id;
      }),
    ),
  );

/** Errors: Refusal 404; 409 `hour-begun`. */
export const removePicked = (
  { database }: Pick<Deps, 'database'>,
  library: string,
  id: number,
  { by, atMs }: { by: Author; atMs: number },
): Promise<void> =>
  acrossLibraries(() =>
    change(database, COVERS, { by, atMs }, async (trx, record) => {
      await lockLibrary(trx, library);
      const row = await trx
        .updateTable('made_up_hour')
        .set({ removed_at: new Date(atMs) })
        .where('id', '=', id)
        .where('library_id', '=', library)
        .where('removed_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) throw notFound();
      if (row.starts_at.getTime() <= atMs) throw new Refusal(409, 'hour-begun', messages.begunAlready);
      const { queue_id: queue, service, starts_at, ends_at, for_starts_at } = row;
      const [startMs, endMs, missedMs] = [starts_at, ends_at, for_starts_at].map((at) => at.getTime()) as [
        number,
        number,
        number,
      ];
      record.publish(scheduleChannel(queue));
      record.entry({
        ...{ subject: librarySubject(library), action: 'made-up-hour-removed', after: null },
        before: toAudited({ queue, library, service, startMs, endMs, missedMs }),
      });
    }),
  );
