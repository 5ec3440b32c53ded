// In:    shared desks by id, a window of time.
// Out:   what libraries owe there, and which library is to work when.
// Never: changes what is owed: an hour that is given stays owed by its library.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { dutiesOf, notTakenOf, type Duty, type GivenHour, type OwedShift } from './duties.ts';

export interface DeskDuties {
  owed: OwedShift[];
  /** Of these the parts that were given and that nobody has accepted, or had. */
  notTaken: OwedShift[];
  duties: Duty[];
}

/** Of a row. */
export const toInterval = ({ starts_at, ends_at }: { starts_at: Date; ends_at: Date }): Interval => ({
  startMs: starts_at.getTime(),
  endMs: ends_at.getTime(),
});

/** By desk, with an entry for each id. Shifts that extend beyond the window are complete. */
export async function loadDuties(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, DeskDuties>> {
  const queues = ['', ...queueIds];
  const [from, to] = [new Date(startMs), new Date(endMs)];
  const owed = await db
    .selectFrom('schedule_range')
    .select(['queue_id', 'library_id', 'service', 'people', 'ends_at_closing', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', queues)
    .where('kind', '=', 'shift')
    .where('library_id', 'is not', null)
    .where('service', 'is not', null)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .$narrowType<{ library_id: string; service: OwedShift['service'] }>()
    .execute();
  const given = await db
    .selectFrom('cover_offer')
    .select(['queue_id', 'library_id', 'service', 'taken_by', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', queues)
    .where('state', '!=', 'withdrawn')
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .execute();
  const madeUp = await db
    .selectFrom('made_up_hour')
    .select(['queue_id', 'library_id', 'service', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', queues)
    .where('removed_at', 'is', null)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .execute();
  const byQueue = <Row extends { queue_id: string }>(rows: readonly Row[]): Map<string, Row[]> =>
    Map.groupBy(rows, ({ queue_id }) => queue_id);
  const [ofOwed, ofGiven, ofMadeUp] = [byQueue(owed), byQueue(given), byQueue(madeUp)];
  return new Map(
    queueIds.map((queue) => {
      const shifts = (ofOwed.get(queue) ?? []).map((row): OwedShift => ({
        ...{ library: row.library_id, service: row.service, people: row.people, endsAtClosing: row.ends_at_closing },
        ...toInterval(row),
      }));
      const givenHours = (ofGiven.get(queue) ?? []).map((row): GivenHour => ({
        ...{ library: row.library_id, service: row.service, takenBy: row.taken_by },
        ...toInterval(row),
      }));
      const duties = dutiesOf({
        owed: shifts,
        given: givenHours,
        madeUp: (ofMadeUp.get(queue) ?? []).map((row) => ({
          ...{ library: row.library_id, service: row.service },
          ...toInterval(row),
        })),
      });
      return [queue, { owed: shifts, notTaken: notTakenOf(shifts, givenHours), duties }];
    }),
  );
}
