// In:    a person's statement about a rule, now.
// Out:   the rule's outcome by it; a rule about links from elsewhere, by events or else by it.
// Never: a statement that counts for ever.
import type { StatementVerdict } from '@askusnow/sdk/contract';
import { DAY_MS, toInstant } from '../../platform/time/instants.ts';
import type { LibraryFacts, StatementFact } from './facts.ts';
import { byEvent } from './judge-page.ts';
import { unknown, type Outcome } from './outcome.ts';
import { STEPS } from './sentences.ts';

/** A person's word expires after so long. */
export const STATEMENT_DAYS = 365;

/** By whom and when, the evidence says. */
const STATED: Record<StatementVerdict, string> = {
  met: 'A person stated that it is met.',
  'not-met': 'A person stated that it is not met.',
  'not-applicable': 'A person stated that it does not apply.',
};

const isCurrent = ({ atMs }: StatementFact, nowMs: number): boolean => nowMs - atMs < STATEMENT_DAYS * DAY_MS;

/** Null: nobody stated it, or too long ago. */
export function wordOutcome(statement: StatementFact | undefined, nowMs: number): Outcome {
  if (statement === undefined) return unknown('Nobody has stated it yet.', STEPS.state);
  const { atMs, by, verdict } = statement;
  const at = toInstant(atMs);
  const evidence = { source: 'person', at, by } as const;
  if (!isCurrent(statement, nowMs))
    return {
      result: 'unknown',
      evidence,
      reason: 'It was stated more than a year ago.',
      nextStep: STEPS.state,
    };
  const result = verdict === 'met' ? 'pass' : verdict === 'not-met' ? 'fail' : 'not-applicable';
  return { result, evidence, reason: STATED[verdict], nextStep: result === 'fail' ? STEPS.doAndState : null };
}

export function offSiteOutcome(facts: LibraryFacts, statement: StatementFact | undefined, nowMs: number): Outcome {
  const followed = facts.placements.filter(({ form, isLive }) => form === 'link' && isLive);
  if (followed.length === 0) return wordOutcome(statement, nowMs);
  return {
    result: 'pass',
    evidence: byEvent(followed),
    reason: 'People follow a link or code from elsewhere.',
    nextStep: null,
  };
}
