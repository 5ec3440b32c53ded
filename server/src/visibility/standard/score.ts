// In:    the outcomes of a library's rules; the scores of libraries.
// Out:   the score as an interval, its count first; the median of a library's peers.
// Never: one number for what is not known; a median of fewer than five libraries.
import type { PeerScore, RuleOutcome, Score } from '@askusnow/sdk/contract';

/** A median of fewer libraries would show a single one's score. */
export const PEERS_MIN = 5;

const weighed = (outcomes: readonly RuleOutcome[], result: RuleOutcome['result']): number =>
  outcomes.reduce((sum, each) => (each.result === result ? sum + (each.weight ?? 0) : sum), 0);

/** Advice and what is not applicable carry no weight. */
export function toScore(outcomes: readonly RuleOutcome[]): Score {
  const counted = outcomes.filter(({ result }) => result === 'pass' || result === 'fail' || result === 'unknown');
  const count = (result: RuleOutcome['result']): number => counted.filter((each) => each.result === result).length;
  const [pass, fail, unknown] = [weighed(counted, 'pass'), weighed(counted, 'fail'), weighed(counted, 'unknown')];
  const total = pass + fail + unknown;
  return {
    passed: count('pass'),
    of: counted.length,
    unknown: count('unknown'),
    low: total > 0 ? pass / total : null,
    // From the failures: summed the other way, 1 could be missed by a rounding.
    high: total > 0 ? (fail === 0 ? 1 : (pass + unknown) / total) : null,
  };
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of the other libraries: its own score is left out. */
export function toPeerScore(scores: ReadonlyMap<string, Score>, library: string): PeerScore {
  const others = [...scores].filter(([id, { low }]) => id !== library && low !== null).map(([, score]) => score);
  if (others.length < PEERS_MIN) return { libraries: others.length, low: null, high: null };
  return {
    libraries: others.length,
    low: medianOf(others.map(({ low }) => low!)),
    high: medianOf(others.map(({ high }) => high!)),
  };
}
