// In:    samples and faults of queues.
// Out:   what each queue is seen as, the stretches that are over, and word of both to every node.
// Never: a sample without its ledger: row, stretch and announcement commit together; or a state because a poll failed.
import type { PresenceSource, PresenceState } from '@askusnow/sdk/contract';
import { sql, type Kysely, type Selectable } from 'kysely';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { QueuePresenceTable, Tables } from '../../platform/db/tables.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { stretchesUntil, takeSample, type Sample, type Seen, type Stretch } from './sample.ts';

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

const PREFIX = 'sample:';

/** What a node hears of a sample: all that it needs, so that nobody has to read the row. */
const toPayload = (queue: string, seen: Seen | null): string => `${PREFIX}${queue} ${JSON.stringify(seen)}`;

/**
 * Hears each sample that was committed, on whichever node, `seen: null` where nothing is seen any longer; null: some may
 * have gone unheard. Returns how to stop.
 */
export const onSample = (
  { changes }: Database,
  listener: (sample: { queue: string; seen: Seen | null } | null) => void,
): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === EVERYTHING) return listener(null);
    if (!payload.startsWith(PREFIX)) return;
    const space = payload.indexOf(' ');
    listener({ queue: payload.slice(PREFIX.length, space), seen: JSON.parse(payload.slice(space)) as Seen | null });
  });

/** Takes the queue's row for the rest of the transaction: two nodes' samples follow one another. */
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

const orNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** Whether this is the queue's source, by what is committed. What another one said is no word on the queue. */
export async function isSeenBy(trx: Db, queue: string, source: PresenceSource): Promise<boolean> {
  const row = await trx
    .selectFrom('queue')
    .select('id')
    .where('id', '=', queue)
    .where('presence', '=', sql<PresenceSource>`${JSON.stringify(source)}::jsonb`)
    .executeTakeFirst();
  return row !== undefined;
}

async function writeStretches(trx: Db, queue: string, over: readonly Stretch[]): Promise<void> {
  if (over.length === 0) return;
  await trx
    .insertInto('presence_interval')
    .values(
      over.map(({ startMs, endMs, state }) => ({
        queue_id: queue,
        started_at: new Date(startMs),
        ended_at: new Date(endMs),
        state,
      })),
    )
    .execute();
}

/** Writes a sample behind the lock. Gives what the queue is seen as then. */
export async function writeSample(
  trx: Db,
  changes: Database['changes'],
  queue: string,
  before: Seen | null,
  sample: Sample,
  nowMs: number,
): Promise<Seen | null> {
  const taken = takeSample(before, sample, nowMs);
  if (taken === null) return before;
  const { seen, over } = taken;
  await writeStretches(trx, queue, over);
  await trx
    .updateTable('queue_presence')
    .set({
      state: seen.state,
      since: new Date(seen.sinceMs),
      sampled_at: new Date(seen.sampledAtMs),
      last_nobody_at: orNull(seen.lastNobodyAtMs),
      failing_since: null,
      fault_code: null,
      fault_detail: null,
    })
    .where('queue_id', '=', queue)
    .execute();
  await changes.publish(toPayload(queue, seen), trx);
  return seen;
}

/**
 * Takes the word of whoever speaks for the queue no longer, behind the lock. The stretch ends with that word: what the
 * source would have said next, nobody knows.
 */
export async function forgetSeen(
  trx: Db,
  changes: Database['changes'],
  queue: string,
  before: Seen | null,
): Promise<void> {
  if (before !== null) await writeStretches(trx, queue, stretchesUntil(before, before.sampledAtMs));
  await trx
    .updateTable('queue_presence')
    .set({
      state: null,
      since: null,
      sampled_at: null,
      last_nobody_at: null,
      failing_since: null,
      fault_code: null,
      fault_detail: null,
    })
    .where('queue_id', '=', queue)
    .execute();
  await changes.publish(toPayload(queue, null), trx);
}

/**
 * A sample; one that is older than what was seen already is left aside, and so is one of another source than the queue's.
 * `nowMs`: when it is written, if not at once.
 */
export async function saveSample(
  { db, changes }: Database,
  queue: string,
  sample: Sample,
  nowMs = sample.atMs,
  source?: PresenceSource,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await lockSeen(trx, queue);
    if (source !== undefined && !(await isSeenBy(trx, queue, source))) return;
    await writeSample(trx, changes, queue, before, sample, nowMs);
  });
}

