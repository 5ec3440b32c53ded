// The declared problems are those that the server sends, and docs/problems.md lists them.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PROBLEMS } from '../../../sdk/src/contract/problems.ts';
import { PROBLEMS_PAGE_FILE, renderProblemsPage } from '../../support/data/problems-page.ts';

type Declared = Readonly<Record<string, readonly [status: unknown, means: string, remedy: string]>>;

const SOURCES = globSync('server/src/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
/** A status and then a code, in a call or in an object that such a call takes. Pages have faults of their own. */
const SENT = /(?:(?:Refusal|Problem)\([^']*?|status: )([45]\d\d),\s*(?:code: )?'([a-z0-9-]+)'/g;

/** What sources send and no declaration has, or with another status. */
const undeclared = (source: string, declared: Declared): string[] =>
  [...source.matchAll(SENT)].flatMap(([, status, code]) =>
    [declared[code!]?.[0]].flat().includes(Number(status)) ? [] : [`${status} ${code}`],
  );

test('problems: each code that the server sends is declared with its status', () => {
  assert.ok([...SOURCES.matchAll(SENT)].length > 80);
  assert.deepEqual(undeclared(SOURCES, PROBLEMS), []);
  const source = "new Refusal(409, 'busy', detail); { status: 404, code: 'none' }; sendProblem(reply, 503, 'busy')";
  assert.deepEqual(undeclared(source, PROBLEMS), ['409 busy', '404 none']);
});

test('problems: the server sends each declared code', () => {
  const codes = Object.keys(PROBLEMS);
  assert.deepEqual(
    codes.filter((code) => !SOURCES.includes(`'${code}'`) && !SOURCES.includes(`  ${code}: [`)),
    [],
  );
  assert.deepEqual(codes, codes.toSorted());
});

test('problems: docs/problems.md is what `npm run sdk-page` makes of the declaration', async () => {
  assert.equal(readFileSync(PROBLEMS_PAGE_FILE, 'utf8'), await renderProblemsPage(), 'run `npm run sdk-page`');
});
