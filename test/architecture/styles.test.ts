// The dashboard's spaces, type and corners come from one scale: styles/tokens.css.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The scale itself, and the frame in other sites, which loads nothing else. */
const WITHOUT = ['server/dashboard/styles/tokens.css', 'server/dashboard/styles/embed.css'];
const FILES = ['server/dashboard/src/**/*.ts', 'server/dashboard/styles/*.css'];

const DECLARATION = /\b(?:(?:padding|margin|gap|row-gap|column-gap|font-size|border-radius)[a-z-]*|font): *([^;{}]*);/g;
/** Lines and rings of up to 3 px belong to no scale. */
const LENGTH = /(?<![\w.-])-?(?:\d*\.)?\d+(?:rem|em|px|vw|vh)\b/g;
const isHairline = (length: string): boolean => length.endsWith('px') && Math.abs(Number.parseFloat(length)) <= 3;

/** Declarations with a length that no token names. */
const rawDeclarations = (css: string): string[] =>
  [...css.matchAll(DECLARATION)].flatMap(([declaration, value = '']) =>
    (value.match(LENGTH) ?? []).some((length) => !isHairline(length)) ? [declaration] : [],
  );

const cssOf = (file: string): string => {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.css') ? text : [...text.matchAll(/css`([^`]*)`/g)].map(([, css]) => css).join('\n');
};

test('styles: spaces, sizes of type and corners are tokens', () => {
  const files = FILES.flatMap((pattern) => globSync(pattern)).filter((file) => !WITHOUT.includes(file));
  assert.ok(files.filter((file) => cssOf(file) !== '').length > 50);
  assert.deepEqual(
    files.flatMap((file) => rawDeclarations(cssOf(file)).map((declaration) => `${file}: ${declaration}`)),
    [],
  );
});

test('styles: mutant: a length that no token names is found', () => {
  for (const declaration of [
    'padding: 0.2rem 0;',
    'font: 550 13px / 1.2 var(--font);',
    'gap: 0 5px;',
    'margin: -0.5em;',
  ])
    assert.deepEqual(rawDeclarations(`.part { ${declaration} }`), [declaration]);
  assert.deepEqual(rawDeclarations('.part { padding: 1px var(--space-2); margin: 0 auto; gap: 3px; }'), []);
});
