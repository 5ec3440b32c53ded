import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixingFault, type Start } from '../../../server/src/simulation/mixing.ts';

const EMPTY: Start = { isAsked: false, mark: 'none', hasData: false, databaseUrl: null, dataDir: '/data' };
/** Every start, and whether it mixes or continues what is not whole. */
const STARTS: [string, Partial<Start>, RegExp | null][] = [
  ['real data', { hasData: true }, null],
  ['an empty folder', {}, null],
  ['a simulation of an empty folder', { isAsked: true }, null],
  ['simulated data, again', { isAsked: true, mark: 'complete', hasData: true }, null],
  ['a simulation over real data', { isAsked: true, hasData: true }, /^\/data holds real data.*Choose an empty folder/],
  ['real use of simulated data', { mark: 'complete', hasData: true }, /^\/data holds simulated data.*--simulate/],
  ['half a simulation', { isAsked: true, mark: 'interrupted', hasData: true }, /interrupted.*Delete this folder/],
  ['half a simulation, by a real start', { mark: 'interrupted', hasData: true }, /interrupted.*Delete this folder/],
  ['a simulation in a Postgres', { isAsked: true, databaseUrl: 'postgres://x' }, /embedded database only/],
];

for (const [name, start, expected] of STARTS)
  test(`mixing: ${name} is ${expected === null ? 'allowed' : 'refused in a sentence that says what to do'}`, () => {
    const fault = mixingFault({ ...EMPTY, ...start });
    if (expected === null) assert.equal(fault, null);
    else assert.match(fault ?? '', expected);
  });

test('mixing: mutant: a start that asks only whether the folder is empty serves simulated data as real', () => {
  const naive = ({ isAsked, hasData }: Start): string | null => (isAsked && hasData ? 'not empty' : null);
  const missed = STARTS.filter(
    ([, start, expected]) => (naive({ ...EMPTY, ...start }) === null) !== (expected === null),
  ).map(([name]) => name);
  assert.ok(missed.includes('real use of simulated data'));
});
