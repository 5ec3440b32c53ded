// In:    a library's checklist.
// Out:   its lines for a terminal: each with its state, the day of its proof, the reason and what to do; the exit code.
// Never: another state than the API's: it is the same checklist.
import type { Readiness, ReadinessLine } from '@askusnow/sdk/contract';
import type { Terminal } from './terminal.ts';

const STATE_WORDS: Record<ReadinessLine['state'], string> = { met: 'yes', unmet: 'no', unknown: 'not checked' };

function* lineOf({ state, on, title, why, action }: ReadinessLine): Generator<string> {
  yield `${STATE_WORDS[state].padEnd(12)}${(on ?? '').padEnd(12)}${title}`;
  yield `${' '.repeat(24)}${why}`;
  if (action !== null) yield `${' '.repeat(24)}Next: ${action}`;
}

/**
 * Returns the exit code: 1 where a line is unmet. One that nothing can check, as of a desk without a presence source,
 * would otherwise fail for ever.
 */
export function printReadiness(
  terminal: Terminal,
  { name, met, unmet, lines }: Pick<Readiness, 'name' | 'met' | 'unmet' | 'lines'>,
): number {
  terminal.print(`${name}: ${met} of ${lines.length}`);
  for (const line of lines.flatMap((each) => [...lineOf(each)])) terminal.print(line);
  return unmet === 0 ? 0 : 1;
}