export interface Fault {
  code: string;
  detail: string;
}

/** Why a poll gave no sample. Written when it begins and when it becomes another. */
export async function saveFault(
  { db }: Database,
  queue: string,
  { code, detail }: Fault,
  atMs: number,
  source?: PresenceSource,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockSeen(trx, queue);
    if (source !== undefined && !(await isSeenBy(trx, queue, source))) return;
    await trx
      .updateTable('queue_presence')
      .set(({ fn, ref, val }) => ({
        failing_since: fn.coalesce(ref('failing_since'), val(new Date(atMs))),
        fault_code: code,
        fault_detail: detail,
      }))
      .where('queue_id', '=', queue)
      .where('fault_code', 'is distinct from', code)
      .execute();
  });
}

/** Rows per query: an embedded database answers on the thread that serves patrons. */
const PAGE_ROWS = 500;

/** What every queue was last seen as. */
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

/** When the last stretch with nobody there began that is over; undefined: there was none. */
const loadLastNobody = (db: Db, queue: string): Promise<{ started_at: Date } | undefined> =>
  db
    .selectFrom('presence_interval')
    .select('started_at')
    .where('queue_id', '=', queue)
    .where('state', '=', 'nobody')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** A queue's row as staff are shown it. */
export async function loadPresence({ db }: Database, queue: string) {
  const row = await db.selectFrom('queue_presence').selectAll().where('queue_id', '=', queue).executeTakeFirst();
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

/**
 * What was seen at these queues between two instants, in order and without overlap, cut to the window: the stretches that
 * are over, the one that lasts, and `unknown` from where its evidence lapses. Before a queue's first sample there is
 * nothing. `toMs`: now at most, since nobody has seen what is to come.
 */
export async function loadPresenceIntervals(
  db: Db,
  queueIds: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<Map<string, Stretch[]>> {
  const found = new Map<string, Stretch[]>(queueIds.map((id) => [id, []]));
  if (queueIds.length === 0) return found;
  // One statement: between two, a stretch could end, and be in neither.
  const from = new Date(fromMs);
  const rows = await db
    .selectFrom('queue')
    // Stretches of a queue do not overlap: the last that began before the window is the first that may reach into it.
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('presence_interval as before')
          .select(({ fn, val }) => fn.coalesce(fn.max('before.started_at'), val(from)).as('at'))
          .whereRef('before.queue_id', '=', 'queue.id')
          .where('before.started_at', '<=', from)
          .as('first'),
      (join) => join.onTrue(),
    )
    .innerJoin('presence_interval as each', (join) =>
      join.onRef('each.queue_id', '=', 'queue.id').onRef('each.started_at', '>=', 'first.at'),
    )
    .select(({ ref }) => [
      'each.queue_id',
      'each.started_at',
      'each.ended_at',
      ref('each.state').$castTo<PresenceState>().as('state'),
      sql<Date | null>`null::timestamptz`.as('sampled_at'),
    ])
    .where('queue.id', 'in', queueIds)
    .where('each.started_at', '<', new Date(toMs))
    .where('each.ended_at', '>', from)
    .unionAll(
      db
        .selectFrom('queue_presence')
        .select(({ ref }) => [
          'queue_id',
          ref('since').$castTo<Date>().as('started_at'),
          sql<Date>`null::timestamptz`.as('ended_at'),
          ref('state').$castTo<PresenceState>().as('state'),
          'sampled_at',
        ])
        .where('queue_id', 'in', queueIds)
        .where('sampled_at', 'is not', null),
    )
    .orderBy('started_at')
    .execute();
  const add = (queue: string, { startMs, endMs, state }: Stretch): void => {
    const cut = { startMs: Math.max(startMs, fromMs), endMs: Math.min(endMs, toMs), state };
    if (cut.startMs < cut.endMs) found.get(queue)?.push(cut);
  };
  for (const { queue_id, started_at, ended_at, state, sampled_at } of rows) {
    const sinceMs = started_at.getTime();
    if (sampled_at === null) add(queue_id, { startMs: sinceMs, endMs: ended_at.getTime(), state });
    else
      for (const stretch of stretchesUntil({ state, sinceMs, sampledAtMs: sampled_at.getTime() }, toMs))
        add(queue_id, stretch);
  }
  return found;
}
