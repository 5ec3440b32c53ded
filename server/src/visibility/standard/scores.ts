// In:    libraries, a standard, now.
// Out:   each library's rules and score, computed from stored facts: the same facts give the same score.
// Never: reads all libraries in one query or one turn of the event loop.
import type { LibraryScore, RuleOutcome, Score, Standard } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Database } from '../../platform/db/database.ts';
import { DAY_MS, toInstant, toUtcDate } from '../../platform/time/instants.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { evaluatePages, evaluateRules } from './evaluate.ts';
import { rulesOf } from './rules.ts';
import { loadLatestScores } from './history-store.ts';
import { toPeerScore, toScore } from './score.ts';
import { loadFacts, loadStandard } from './store.ts';
import { chunksOf } from '../../platform/chunks.ts';

/** Libraries per read. */
export const CHUNK_LIBRARIES = 100;

export interface ScoredLibrary {
  library: RegisteredLibrary;
  /** By each of the standards, in their order. */
  scored: { rules: RuleOutcome[]; score: Score }[];
}

/** In the order of the libraries: the facts are read once, whatever the number of standards. */
export async function scoreLibraries(
  { db }: Database,
  libraries: readonly RegisteredLibrary[],
  standards: readonly Standard[],
  nowMs: number,
): Promise<ScoredLibrary[]> {
  const yieldIfDue = createYielder();
  const ruleSets = standards.map(rulesOf);
  const all: ScoredLibrary[] = [];
  for (const some of chunksOf(libraries, CHUNK_LIBRARIES)) {
    const facts = await loadFacts(db, some, ruleSets.flat(), nowMs);
    for (const library of some) {
      const scored = ruleSets.map((rules) => {
        const outcomes = evaluateRules(rules, facts.get(library.id)!, nowMs);
        return { rules: outcomes, score: toScore(outcomes) };
      });
      all.push({ library, scored });
      if (yieldIfDue.isDue()) await yieldIfDue();
    }
  }
  return all;
}

/** Peers are compared by scores of so many days. */
const PEER_DAYS = 7;

/** By the standard in force. */
export async function scoreLibrary(
  database: Database,
  library: RegisteredLibrary,
  nowMs: number,
): Promise<LibraryScore> {
  const [{ standard }, latest] = await Promise.all([
    loadStandard(database.db),
    acrossLibraries(() => loadLatestScores(database.db, toUtcDate(nowMs - PEER_DAYS * DAY_MS))),
  ]);
  const peers = latest.size === 0 ? null : toPeerScore(latest, library.id);
  const rules = rulesOf(standard);
  const facts = (await loadFacts(database.db, [library], rules, nowMs)).get(library.id)!;
  const outcomes = evaluateRules(rules, facts, nowMs);
  return {
    library: library.id,
    name: library.name,
    at: toInstant(nowMs),
    score: toScore(outcomes),
    rules: outcomes,
    keyPages: evaluatePages(facts, nowMs),
    peers,
  };
}
