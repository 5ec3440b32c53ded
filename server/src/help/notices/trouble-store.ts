// In:    faults of calendars and presence sources; desks' heartbeats, shifts and sessions.
// Out:   the problems to notify about: failed or silent for long, or signed out soon.
// Never: writes: the modules that own these rows do.
import { createHash } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import { WARN_BEFORE_END_MS } from '../../accounts/session-limits.ts';
import type { Database } from '../../platform/db/database.ts';
import { lacking } from '../../platform/time/intervals.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { NO_HEARTBEAT, type Trouble } from './trouble.ts';

/** Shorter problems usually resolve themselves. Units: ms. */
const PRESENCE_AFTER_MS = 30 * MINUTE_MS;
/** Fetched every quarter of an hour, later after each failure: three in a row take three quarters of an hour. */
const FEED_AFTER_FAILURES = 3;

const toIncident = (...parts: (string | number)[]): string =>
  createHash('sha256').update(parts.join()).digest('base64url').slice(0, 16);

/** A desk with heartbeats fails by silence, but only while scheduled: for the whole last half hour. */
async function loadSilentDesks({ db }: Database, nowMs: number): Promise<Trouble[]> {
  const fromMs = nowMs - PRESENCE_AFTER_MS;
  const silent = await db
    .selectFrom('queue')
    .leftJoin('queue_presence', 'queue_id', 'queue.id')
    .select(['queue.id as queue', 'sampled_at'])
    .where(sql<SqlBool>`presence ->> 'kind' = 'heartbeat'`)
    .where('removed', '=', false)
    .where((row) => row.or([row('sampled_at', 'is', null), row('sampled_at', '<=', new Date(fromMs))]))
    .orderBy('queue.id')
    .execute();
  const window = { startMs: fromMs, endMs: nowMs + 1 };
  const ids = silent.map(({ queue }) => queue);
  const ranges = await loadRanges(db, ids, window.startMs, window.endMs);
  return silent
    .filter(({ queue }) => lacking([window], ranges.get(queue)!.scheduled).length === 0)
    .map(({ queue, sampled_at }): Trouble => {
      const sinceMs = sampled_at?.getTime() ?? null;
      return { kind: 'presence-failing', queue, sinceMs, incident: String(sinceMs ?? 'never'), code: NO_HEARTBEAT };
    });
}

/** Desks whose last session ends soon unless it is used: their liaison should know before. */
async function loadExpiringDesks({ db }: Database, nowMs: number): Promise<Trouble[]> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .innerJoin('account_queue', 'account_queue.account_id', 'account.id')
    .innerJoin('queue', 'queue.id', 'account_queue.queue_id')
    .select(['account.id as account', 'account_queue.queue_id as queue', sql<Date>`max(expires_at)`.as('ends_at')])
    .where('account.role', '=', 'desk')
    .where('account.ended_at', 'is', null)
    .where(sql<SqlBool>`queue.presence ->> 'kind' = 'heartbeat'`)
    .where('queue.removed', '=', false)
    .groupBy(['account.id', 'account_queue.queue_id'])
    .having(sql<Date>`max(expires_at)`, '>', new Date(nowMs))
    .having(sql<Date>`max(expires_at)`, '<=', new Date(nowMs + WARN_BEFORE_END_MS))
    .orderBy('account_queue.queue_id')
    .orderBy('account.id')
    .execute();
  return rows.map(({ account, queue, ends_at }): Trouble => {
    const sinceMs = ends_at.getTime();
    return { kind: 'desk-expiring', queue, sinceMs, incident: `${account}:${sinceMs}`, code: 'not-used' };
  });
}

export async function loadTroubles(database: Database, nowMs: number): Promise<Trouble[]> {
  const { db } = database;
  const sources = await db
    .selectFrom('queue_presence')
    .innerJoin('queue', 'queue.id', 'queue_id')
    .select(['queue_id as queue', 'failing_since', 'fault_code'])
    .where('failing_since', '<=', new Date(nowMs - PRESENCE_AFTER_MS))
    .where('queue.presence', 'is not', null)
    .where('queue.removed', '=', false)
    .orderBy('queue_id')
    .execute();
  const feeds = await db
    .selectFrom('shift_feed')
    .innerJoin('queue', 'queue.id', 'queue_id')
    .select(['queue_id as queue', 'url', 'confirmed_at', 'fault_code'])
    .where('queue.removed', '=', false)
    .where('failures', '>=', FEED_AFTER_FAILURES)
    .orderBy('queue_id')
    .execute();
  return [
    ...sources.map(({ queue, failing_since, fault_code }): Trouble => {
      const sinceMs = failing_since!.getTime();
      return { kind: 'presence-failing', queue, sinceMs, incident: String(sinceMs), code: fault_code ?? 'unknown' };
    }),
    ...(await loadSilentDesks(database, nowMs)),
    ...(await loadExpiringDesks(database, nowMs)),
    ...feeds.map(({ queue, url, confirmed_at, fault_code }): Trouble => {
      const sinceMs = confirmed_at?.getTime() ?? null;
      const incident = toIncident(url, sinceMs ?? 'never');
      return { kind: 'feed-failing', queue, sinceMs, incident, code: fault_code ?? 'unknown' };
    }),
  ];
}
