import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { evidenceHtml, stepsHtml } from '../../../server/src/visibility/snippets/recipe-evidence.ts';
import {
  fillRecipe,
  recipeOf,
  RECIPES,
  WITHOUT_RECIPE,
  type Evidence,
} from '../../../server/src/visibility/snippets/recipes.ts';

/** What is wrong with what a recipe says of itself. */
const faultsOf = (evidence: Evidence): string[] =>
  (evidence.by === 'test'
    ? [
        !existsSync(evidence.test) && 'its test is lost',
        !/^[A-Z]\w+ \d/.test(evidence.on) && 'it names no version',
        !/^20\d\d-\d\d-\d\d$/.test(evidence.date) && 'it names no day',
      ]
    : [
        evidence.sources.length === 0 && 'nothing was read',
        !evidence.sources.every((source) => source.startsWith('https://')) && 'a source is no address',
      ]
  ).filter((fault) => fault !== false);

test('recipes: each says on which version and when it was tried, or that it was not and what was read', () => {
  for (const { id, evidence } of RECIPES) {
    assert.deepEqual(faultsOf(evidence), [], id);
    const said =
      evidence.by === 'test' ? /^Tried on .*\d.*, [A-Z][a-z]+ \d{1,2}, 20\d\d\.$/ : /^Not tried: .* Source: /;
    assert.match(evidenceHtml(evidence), said, id);
  }
});

test('recipes: mutant: evidence without a version, or without a day, is found', () => {
  const test = {
    by: 'test',
    on: 'WordPress 6.8',
    date: '2026-11-29',
    test: 'test/journeys/wordpress.test.ts',
  } as const;
  assert.deepEqual(faultsOf(test), []);
  for (const naive of [
    { ...test, on: 'a real WordPress' },
    { ...test, date: 'lately' },
    { ...test, test: 'lost.ts' },
  ])
    assert.equal(faultsOf(naive).length, 1, JSON.stringify(naive));
  assert.equal(faultsOf({ by: 'vendor', sources: [] }).length, 1);
});

test('recipes: each has an id of its own, something to paste, and steps', () => {
  assert.equal(new Set(RECIPES.map(({ id }) => id)).size, RECIPES.length);
  for (const recipe of RECIPES) {
    assert.match(recipe.id, /^[a-z-]+$/);
    assert.ok(recipe.pastes.length > 0 && recipe.steps.length > 0, recipe.id);
    assert.equal(recipeOf(recipe.id), recipe);
  }
  assert.equal(recipeOf('unknown'), undefined);
});

test('recipes: a platform that is named as without one has none', () => {
  assert.ok(WITHOUT_RECIPE.length > 0);
  for (const { name } of RECIPES) assert.ok(!WITHOUT_RECIPE.some((platform) => name.includes(platform)), name);
});

test('recipes: docs/webmaster.md names each platform, and those that have none yet', () => {
  const page = readFileSync('docs/webmaster.md', 'utf8').replaceAll(/\s+/g, ' ');
  const platforms = RECIPES.filter(({ id }) => id !== 'html' && id !== 'no-scripts').map(({ name }) => name);
  const named = (list: readonly string[]): string => `${list.slice(0, -1).join(', ')} and ${list.at(-1)!}`;
  assert.ok(page.includes(`has the steps for ${named(platforms)}.`), named(platforms));
  assert.ok(page.includes(`For ${named(WITHOUT_RECIPE)} there are none yet`), named(WITHOUT_RECIPE));
});

test('recipes: a file that a step names is a link to this server', () => {
  const facts = { script: 'https://ask.example.org/widget/v1/ask-us-now.js', placement: 'teens' };
  const zip = 'https://ask.example.org/widget/wordpress/ask-us-now.zip';
  assert.ok(stepsHtml(recipeOf('wordpress')!, facts).includes(`<a href="${zip}">${zip}</a>`));
});

test('recipes: steps and code have the address of this server’s script, and the placement that was asked for', () => {
  const script = 'https://ask.example.org/widget/v1/ask-us-now.js';
  const facts = { script, placement: 'teens' };
  const codes = RECIPES.flatMap(({ code }) => (code === undefined ? [] : [fillRecipe(code, facts)]));
  assert.ok(codes.length > 0);
  for (const code of codes) assert.ok(code.includes(script));
  const steps = RECIPES.flatMap((recipe) => recipe.steps.map((step) => fillRecipe(step, facts)));
  assert.ok(steps.some((step) => step.includes('[ask_us_now placement="teens"]')));
  assert.ok(steps.some((step) => step.includes('the server address https://ask.example.org, the library id')));
  for (const text of [...codes, ...steps]) assert.ok(!/\{(?:script|server|placement)\}/.test(text), text);
});
