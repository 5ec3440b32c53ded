// In:    a verdict about a page.
// Out:   a rule's outcome: its result, evidence, reason and next step.
// Never: fails a rule for what is not known.
import type { MissingTag, RuleOutcome } from '@askusnow/sdk/contract';
import type { Verdict } from './judge-page.ts';

export type Outcome = Pick<RuleOutcome, 'result' | 'evidence' | 'reason' | 'nextStep'> & {
  missingTag?: MissingTag | null;
  asksForAddress?: true;
};

/** The result is open; the step would settle it. */
export const unknown = (reason: string, nextStep: string): Outcome => ({
  result: 'unknown',
  evidence: null,
  reason,
  nextStep,
});

export const RESULTS = { yes: 'pass', no: 'fail', unknown: 'unknown' } as const;

/** `step`: for a verdict that names none of its own. */
export function toOutcome({ says, evidence, reason, step: own }: Verdict, step: string): Outcome {
  const result = RESULTS[says];
  return { result, evidence, reason, nextStep: result === 'pass' ? null : (own ?? step) };
}
