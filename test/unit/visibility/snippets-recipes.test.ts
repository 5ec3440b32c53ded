import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fillRecipe, recipeOf, RECIPES, WITHOUT_RECIPE } from '../../../server/src/visibility/snippets/recipes.ts';

test('recipes: each names what was read, or was tried', () => {
  for (const { id, evidence } of RECIPES) {
    if (evidence.by === 'test') assert.ok(existsSync(evidence.test), id);
    else {
      assert.ok(evidence.sources.length > 0, id);
      for (const source of evidence.sources) assert.equal(new URL(source).protocol, 'https:', id);
    }
  }
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

test('recipes: steps and code have the address of this server’s script, and the placement that was asked for', () => {
  const script = 'https://ask.example.org/widget/v1/ask-us-now.js';
  const facts = { script, placement: 'teens' };
  const codes = RECIPES.flatMap(({ code }) => (code === undefined ? [] : [fillRecipe(code, facts)]));
  assert.ok(codes.length > 0);
  for (const code of codes) assert.ok(code.includes(script));
  const steps = RECIPES.flatMap((recipe) => recipe.steps.map((step) => fillRecipe(step, facts)));
  assert.ok(steps.some((step) => step.includes('[ask_us_now placement="teens"]')));
  assert.ok(steps.some((step) => step.includes('as the server address https://ask.example.org, as the library id')));
  for (const text of [...codes, ...steps]) assert.ok(!/\{(?:script|server|placement)\}/.test(text), text);
});
