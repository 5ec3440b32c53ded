// In:    whether a rule was known to be met, its result today.
// Out:   what is known of it now, with the day on which it was first met.
// Never: takes a rule that was first seen met for one that came to be met that day.
import type { RuleResult } from '@askusnow/sdk/contract';

export interface StoredResult {
  isMet: boolean;
  /** Civil days in UTC. */
  since: string;
  /** Null: never, or met from the beginning. */
  firstMetOn: string | null;
}

/** The same object where nothing changed. What is unknown, advice or not applicable says nothing new. */
export function nextResult(
  before: StoredResult | undefined,
  result: RuleResult,
  today: string,
): StoredResult | undefined {
  if (result !== 'pass' && result !== 'fail') return before;
  const isMet = result === 'pass';
  if (before === undefined) return { isMet, since: today, firstMetOn: null };
  if (before.isMet === isMet) return before;
  return { isMet, since: today, firstMetOn: before.firstMetOn ?? (isMet ? today : null) };
}
