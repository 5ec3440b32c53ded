// In:    whose calls for help, requests with their record, the database.
// Out:   at which tiers somebody would be told of one; how many have been told of each request.
// Never: a tier whose people hear of other things, but not of its call.
import { TIERS, type AssistanceReach } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { loadSubscriptions, loadReached } from '../notices/notices.ts';
import { callKeys, callOf } from './announcement.ts';
import type { HelpRecord } from './record.ts';

const KINDS = { local: callOf('local'), statewide: callOf('statewide'), global: callOf('global') };

/** `callers`: libraries; null: desks that they share. */
export async function loadReach(
  db: Kysely<Tables>,
  callers: readonly (string | null)[],
  hasMail: boolean,
): Promise<AssistanceReach[]> {
  const libraries = callers.filter((library) => library !== null);
  const subscriptions = await loadSubscriptions(db, { kinds: KINDS, libraries }, hasMail);
  const own = new Set(subscriptions.map(({ library }) => library));
  const tiers = new Set(subscriptions.map(({ tier }) => tier));
  return callers.map((library) => ({
    library,
    tiers: TIERS.filter((tier) => (tier === 'local' ? library !== null && own.has(library) : tiers.has(tier))),
  }));
}

/** By request. */
export async function countNotified(db: Kysely<Tables>, records: readonly HelpRecord[]): Promise<Map<number, number>> {
  const keys = new Map(records.map((record) => [record.id, callKeys(record)]));
  const reached = await loadReached(db, [...keys.values()].flat());
  return new Map(
    [...keys].map(([id, own]) => [id, new Set(own.flatMap((key) => reached.get(key) ?? [])).size] as const),
  );
}
