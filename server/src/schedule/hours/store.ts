// In:    the database, a queue's id.
// Out:   queues with their hours, a subscription to changes.
// Never: changes a queue: change-store.ts does.
import type { Selectable } from 'kysely';
import type { HoursRules, Tier } from '@askusnow/sdk/contract';
import type { ChangeRecord } from '../../platform/audit/change.ts';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import { notFound } from '../../platform/refusal.ts';
import type { QueueTable } from '../../cooperative/tables.ts';

/** A queue with its hours. */
export interface QueueRecord {
  id: string;
  name: string;
  tier: Tier;
  zone: string;
  hours: HoursRules;
  closedUntilMs: number | null;
  revision: number;
}

/** A person's change. */
export type QueueChange =
  | { action: 'hours-changed'; hours: HoursRules }
  | { action: 'closed-until'; untilMs: number | null };

/** A queue's database row. */
export type Row = Selectable<QueueTable>;

export const toRecord = (row: Row): QueueRecord => ({
  id: row.id,
  name: row.name,
  tier: row.tier,
  zone: row.zone,
  hours: { weekly: row.weekly, seasons: row.seasons, exceptions: row.exceptions },
  closedUntilMs: row.closed_until?.getTime() ?? null,
  revision: row.revision,
});

/** A queue's name on the channel that notifies every node of a change. */
const PREFIX = 'queue:';
const payloadOf = (queue: string): string => `${PREFIX}${queue}`;

/** For more queues, a single payload tells subscribers to read all again. */
const MAX_NAMED = 100;
/** No queue has this id. */
const ANY = '*';

/** Notifies every node that these queues have changed. */
export function publishQueues(record: ChangeRecord, queues: readonly string[]): void {
  for (const queue of queues.length > MAX_NAMED ? [ANY] : queues) record.publish(payloadOf(queue));
}

/** Called with the changed queue's ID, or null if any may have changed. Returns how to unsubscribe. */
export const onQueueChange = ({ changes }: Database, listener: (queue: string | null) => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === EVERYTHING || payload === payloadOf(ANY)) listener(null);
    else if (payload.startsWith(PREFIX)) listener(payload.slice(PREFIX.length));
  });

/** Queues by id; all if `ids` is absent. */
export async function loadQueues({ db }: Pick<Database, 'db'>, ids?: readonly string[]): Promise<QueueRecord[]> {
  if (ids?.length === 0) return [];
  let query = db.selectFrom('queue').selectAll().where('removed', '=', false);
  if (ids !== undefined) query = query.where('id', 'in', ids);
  return (await query.orderBy('id').execute()).map(toRecord);
}

/** Errors: Refusal 404. */
export async function loadQueue(database: Pick<Database, 'db'>, id: string): Promise<QueueRecord> {
  const [record] = await loadQueues(database, [id]);
  if (record === undefined) throw notFound();
  return record;
}

/** The next queues after an id, sorted by id. */
export async function loadQueuesAfter({ db }: Database, after: string, limit: number): Promise<QueueRecord[]> {
  const rows = await db
    .selectFrom('queue')
    .selectAll()
    .where('removed', '=', false)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}
