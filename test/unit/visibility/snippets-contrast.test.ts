import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrastOf, textOn } from '../../../server/src/visibility/snippets/contrast.ts';

test('contrast: of black and white is 21, of a colour with itself 1', () => {
  assert.equal(Math.round(contrastOf('#000000', '#ffffff')), 21);
  assert.equal(contrastOf('#0b57a4', '#0b57a4'), 1);
});

test('contrast: the text on every background has at least 4.5:1, and the figure promises no more than it has', () => {
  for (let red = 0; red < 256; red += 5)
    for (let green = 0; green < 256; green += 5)
      for (let blue = 0; blue < 256; blue += 15) {
        const background = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
        const { text, ratio } = textOn(background);
        assert.ok(ratio >= 4.5, background);
        assert.ok(contrastOf(background, text) >= ratio, background);
      }
});
