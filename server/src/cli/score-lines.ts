// In:    a library's score.
// Out:   its lines for a terminal: the count, the interval, and each rule with its result, reason and next step.
// Never: another figure than the API's: it is the same score.
import type { LibraryScore, RuleOutcome } from '@askusnow/sdk/contract';

/** Rounded outwards, so that the printed interval holds the true one. */
const percents = (low: number, high: number): string => `${Math.floor(low * 100)} % to ${Math.ceil(high * 100)} %`;

function* ruleLines({ result, weight, title, reason, nextStep, evidence }: RuleOutcome): Generator<string> {
  yield `${result.padEnd(14)}  ${(weight === null ? '' : String(weight)).padStart(3)}  ${title}`;
  const how = evidence && [evidence.source, evidence.by, evidence.at.slice(0, 10)].filter((word) => word !== null);
  yield `${' '.repeat(21)}${reason}${how ? ` (${how.join(', ')})` : ''}`;
  if (nextStep !== null) yield `${' '.repeat(21)}Next: ${nextStep}`;
}

export function scoreLines({ name, score, rules }: LibraryScore): string[] {
  const { passed, of, unknown, low, high } = score;
  const interval = low === null || high === null ? 'no rule carries weight' : percents(low, high);
  return [
    `${name}: ${passed} of ${of}, ${unknown} unknown; ${interval}`,
    ...rules.flatMap((rule) => [...ruleLines(rule)]),
  ];
}
