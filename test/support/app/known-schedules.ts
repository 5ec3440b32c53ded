import type { Database } from '../../../server/src/platform/db/database.ts';
import { eventually } from '../waiting.ts';

const NO_TZ = 'none';

/** What a server has stored that has known its desks since then: their schedules are expanded again, from there on. */
export async function knowSchedulesSince({ db, changes }: Database, iso: string): Promise<void> {
  const expanded = () => db.selectFrom('queue').leftJoin('schedule_expansion as done', 'done.queue_id', 'queue.id');
  const areAllExpanded = async (): Promise<boolean> => {
    const rows = await expanded().select('done.tz').execute();
    return rows.every(({ tz }) => tz !== null && tz !== NO_TZ);
  };
  await eventually(areAllExpanded);
  await db.deleteFrom('schedule_range').execute();
  await db.updateTable('schedule_expansion').set({ through_at: iso, tz: NO_TZ }).execute();
  await changes.publish('queue:all');
  await eventually(areAllExpanded);
}
