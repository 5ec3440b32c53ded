import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSmall, SMALL_MAX, suppressParts } from '../../../server/src/workspace/reports/suppress.ts';

type Rule = typeof suppressParts;

/** Every value that a small part may have, for a reader who has the shown figures and knows the rule for small ones. */
function possibleValues(counts: readonly number[], { parts, total }: ReturnType<Rule>, of: number): Set<number> {
  const hidden = counts.map((_, index) => index).filter((index) => parts[index]);
  const left = hidden.reduce((sum, index) => sum + counts[index]!, 0);
  const found = new Set<number>();
  const walk = (at: number, rest: number, value: number): void => {
    if (at === hidden.length) {
      if (total || rest === 0) found.add(value);
      return;
    }
    const index = hidden[at]!;
    const [from, to] = isSmall(counts[index]!) ? [0, SMALL_MAX] : [SMALL_MAX + 1, total ? SMALL_MAX + 1 : rest];
    for (let each = from; each <= to; each++) walk(at + 1, rest - each, index === of ? each : value);
  };
  walk(0, left, -1);
  return found;
}

/** Triples of counts of which a reader learns more of a small part than that it is small. */
function leaksOf(rule: Rule): number[][] {
  const leaks: number[][] = [];
  for (let one = 0; one <= 14; one++)
    for (let other = 0; other <= 14; other++)
      for (const third of [0, 3, 4, 5, 6, 9, 14, 40]) {
        const counts = [one, other, third];
        const shown = rule(counts);
        const isLeaked = counts.some(
          (count, index) =>
            isSmall(count) && (!shown.parts[index] || possibleValues(counts, shown, index).size <= SMALL_MAX),
        );
        if (isLeaked) leaks.push(counts);
      }
  return leaks;
}

test('suppression: no small part can be computed, nor narrowed down, by subtracting the others from the total', () => {
  assert.deepEqual(leaksOf(suppressParts), []);
});

test('suppression: nothing is hidden where nothing is small, and the largest part stays where it can', () => {
  assert.deepEqual(suppressParts([10, 20, 5]), { parts: [false, false, false], total: false });
  assert.deepEqual(suppressParts([3, 90, 12]), { parts: [true, false, true], total: false });
});

test('suppression: mutant: hiding small parts alone lets a reader compute them by subtraction', () => {
  const smallAlone: Rule = (counts) => ({ parts: counts.map(isSmall), total: false });
  const leaks = leaksOf(smallAlone);
  assert.ok(leaks.length > 100);
  assert.deepEqual([...possibleValues([3, 90, 12], smallAlone([3, 90, 12]), 0)], [3]);
});
