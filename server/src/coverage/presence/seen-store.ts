// In:    queues.
// Out:   each queue's last observed state, and its source's fault.
// Never: derives a state from a failed poll.
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { QueuePresenceTable } from './tables.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import type { Seen } from './sample.ts';

type Db = Kysely<Tables>;
type Row = Selectable<QueuePresenceTable>;

const toSeen = ({ state, since, sampled_at, last_nobody_at }: Row): Seen | null =>
  state === null || since === null || sampled_at === null
    ? null
    : {
        state,
        sinceMs: since.getTime(),
        sampledAtMs: sampled_at.getTime(),
        lastNobodyAtMs: last_nobody_at?.getTime() ?? null,
      };

/** Locks the queue's row for the rest of the transaction: two nodes' samples are serialized. */
export async function lockSeen(trx: Db, queue: string): Promise<Seen | null> {
  const look = () =>
    trx.selectFrom('queue_presence').selectAll().where('queue_id', '=', queue).forUpdate().executeTakeFirst();
  let row = await look();
  if (row === undefined) {
    await trx
      .insertInto('queue_presence')
      .values({ queue_id: queue })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    row = await look();
  }
  return row === undefined ? null : toSeen(row);
}

/** Rows per query: an embedded database runs on the thread that answers patrons. */
const PAGE_ROWS = 500;

/** The last observed state of every queue. */
export async function loadSeen({ db }: Database): Promise<Map<string, Seen>> {
  const found = new Map<string, Seen>();
  const yieldIfDue = createYielder();
  for (let after = '', isLast = false; !isLast;) {
    const rows = await db
      .selectFrom('queue_presence')
      .selectAll()
      .where('queue_id', '>', after)
      .orderBy('queue_id')
      .limit(PAGE_ROWS)
      .execute();
    for (const row of rows) {
      const seen = toSeen(row);
      if (seen !== null) found.set(row.queue_id, seen);
    }
    after = rows.at(-1)?.queue_id ?? '';
    isLast = rows.length < PAGE_ROWS;
    await yieldIfDue();
  }
  return found;
}

/** The start of the last completed interval with nobody there; undefined: none. */
const loadLastNobody = (db: Db, queue: string): Promise<{ started_at: Date } | undefined> =>
  db
    .selectFrom('presence_interval')
    .select('started_at')
    .where('queue_id', '=', queue)
    .where('state', '=', 'nobody')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();

const loadRow = (db: Db, queue: string): Promise<Row | undefined> =>
  db.selectFrom('queue_presence').selectAll().where('queue_id', '=', queue).executeTakeFirst();

/** A queue's last observed state; null: it has none. */
export async function loadSeenAt(db: Db, queue: string): Promise<Seen | null> {
  const row = await loadRow(db, queue);
  return row === undefined ? null : toSeen(row);
}

/** A queue's row, for staff. */
export async function loadPresence({ db }: Database, queue: string) {
  const row = await loadRow(db, queue);
  const lastNobody = await loadLastNobody(db, queue);
  return {
    seen: row === undefined ? null : toSeen(row),
    nobodySinceMs: lastNobody?.started_at.getTime() ?? null,
    failing:
      row?.failing_since && row.fault_code !== null
        ? { sinceMs: row.failing_since.getTime(), code: row.fault_code, detail: row.fault_detail ?? '' }
        : null,
  };
}
