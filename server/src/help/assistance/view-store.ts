// In:    the database.
// Out:   requests with their record; those that farther tiers have taken; word that requests have changed.
// Never: a step: store.ts takes those.
import type { Tier } from '@askusnow/sdk/contract';
import type { Scope } from '../../accounts/scope.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { endsBy } from './machine.ts';
import { toRequest, type HelpRecord, type HelpRequest, type Step } from './record.ts';

/** On the channel that tells every node. */
export const ASSISTANCE_CHANGED = 'requests';
/** Hears that requests have changed. Returns how to stop. */
export const onAssistanceChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === ASSISTANCE_CHANGED || payload === EVERYTHING) listener();
  });

/** For as long as a farther tier has taken a request: patrons start at that tier. */
export interface TierOverride {
  /** Null: the desk's own, which all libraries share; at its tier there is no other. */
  library: string | null;
  /** Where the desk is that cannot answer. */
  from: Tier;
  tier: Tier;
  startMs: number;
  endMs: number;
}

/** Covered requests too: the answer starts at the farther tier until the request closes. */
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

/** Everything that is not over, by age. */
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

/** Those that are over, latest first: a page of them. */
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

/** How many are over. */
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

/** The same requests, in the same order, with everything that happened to them. */
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
