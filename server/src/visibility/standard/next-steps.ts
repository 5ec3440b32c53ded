// Out:   a library's most valuable steps. The dashboard's bundle imports it, too.
import type { RuleOutcome } from '@askusnow/sdk/contract';

const STEPS_MAX = 3;
const RANKS: Partial<Record<RuleOutcome['result'], number>> = { fail: 0, unknown: 1 };

/** The most valuable steps: rules that are not met, the heaviest first, then those that are not known. */
export const nextSteps = (rules: readonly RuleOutcome[]): RuleOutcome[] =>
  rules
    .filter(({ result, nextStep }) => RANKS[result] !== undefined && nextStep !== null)
    .toSorted((one, other) => RANKS[one.result]! - RANKS[other.result]! || (other.weight ?? 0) - (one.weight ?? 0))
    .slice(0, STEPS_MAX);
