// The difference of two texts, paragraph by paragraph.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { paragraphDifference } from '../../../server/dashboard/out/logic/paragraph-difference.js';

const shown = (before: string, after: string): string[] =>
  paragraphDifference(before, after).map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);

test('difference: paragraphs that stay, come and go', () => {
  assert.deepEqual(shown('a\n\nb\n\nc\n\nd', 'a\n\nc\n\nx\n\nd'), [' a', '-b', ' c', '+x', ' d']);
  assert.deepEqual(shown('', 'a\r\n\r\nb'), ['+a', '+b']);
  assert.deepEqual(shown('a', ''), ['-a']);
});

test('difference: without what was added it is the old text, without what was removed the new one', () => {
  const paragraphs = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 20 });
  fc.assert(
    fc.property(paragraphs, paragraphs, (before, after) => {
      const parts = paragraphDifference(before.join('\n\n'), after.join('\n\n'));
      const without = (kind: string) => parts.filter((part) => part.kind !== kind).map(({ text }) => text);
      assert.deepEqual(without('added'), before);
      assert.deepEqual(without('removed'), after);
    }),
  );
});

test('difference: two long texts without a common paragraph are shown whole, at once', () => {
  const long = (mark: string): string => Array.from({ length: 4_000 }, (_, index) => `${mark}${index}`).join('\n\n');
  assert.equal(paragraphDifference(long('a'), long('b')).length, 8_000);
});
