// Policy pages as one Markdown file: what is written is what is read, and what is wrong is named by its line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  readMarkdownFile,
  toMarkdownFile,
  withoutEmptyEnds,
} from '../../../server/src/workspace/policy-pages/markdown-file.ts';

const TOPICS = [
  { id: 'fines', name: 'Fines and fees' },
  { id: 'holds', name: 'Holds' },
  { id: 'cards', name: 'Cards: new, lost' },
];
const textsOf = (file: string): Record<string, string> | string[] => {
  const read = readMarkdownFile(file, TOPICS);
  return 'errors' in read
    ? read.errors.map(({ message }) => message)
    : Object.fromEntries(read.pages.map(({ topic, text }) => [topic.id, text]));
};

/** Lines that a file could take for something else, among any others. */
const line = fc.oneof(
  fc.constantFrom(
    '# Holds',
    '# Fees',
    '\\# Holds',
    '\\\\# x',
    '## Fees',
    '#',
    '# ',
    '```',
    'Title',
    '=====',
    '',
    '  ',
    '\tx',
  ),
  fc.string({ unit: 'grapheme-ascii' }),
);
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

test('policy file: what is exported is imported as it was, a page’s own headings too', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 3, maxLength: 3 }), (texts) => {
      const file = toMarkdownFile(TOPICS.map(({ name }, index) => ({ name, text: texts[index]! })));
      const expected = Object.fromEntries(TOPICS.map(({ id }, index) => [id, withoutEmptyEnds(texts[index]!)]));
      assert.deepEqual(textsOf(file), expected);
      assert.deepEqual(textsOf(`\uFEFF${file.replaceAll('\n', '\r\n')}`), expected);
    }),
  );
});

test('policy file: mutant: headings that are written as they are make topics of a page’s own', () => {
  const pages = [{ name: 'Fines and fees', text: 'None.\n\n# Holds\n\nTen days.' }];
  const plain = pages.map(({ name, text: of }) => `# ${name}\n\n${of}\n\n`).join('');
  assert.deepEqual(textsOf(plain), { fines: 'None.', holds: 'Ten days.' });
  assert.deepEqual(textsOf(toMarkdownFile(pages)), { fines: pages[0]!.text });
});

test('policy file: what is wrong is named by its line, and a topic that is left out is no fault', () => {
  assert.deepEqual(textsOf('# Holds\n\nTen days.'), { holds: 'Ten days.' });
  assert.deepEqual(textsOf('# Holds'), { holds: '' });
  const wrong = textsOf(
    'Hello\n# Holds\nTen \u202edays\n# Parking\nx\n# Holds\n# Fines and fees\n' + 'x'.repeat(20_001),
  ) as string[];
  assert.deepEqual(
    wrong.map((message) => message.slice(0, message.indexOf(':'))),
    ['Line 1', 'Line 3', 'Line 4', 'Line 6', 'Line 7'],
  );
  assert.match(wrong[2]!, /Fines and fees, Holds, Cards: new, lost.*backslash/);
  assert.match((textsOf('') as string[]).join(), /^Line 1:/);
});
