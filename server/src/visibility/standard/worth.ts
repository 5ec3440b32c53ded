// In:    the standard, since when each library meets each rule, the libraries' clicks.
// Out:   what each rule is worth, counted at most once an hour.
// Never: shows a single library's clicks: below five of them there is no figure.
import type { RuleWorthList, Standard } from '@askusnow/sdk/contract';
import type { Registry } from '../../cooperative/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { waitForShared } from '../../platform/db/shared-work.ts';
import { daysBefore } from '../../platform/time/day-window.ts';
import { HOUR_MS, toUtcDate } from '../../platform/time/instants.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { isOver, sidesOf, toWorth, type LibraryDays } from './compare.ts';
import { HISTORY_DAYS, loadRuleResults } from './history-store.ts';
import { loadLibraryDays } from './library-days.ts';
import { rulesOf } from './rules.ts';
import { CHUNK_LIBRARIES } from './scores.ts';
import { loadStandard } from './store.ts';
import { chunksOf } from '../../platform/chunks.ts';

interface WorthDeps {
  database: Database;
  clock: Clock;
  registry: Pick<Registry, 'libraries'>;
}

/** Results are stored a few times a day, so an older count would seldom differ. Every liaison's page asks. */
const FRESH_MS = HOUR_MS;
const NO_DAYS: LibraryDays = { counts: new Map(), openDays: new Set(), countingSince: null };

async function countWorth(
  { database, registry }: WorthDeps,
  standard: Standard,
  nowMs: number,
): Promise<RuleWorthList> {
  const yieldIfDue = createYielder();
  const today = toUtcDate(nowMs);
  const oldest = daysBefore(today, HISTORY_DAYS);
  // What was first met longer ago counts as met from the beginning.
  const results = (await loadRuleResults(database.db)).map((each) => ({
    ...each,
    firstMetOn: each.firstMetOn !== null && each.firstMetOn >= oldest ? each.firstMetOn : null,
  }));
  const met = results
    .flatMap(({ firstMetOn }) => (firstMetOn !== null && isOver(firstMetOn, today) ? firstMetOn : []))
    .toSorted();
  const days = new Map<string, LibraryDays>();
  const [first, last] = [met[0], met.at(-1)];
  if (first !== undefined && last !== undefined) {
    const side = { from: sidesOf(first).before.from, to: sidesOf(last).after.to };
    const libraries = registry.libraries();
    for (const some of chunksOf(libraries, CHUNK_LIBRARIES)) {
      for (const [id, its] of await loadLibraryDays(database, some, side)) days.set(id, its);
      await yieldIfDue();
    }
  }
  const byRule = Map.groupBy(results, ({ rule }) => rule);
  const rules: RuleWorthList['rules'] = [];
  for (const rule of rulesOf(standard).filter(({ isOn, weight }) => isOn && weight !== null)) {
    rules.push(toWorth(rule, byRule.get(rule.id) ?? [], (id) => days.get(id) ?? NO_DAYS, today));
    await yieldIfDue();
  }
  return { at: new Date(nowMs).toISOString(), rules };
}

export function createRuleWorth(deps: WorthDeps): () => Promise<RuleWorthList> {
  const { clock, database } = deps;
  /** Requests share a count: each of its many reads may wait longer than a request may. */
  const background = { ...deps, database: database.for('jobs') };
  let latest: { atMs: number; revision: number; counting: Promise<RuleWorthList> } | undefined;
  return async () => {
    const { standard, revision } = await loadStandard(database.db);
    const nowMs = clock.now();
    const isFresh = latest?.revision === revision && Math.abs(nowMs - latest.atMs) < FRESH_MS;
    if (latest !== undefined && isFresh) return waitForShared(latest.counting);
    const counting = countWorth(background, standard, nowMs);
    latest = { atMs: nowMs, revision, counting };
    // Requests that wait for it get the error; the next one counts again.
    counting.catch(() => {
      if (latest?.counting === counting) latest = undefined;
    });
    return waitForShared(counting);
  };
}
