// In:    shared desks by id, a window of time.
// Out:   what libraries owe there, and which library is to work when.
// Never: changes what is owed: an hour that is given stays owed by its library.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { overlaps, toWholeMinutes, type Interval } from '../../platform/time/intervals.ts';
import { loadGivenHours, toInterval } from '../expansion/given-store.ts';
import { dutiesOf, notTakenOf, type Duty, type OwedShift } from './duties.ts';

export interface DeskDuties {
  owed: OwedShift[];
  /** Of these the parts that were given and that nobody has accepted, or had. */
  notTaken: OwedShift[];
  duties: Duty[];
}

/**
 * Figures of what is owed are whole minutes, and a calendar's times, or a closing in earlier versions, may have cut a shift
 * within one.
 */
const inWholeMinutes = (owed: readonly OwedShift[]): OwedShift[] =>
  owed.map(toWholeMinutes).filter(({ startMs, endMs }) => startMs < endMs);

/** By desk, with an entry for each id. Shifts that extend beyond the window are complete. */
export async function loadDuties(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, DeskDuties>> {
  const owed = await db
    .selectFrom('schedule_range')
    .select(['queue_id', 'library_id', 'service', 'people', 'ends_at_closing', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', ['', ...queueIds])
    .where('kind', '=', 'shift')
    .where('library_id', 'is not', null)
    .where('service', 'is not', null)
    .where('starts_at', '<', new Date(endMs))
    .where('ends_at', '>', new Date(startMs))
    .$narrowType<{ library_id: string; service: OwedShift['service'] }>()
    .execute();
  // Hours that are given outside of the window also cut the shifts that extend beyond it.
  const hull = {
    startMs: owed.reduce((first, { starts_at }) => Math.min(first, starts_at.getTime()), startMs),
    endMs: owed.reduce((last, { ends_at }) => Math.max(last, ends_at.getTime()), endMs),
  };
  const around = await loadGivenHours(db, queueIds, hull);
  const ofOwed = Map.groupBy(owed, ({ queue_id }) => queue_id);
  return new Map(
    queueIds.map((queue) => {
      const shifts = inWholeMinutes(
        (ofOwed.get(queue) ?? []).map((row): OwedShift => ({
          ...{ library: row.library_id, service: row.service, people: row.people, endsAtClosing: row.ends_at_closing },
          ...toInterval(row),
        })),
      );
      const { given, madeUp: loaded } = around.get(queue)!;
      const madeUp = loaded.filter((hour) => overlaps(hour, { startMs, endMs }));
      const duties = dutiesOf({ owed: shifts, given, madeUp });
      return [queue, { owed: shifts, notTaken: notTakenOf(shifts, given), duties }];
    }),
  );
}
