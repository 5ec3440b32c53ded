// In:    the simulation's database, its clock.
// Out:   stored rows of what libraries have no route for yet: hours that they make up, closings that they announce.
// Never: a row of what people do through a route.
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { SHARED_DESK } from './shared-hours-story.ts';
import type { SharedHoursRecords } from './shared-hours.ts';

export const sharedHoursRecords = (
  { db }: Pick<Database, 'db'>,
  clock: Pick<Clock, 'now'>,
  by: string,
): SharedHoursRecords => ({
  makeUp: (library, { startMs, endMs, service, forMs }) =>
    db
      .insertInto('made_up_hour')
      .values({
        ...{ queue_id: SHARED_DESK, library_id: library, service, by },
        ...{ starts_at: new Date(startMs), ends_at: new Date(endMs) },
        ...{ for_starts_at: new Date(forMs), picked_at: new Date(clock.now()) },
      })
      .execute(),
  announceClosing: (library, { startMs, endMs }) =>
    db
      .insertInto('library_closing')
      .values({
        ...{ library_id: library, by, announced_at: new Date(clock.now()) },
        ...{ starts_at: new Date(startMs), ends_at: new Date(endMs) },
      })
      .execute(),
});
