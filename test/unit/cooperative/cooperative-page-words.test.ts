import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pagePatternSchema } from '@askusnow/sdk/contract';
import { PAGE_WORDS, toPagePattern } from '@askusnow/sdk/page-pattern';
import { createPageWords, SENSITIVE_WORDS } from '../../../server/src/cooperative/page-words.ts';
import { parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

const words = createPageWords({ hide: [], show: [] });

test('page words: a segment with a sensitive word is :slug, at any depth', () => {
  const collapsed = ['/hiv', '/hivtesting/search', '/teenpregnancy', '/aids', '/bankruptcy/:id', '/lgbtq'].map(
    words.collapse,
  );
  assert.deepEqual(collapsed, ['/:slug', '/:slug/search', '/:slug', '/:slug', '/:slug/:id', '/:slug']);
});

test('page words: a short word hides nothing that merely has it inside', () => {
  for (const pattern of ['/archives', '/archive', '/catalog/:id', '/essex', '/', '/:slug/:id', '(other)']) {
    assert.equal(words.collapse(pattern), pattern);
  }
});

test('page words: no published word is a sensitive one', () => {
  for (const word of PAGE_WORDS) assert.equal(words.collapse(`/${word}`), `/${word}`);
  for (const pattern of ['/about', '/events', '/patron', '/myaccount', '/demo/:slug', '/']) {
    assert.ok(words.isPublished(pattern), pattern);
    assert.equal(words.collapse(pattern), pattern);
  }
});

test('page words: what is hidden stays a page pattern, and hiding it again changes nothing', () => {
  const segment = fc.oneof(fc.constantFrom(...SENSITIVE_WORDS, ...PAGE_WORDS), fc.stringMatching(/^[a-z]{1,12}$/));
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 5 }), (segments) => {
      const pattern = words.collapse(toPagePattern(`/${segments.join('/')}`));
      assert.ok(pagePatternSchema.safeParse(pattern).success, pattern);
      assert.equal(words.collapse(pattern), pattern);
      assert.equal(words.toCollapsed(words.toCollapsed(pattern)), words.toCollapsed(pattern));
      assert.ok(words.isPublished(words.toCollapsed(pattern)));
    }),
  );
});

test('page words: what Postgres finds by the expression is all that is hidden', () => {
  const expression = new RegExp(words.hiddenExpression);
  fc.assert(
    fc.property(fc.constantFrom(...SENSITIVE_WORDS), fc.stringMatching(/^[a-z]{0,6}$/), (word, more) => {
      const pattern = `/${word}${more}/search`;
      assert.equal(words.collapse(pattern), '/:slug/search');
      assert.match(pattern, expression);
    }),
  );
});

test('page words: the cooperative hides more, and shows what it means', () => {
  const own = createPageWords({ hide: ['ferret'], show: ['veterans', 'makerlab'] });
  assert.deepEqual(['/ferrets', '/veterans', '/veteransday'].map(own.collapse), ['/:slug', '/veterans', '/:slug']);
  assert.deepEqual(['/makerlab', '/veterans', '/other'].map(own.isPublished), [true, true, false]);
});

test('page words: the file names the word at fault', () => {
  const text = aCooperativeText(['cooperative:\n', 'cooperative:\n  pageWords: { hide: [HIV clinic], show: [ok] }\n']);
  const parsed = parseCooperativeFile(text, fileOptions);
  assert.ok('errors' in parsed, JSON.stringify(parsed));
  assert.deepEqual(
    parsed.errors.map(({ field }) => field),
    ['cooperative.pageWords.hide.0', 'cooperative.pageWords.show.0'],
  );
  for (const { message } of parsed.errors) assert.match(message, /3 to 20 letters/);
});
