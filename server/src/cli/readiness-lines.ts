// In:    a library's checklist.
// Out:   its lines for a terminal: each with its state, the day of its proof, the reason and what to do.
// Never: another state than the API's: it is the same checklist.
import type { Readiness, ReadinessLine } from '@askusnow/sdk/contract';

const STATE_WORDS: Record<ReadinessLine['state'], string> = { met: 'yes', unmet: 'no', unknown: 'not checked' };

function* lineOf({ state, on, title, why, action }: ReadinessLine): Generator<string> {
  yield `${STATE_WORDS[state].padEnd(12)}${(on ?? '').padEnd(12)}${title}`;
  yield `${' '.repeat(24)}${why}`;
  if (action !== null) yield `${' '.repeat(24)}Next: ${action}`;
}

export const readinessLines = ({ name, met, lines }: Pick<Readiness, 'name' | 'met' | 'lines'>): string[] => [
  `${name}: ${met} of ${lines.length}`,
  ...lines.flatMap((line) => [...lineOf(line)]),
];
