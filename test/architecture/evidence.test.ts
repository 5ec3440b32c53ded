// The folder of evidence: each line of its documents names a test that exists, or says why there is none.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { missingTests, rowsOf } from '../support/data/evidence.ts';

const ACCESSIBILITY = readFileSync('docs/accessibility.md', 'utf8');

const ASVS = readFileSync('docs/asvs.md', 'utf8');

const RUNBOOK = readFileSync('docs/runbook.md', 'utf8');

const VERDICT =
  /^(?:(?:Partially supports|Not applicable|Not checked): \S.{3,}|Supports(?:, checked by machine only)?: `test\/\S+` \(_.+_\))$/;

/** WCAG 2.2, levels A and AA: 55 criteria, without 4.1.1, which 2.2 has removed. */
const CRITERIA = [
  '1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13',
  '2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8',
  '3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3',
]
  .join(' ')
  .split(' ');

test('evidence: each test that a document names is there, with its title', () => {
  for (const document of [ACCESSIBILITY, ASVS, RUNBOOK]) {
    assert.ok([...document.matchAll(/`test\//g)].length > 20);
    assert.deepEqual(missingTests(document), []);
  }
});

test('evidence: the accessibility report has each criterion of WCAG 2.2 A and AA once, with a verdict for the tag and the dashboard', () => {
  const rows = rowsOf(ACCESSIBILITY).filter(([name = '']) => /^\d/.test(name));
  assert.deepEqual(
    rows.map(([name = '']) => name.split(' ')[0]),
    CRITERIA,
  );
  for (const [name, level, tag = '', dashboard = ''] of rows) {
    assert.match(level ?? '', /^AA?$/, name);
    assert.match(tag, VERDICT, name);
    assert.match(dashboard, VERDICT, name);
  }
});

/** ASVS 5.0.0: the numbers of its requirements, by level. */
const LEVEL_1 = [
  '1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1',
  '2.1.1 2.2.1 2.2.2 2.3.1',
  '3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3',
  '4.1.1 4.4.1',
  '5.2.1 5.2.2 5.3.1 5.3.2',
  '6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2',
  '7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2',
  '8.1.1 8.2.1 8.2.2 8.3.1',
  '9.1.1 9.1.2 9.1.3 9.2.1',
  '10.4.1 10.4.2 10.4.3 10.4.4 10.4.5',
  '11.3.1 11.3.2 11.4.1',
  '12.1.1 12.2.1 12.2.2',
  '13.4.1',
  '14.2.1 14.3.1',
  '15.1.1 15.2.1 15.3.1',
]
  .join(' ')
  .split(' ');
const LEVEL_2 = [
  '1.1.1 1.1.2 1.2.6 1.2.7 1.2.8 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11 1.4.1 1.4.2 1.4.3 1.5.2',
  '2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1',
  '3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.5.4 3.5.5 3.7.1 3.7.2',
  '4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.2 4.4.3 4.4.4',
  '5.1.1 5.2.3 5.4.1 5.4.2 5.4.3',
  '6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4',
  '7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2',
  '8.1.2 8.2.3 8.4.1',
  '9.2.2 9.2.3 9.2.4',
  '10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3',
  '11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1',
  '12.1.2 12.1.3 12.3.1 12.3.2 12.3.3 12.3.4',
  '13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5',
  '14.1.1 14.1.2 14.2.2 14.2.3 14.2.4 14.3.2 14.3.3',
  '15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7',
  '16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3',
  '17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2',
]
  .join(' ')
  .split(' ');

test('evidence: ASVS has each requirement of levels 1 and 2 once, with a verdict; what is met at level 1 names a test', () => {
  const rows = rowsOf(ASVS);
  const numbers = (level: string): string[] => rows.filter((row) => row[1] === level).map(([number = '']) => number);
  assert.deepEqual([LEVEL_1.length, LEVEL_2.length], [70, 183]);
  assert.deepEqual([numbers('1'), numbers('2'), rows.length], [LEVEL_1, LEVEL_2, 253]);
  for (const [number = '', level, what = '', verdict = ''] of rows) {
    assert.ok(what.length > 3, number);
    assert.match(verdict, /^(?:Met|Unmet|Not applicable): \S.{3,}/, number);
    if (level === '1' && verdict.startsWith('Met')) assert.match(verdict, /`test\/\S+\.test\.ts`/, number);
  }
});

test('evidence: each step of the runbook names the test that tries it, with its title', () => {
  const steps = rowsOf(RUNBOOK);
  assert.ok(steps.length > 25);
  for (const [step = '', test = ''] of steps) {
    assert.match(step, /^\d\. \S.{20,}\.$|^\d\. \S.{20,}\?$/);
    assert.match(test, /^(?:`test\/\S+\.test\.ts` \(_.+?_\)(?:, |$))+$/, step);
  }
});

const DUTIES = readFileSync('docs/duties.md', 'utf8');

/** Of the cooperative's list of a liaison's responsibilities: each bullet, and those below one. */
const DUTY_COUNT = 23;

test('evidence: each duty of a liaison has a place here and a test of it, or a reason why there is none', () => {
  const rows = rowsOf(DUTIES);
  assert.equal(rows.length, DUTY_COUNT);
  assert.deepEqual(missingTests(DUTIES), []);
  for (const [duty = '', place = '', shown = ''] of rows) {
    if (/^No place (?:yet|by choice): \S.{20,}/.test(place) && shown === '–') continue;
    assert.match(shown, /^(?:`test\/\S+\.test\.ts` \(_.+?_\)(?:, |$))+$/, duty);
  }
});

test('evidence: mutant: a document that names a lost test, or a title that has changed, is found', () => {
  const line = '| a | `test/a.test.ts` (_keeps its word_), `test/b.test.ts` |';
  const read = (file: string): string | null => (file === 'test/a.test.ts' ? "test('x: keeps its promise')" : null);
  assert.deepEqual(missingTests(line, read), [
    'test/a.test.ts: no title with "keeps its word"',
    'test/b.test.ts: no such file',
  ]);
});
