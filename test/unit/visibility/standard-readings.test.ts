import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_STATES, type PageFinding, type PageState } from '@askusnow/sdk/contract';
import type { KeyPage } from '../../../server/src/cooperative/key-page.ts';
import { toReadings } from '../../../server/src/visibility/standard/readings.ts';

const ORIGIN = 'https://www.library.example';
const aPage = (name: string, pattern: string): KeyPage => ({
  id: 1,
  name,
  kind: 'home',
  origin: ORIGIN,
  pattern,
  placement: null,
  viewport: null,
  minPatterns: 1,
  weight: 1,
});
const aCheck = (state: PageState, findings: PageFinding[] = []) => ({
  origin: ORIGIN,
  path: '/',
  state,
  findings,
  checkedMs: 5,
});
const library = { keyPages: [aPage('Home', '/'), aPage('Front', '/'), aPage('Contact', '/contact')] };

test('readings: one for each key page that the checked page is', () => {
  const readings = toReadings(library, [aCheck('found')]);
  assert.deepEqual(
    readings.map(({ keyPage, state, atMs }) => [keyPage, state, atMs]),
    [
      ['Home', 'found', 5],
      ['Front', 'found', 5],
    ],
  );
});

test('readings: only a page with a tag is judged by its traits', () => {
  for (const state of PAGE_STATES) {
    const [reading] = toReadings(library, [aCheck(state)]);
    const judged = { 'one-click': true, 'text-link': true, 'own-entry-point': true, 'plain-words': true };
    assert.deepEqual([reading!.state, reading!.traits], [state, state === 'found' ? judged : {}]);
  }
});

test('readings: a line on who answers is shown or not known, never missing; a brand is no plain word', () => {
  const traitsOf = (findings: PageFinding[]) => toReadings(library, [aCheck('found', findings)])[0]!.traits;
  assert.deepEqual([traitsOf([])['who-answers'], traitsOf(['who-answers-beside'])['who-answers']], [undefined, true]);
  assert.deepEqual([traitsOf([])['plain-words'], traitsOf(['words-not-plain'])['plain-words']], [true, false]);
});

test("readings: a neighbour's tag is not the library's own, and no proof that the library's is absent", () => {
  const [reading] = toReadings(library, [aCheck('found', ['library-wrong', 'link-missing'])]);
  assert.deepEqual(
    [reading!.state, reading!.traits['own-entry-point'], reading!.traits['text-link']],
    ['altered', false, false],
  );
});

test('readings: a check of a page that the file no longer names is dropped', () => {
  assert.deepEqual(toReadings({ keyPages: [aPage('Contact', '/contact')] }, [aCheck('absent')]), []);
});

test('readings: a floating tag alone is neither a placed tag nor its absence', () => {
  const [reading] = toReadings(library, [{ ...aCheck('found'), findings: ['floating-only'] }]);
  assert.deepEqual([reading?.state, reading?.traits], ['altered', {}]);
});
