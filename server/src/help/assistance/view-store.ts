// In:    the database.
// Out:   requests with their record; those taken by farther tiers; a subscription to changes.
// Never: takes a step: store.ts does.
import type { Tier } from '@askusnow/sdk/contract';
import type { Scope } from '../../accounts/scope.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { endsBy } from './machine.ts';
import { toRequest, type HelpRecord, type HelpRequest, type Step } from './record.ts';

/** The payload of the notification to every node. */
export const ASSISTANCE_CHANGED = 'requests';
/** Called when requests have changed. Returns how to unsubscribe. */
export const onAssistanceChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === ASSISTANCE_CHANGED || payload === EVERYTHING) listener();
  });

/** While a farther tier has taken a request, answers start at that tier. */
export interface TierOverride {
  /** Null: the desk's own, which is shared. */
  library: string | null;
  /** The tier of the desk that cannot answer. */
  from: Tier;
  tier: Tier;
  startMs: number;
  endMs: number;
}

/** Includes covered requests: answers start at the farther tier until the request closes. */
export async function loadTierOverrides({ db }: Database): Promise<TierOverride[]> {
  const rows = await db
    .selectFrom('assistance_request')
    .innerJoin('queue', 'queue.id', 'queue_id')
    .selectAll('assistance_request')
    .select('queue.tier')
    .where('over_at', 'is', null)
    .where('taken_tier', 'in', ['statewide', 'global'])
    .execute();
  return rows.map((row) => {
    const { library, standing } = toRequest(row);
    const from = row.tier;
    return { library, from, tier: row.taken_tier ?? from, startMs: standing.startMs, endMs: endsBy(standing) };
  });
}

/** All open requests, oldest first. */
export async function loadOpen({ db }: Database): Promise<HelpRequest[]> {
  const rows = await db
    .selectFrom('assistance_request')
    .selectAll()
    .where('over_at', 'is', null)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(toRequest);
}

/** A request belongs to its library and to its queue. */
const ofScope =
  (scope: Scope) =>
  (row: ExpressionBuilder<Tables, 'assistance_request'>): Expression<SqlBool> => {
    const isOver = row('over_at', 'is not', null);
    if (scope === 'all') return isOver;
    const { libraries, queues } = scope;
    const isOurs = row.or([
      ...(libraries.length > 0 ? [row('library_id', 'in', libraries)] : []),
      ...(queues.length > 0 ? [row('queue_id', 'in', queues)] : []),
    ]);
    return row.and([isOver, isOurs]);
  };

/** A page of closed requests, latest first. */
export async function loadOver(
  { db }: Database,
  scope: Scope,
  { limit, offset }: { limit: number; offset: number },
): Promise<HelpRequest[]> {
  const rows = await db
    .selectFrom('assistance_request')
    .selectAll()
    .where(ofScope(scope))
    .orderBy('over_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toRequest);
}

/** Number of closed requests. */
export async function countOver({ db }: Database, scope: Scope): Promise<number> {
  const { count } = await db
    .selectFrom('assistance_request')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where(ofScope(scope))
    .executeTakeFirstOrThrow();
  return count;
}

export async function loadRequest({ db }: Database, id: number): Promise<HelpRequest | undefined> {
  const row = await db.selectFrom('assistance_request').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toRequest(row);
}

/** Whether the clock took the step that covered it last, and no person. */
export async function isCoveredByClock({ db }: Database, id: number): Promise<boolean> {
  const step = await db
    .selectFrom('assistance_step')
    .select('by')
    .where('request_id', '=', id)
    .where('step', '=', 'covered')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return step !== undefined && step.by === null;
}

/** The same requests in the same order, with their steps. */
export async function withSteps({ db }: Database, requests: readonly HelpRequest[]): Promise<HelpRecord[]> {
  if (requests.length === 0) return [];
  const ids = requests.map(({ id }) => id);
  const rows = await db
    .selectFrom('assistance_step')
    .selectAll()
    .where('request_id', 'in', ids)
    .orderBy('id')
    .execute();
  const steps = new Map<number, Step[]>(ids.map((id) => [id, []]));
  for (const { request_id, at, step, by, owner, note } of rows)
    steps.get(request_id)?.push({ atMs: at.getTime(), step, by, owner, note });
  return requests.map((request) => ({ ...request, steps: steps.get(request.id) ?? [] }));
}
