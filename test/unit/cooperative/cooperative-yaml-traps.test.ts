import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { formatFileError, parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

/** A hostile file may cost no more CPU. Units: microseconds; a right file of this size takes a tenth. */
const MAX_CPU_US = 10_000_000;

function faultsOf(text: string): string[] {
  const startedAt = process.cpuUsage();
  const parsed = parseCooperativeFile(text, fileOptions);
  const { user, system } = process.cpuUsage(startedAt);
  assert.ok(user + system < MAX_CPU_US);
  return 'errors' in parsed ? parsed.errors.map(formatFileError) : [];
}

describe('what YAML reads otherwise than people', () => {
  test('YAML: an unquoted 09:00 and an unquoted day stay text', () => {
    const parsed = parseCooperativeFile(aCooperativeText(), fileOptions);
    assert.ok('cooperative' in parsed);
    const { hours } = parsed.cooperative.queues[0]!;
    assert.equal(hours.weekly?.[0]?.open, '09:00');
    assert.equal(hours.exceptions[0]?.date, '2026-11-26');
  });

  test('YAML: mutant: YAML 1.1 makes 540 of it, so a file may not ask for that version', () => {
    assert.deepEqual(parse('open: 09:00', { version: '1.1' }), { open: 540 });
    assert.deepEqual(faultsOf(`%YAML 1.1\n---\n${aCooperativeText()}`), [
      'cooperative.yaml:1: should be YAML 1.2: remove the %YAML line',
    ]);
  });

  test('YAML: an anchor repeats a week, and a fault in it is shown where it is used', () => {
    const text = aCooperativeText(['weekly: null', 'weekly: *week'], ['weekly:\n', 'weekly: &week\n']);
    assert.deepEqual(faultsOf(text), []);
    assert.deepEqual(
      faultsOf(text.replace('open: 09:00', 'open: 9:00')).map((fault) => fault.split(',')[0]),
      ['cooperative.yaml:10: queue "harford-desk"', 'cooperative.yaml:10: queue "statewide"'],
    );
  });

  test('YAML: keys of the prototype are fields like any other, and unknown', () => {
    assert.match(
      faultsOf(aCooperativeText(['    live: true', '    live: true\n    __proto__: { live: false }'])).join(),
      /:26: library "harford", __proto__: no such field/,
    );
  });
});

describe('what is no file of ours is refused in bounded time', () => {
  const nested = 'bcdefghij'
    .split('')
    .map((name, level) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[level]}`).join()}]`);
  const CASES: [title: string, text: string, says: RegExp][] = [
    [
      '21 MiB',
      `cooperative: { name: ${'x'.repeat(21 * 2 ** 20)} }`,
      /^cooperative\.yaml:1: the file should be smaller than 20971520 bytes$/,
    ],
    [
      'a bomb of anchors',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${nested.join('\n')}`,
      /uses anchors in a way that cannot be read/,
    ],
    ['an anchor that holds itself', 'cooperative: &a { name: *a }', /name: should be text/],
    ['an anchor that is not there', 'cooperative: *a', /Unresolved alias/],
    [
      'half a million brackets',
      '['.repeat(500_000),
      /^cooperative\.yaml:1: should not be nested deeper than 64 levels$/,
    ],
    ['half a million dashes on a line', '- '.repeat(500_000), /should not be nested deeper/],
    [
      'a staircase',
      Array.from({ length: 1000 }, (_, step) => `${' '.repeat(step)}a:`).join('\n'),
      /should not be nested deeper/,
    ],
    [
      'ninety thousand fields',
      Array.from({ length: 90_000 }, (_, key) => `k${key}: 1`).join('\n'),
      /k0: no such field/,
    ],
    [
      'sixty thousand queues',
      `queues:\n${Array.from({ length: 60_000 }, (_, id) => `  - id: q${id}`).join('\n')}`,
      /queues: should be at most 20000 entries/,
    ],
    ['an empty file', '', /^cooperative\.yaml:1: the file is empty; should begin with "cooperative:"$/],
    ['a sentence', 'hello', /^cooperative\.yaml:1: should be a group of fields$/],
    ['two documents', 'a: 1\n---\nb: 2', /^cooperative\.yaml:2: is not YAML: .*multiple documents/],
    ['a tag that would make an object', 'a: !!js/function x', /^cooperative\.yaml:1: is not YAML: Unresolved tag/],
    ['a tab', 'cooperative:\n\tname: x', /^cooperative\.yaml:2: is not YAML: Tabs/],
    [
      'a NUL, which no database takes',
      'cooperative: { name: "a\\0b" }',
      /cooperative\.name: should be text without control characters/,
    ],
    [
      'half a surrogate pair',
      'cooperative: { name: "\\ud800" }',
      /cooperative\.name: should be text without control characters/,
    ],
  ];
  for (const [title, text, says] of CASES) {
    test(title, () => {
      const faults = faultsOf(text);
      assert.ok(faults.length <= 200);
      assert.ok(
        faults.some((fault) => says.test(fault)),
        faults.slice(0, 3).join('\n'),
      );
    });
  }
});
