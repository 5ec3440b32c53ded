// Policy texts: which parts are found and copied by themselves, and that nothing in them is followed or loaded unasked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf } from '../../../server/dashboard/out/policies/markdown.js';

const plainOf = (text: string): string[] => blocksOf(text).map(({ plain }) => plain);

/** Everything that a template shows or links to, as one text. */
const shownOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(shownOf).join('');
  if (typeof value === 'object' && value !== null && 'strings' in value && 'values' in value) {
    const { strings, values } = value as { strings: readonly string[]; values: readonly unknown[] };
    return strings.map((part, index) => part + (index < values.length ? shownOf(values[index]) : '')).join('');
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const shown = (text: string): string =>
  blocksOf(text)
    .map((block) => shownOf(block.shown))
    .join('');

test('markdown: paragraphs, items of lists, headings and tables are parts of their own', () => {
  assert.deepEqual(
    plainOf(
      '# Cards\n\nFree for **residents**,\nat any branch.\n\n- A photo ID\n- An *address*\n\n1. Ask\n2. Wait\n\n---\n',
    ),
    ['Cards', 'Free for residents, at any branch.', 'A photo ID', 'An address', 'Ask', 'Wait'],
  );
  assert.deepEqual(plainOf('| Item | Fee |\n|---|---|\n| Book | $0.10 |'), ['Item | Fee\nBook | $0.10']);
});

test('markdown: a copied link has its address, once', () => {
  assert.deepEqual(plainOf('See [the form](https://x.example/form).'), ['See the form (https://x.example/form).']);
  assert.deepEqual(plainOf('<https://x.example/>'), ['https://x.example/']);
  assert.deepEqual(plainOf('[410-555-0100](tel:410-555-0100)'), ['410-555-0100']);
});

test('markdown: an entity brings no control of direction, which a text cannot have', () => {
  const hostile = 'fees &#x202e;5$&#8238; [a&#x2066;](https://x.example)';
  assert.deepEqual(plainOf(hostile), ['fees 5$ a (https://x.example)']);
  assert.doesNotMatch(shown(hostile), /[\u202a-\u202e\u2066-\u2069]/);
  assert.deepEqual(plainOf('1&nbsp;&lt; 2 &copy;'), ['1\u00a0< 2 ©']);
});

test('markdown: HTML is text, and an address that is no web, mail or telephone address is no link', () => {
  const hostile = '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](/sign-in)';
  assert.deepEqual(plainOf(hostile), [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](/sign-in)',
  ]);
  assert.doesNotMatch(shown(hostile), /href=/);
});

test('markdown: a picture is not loaded', () => {
  assert.doesNotMatch(shown('![map](https://x.example/map.png)'), /<img/);
});

test('markdown: each part has the whole lines of the text that it was written as', () => {
  const text =
    '# Cards\r\n\r\nFree for **residents**,\r\nat any branch.\r\n\r\n- A photo ID\r\n- An address\r\n\r\n> Ask.';
  const sources = blocksOf(text).map(({ source }) => source);
  assert.deepEqual(sources, [
    '# Cards',
    'Free for **residents**,\nat any branch.',
    '- A photo ID',
    '- An address',
    '> Ask.',
  ]);
});
