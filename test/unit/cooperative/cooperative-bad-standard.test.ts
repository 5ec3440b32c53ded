import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFileError, parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

function faultsOf(...edits: [string, string][]): string[] {
  const parsed = parseCooperativeFile(aCooperativeText(...edits), fileOptions);
  return 'errors' in parsed ? parsed.errors.map(formatFileError) : [];
}
const KEY_PAGE = '{ name: Home page, pattern: /, placement: header }';
/** A standard in line 3, and a home page among the key pages. */
const withStandard = (standard: string): string[] =>
  faultsOf(
    ['queues:\n', `standard: ${standard}\nqueues:\n`],
    [KEY_PAGE, '{ name: Home page, kind: home, pattern: /, placement: header }'],
  );

const CASES: [title: string, standard: string, says: string][] = [
  [
    'an unknown rule',
    '{ disabled: [home-tags] }',
    'standard.disabled.0: there is no default rule "home-tags"; did you mean "home-tag"?',
  ],
  [
    'a weight of an unknown rule',
    '{ weights: { phones: 2 } }',
    'standard.weights.phones: there is no default rule "phones"; did you mean "phone"?',
  ],
  ['a weight of 0', '{ weights: { phone: 0 } }', 'standard.weights.phone: should be more than 0'],
  ['a weight above the max', '{ weights: { phone: 101 } }', 'standard.weights.phone: should be at most 100'],
  [
    'a rule disabled and weighted',
    '{ disabled: [phone], weights: { phone: 2 } }',
    'standard.disabled.0: "phone" is disabled here and has a weight under weights: should be one of the two',
  ],
  [
    'two own rules that ask for the same',
    '{ rules: [{ id: a, title: A, weight: 1, kind: placement, placement: help }, { id: b, title: B, weight: 2, kind: placement, placement: help }] }',
    'standard.rules.1: asks for the same as rule "a"; should differ, or "a" should be disabled',
  ],
  [
    'an own rule about pages that no library has',
    '{ rules: [{ id: a, title: A, weight: 1, kind: tag, page: record }] }',
    'standard.rules.0.page: no library has a key page of kind "record": the rule would never match',
  ],
  [
    'an unknown kind of rule',
    '{ rules: [{ id: a, title: A, weight: 1, kind: colour }] }',
    'standard.rules.0.kind: should be one of tag, first-screen, landmark, placement, word',
  ],
  ['a field that does not exist', '{ disable: [phone] }', 'standard.disable: no such field; should be "disabled"'],
];

for (const [title, standard, says] of CASES)
  test(`file: ${title} in the standard is refused at its line`, () => {
    assert.deepEqual(withStandard(standard), [`cooperative.yaml:3: ${says}`]);
  });

test('file: a standard without a fault is accepted', () => {
  assert.deepEqual(
    withStandard(
      '{ disabled: [phone], weights: { home-tag: 5 }, rules: [{ id: a, title: A, weight: 1, kind: word }] }',
    ),
    [],
  );
});

test('file: an unknown kind of key page is refused, and so is a "no results" page without the name of its tag', () => {
  assert.match(
    faultsOf([KEY_PAGE, '{ name: Home page, kind: front, pattern: / }'])[0]!,
    /library "harford", keyPages\.0\.kind: should be one of home, section, catalog-results/,
  );
  assert.match(
    faultsOf([KEY_PAGE, '{ name: Nothing found, kind: no-results, pattern: /search }'])[0]!,
    /keyPages\.0: should have a placement: a page of kind "no-results" is known by the name of its tag alone/,
  );
});
