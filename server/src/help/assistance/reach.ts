// In:    libraries or shared desks, requests with their record, the database.
// Out:   the tiers with recipients for their help requests; how many recipients each request has notified.
// Never: counts a tier whose recipients subscribe to other kinds only.
import { TIERS, type AssistanceReach } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { loadSubscriptions, loadReached } from '../notices/notices.ts';
import { callKeys, callOf } from './announcement.ts';
import type { HelpRecord } from './record.ts';

const KINDS = { local: callOf('local'), statewide: callOf('statewide'), global: callOf('global') };

/** `callers`: libraries; null: shared desks. */
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

/** By request id. */
export async function countNotified(db: Kysely<Tables>, records: readonly HelpRecord[]): Promise<Map<number, number>> {
  const keys = new Map(records.map((record) => [record.id, callKeys(record)]));
  const reached = await loadReached(db, [...keys.values()].flat());
  return new Map(
    [...keys].map(([id, own]) => [id, new Set(own.flatMap((key) => reached.get(key) ?? [])).size] as const),
  );
}
