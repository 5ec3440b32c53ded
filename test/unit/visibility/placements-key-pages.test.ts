import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Fallback } from '@askusnow/sdk/contract';
import type { KeyPageRule } from '../../../server/src/cooperative/key-page.ts';
import { keyPageOf, toKeyPages, type ObservedPlace } from '../../../server/src/visibility/placements/key-pages.ts';
import { snippetsOf } from '../../../server/src/visibility/snippets/snippets.ts';
import { STYLE_RULES, TAG_DEFAULTS, tagsOf } from '../../../server/src/visibility/snippets/tag.ts';

const aRule = (over: Partial<KeyPageRule> = {}): KeyPageRule => ({
  name: 'Home page',
  origin: null,
  pattern: null,
  placement: null,
  viewport: null,
  minPatterns: 1,
  ...over,
});
const aPlace = (over: Partial<ObservedPlace> = {}): ObservedPlace => ({
  origin: 'https://www.library.example',
  pattern: '/',
  name: 'header',
  viewports: ['desktop'],
  isLive: true,
  ...over,
});

const ofOnePage = { placement: null, viewport: null, minPages: 1 };

describe('a key page', () => {
  const matching: [string, Partial<KeyPageRule>, Partial<ObservedPlace>, boolean][] = [
    ['its origin', { origin: 'https://www.library.example' }, {}, true],
    ['another origin', { origin: 'https://catalog.library.example' }, {}, false],
    ['its pattern', { pattern: '/search' }, { pattern: '/search' }, true],
    ['a longer pattern', { pattern: '/search' }, { pattern: '/search/results' }, false],
    ['its placement name', { placement: 'no-results' }, { name: 'no-results' }, true],
    ['another name', { placement: 'no-results' }, {}, false],
    ['a window width among several', { viewport: 'phone' }, { viewports: ['phone', 'desktop'] }, true],
    ['another window width', { viewport: 'phone' }, {}, false],
    ['one condition of two', { pattern: '/', placement: 'footer' }, {}, false],
    ['a silent placement', { pattern: '/' }, { isLive: false }, false],
  ];
  for (const [name, rule, standing, live] of matching) {
    test(`key page: ${live ? 'is live by' : 'is not live by'} ${name}`, () => {
      assert.equal(toKeyPages([aRule(rule)], [aPlace(standing)]).live, live ? 1 : 0);
    });
  }

  test('key page: with three patterns required, counts distinct live ones', () => {
    const rule = aRule({ placement: 'header', minPatterns: 3 });
    const two = [aPlace(), aPlace({ pattern: '/a' }), aPlace({ pattern: '/a', origin: 'https://x.example' })];
    assert.equal(toKeyPages([rule], [...two, aPlace({ pattern: '/b', isLive: false })]).live, 0);
    assert.equal(toKeyPages([rule], [...two, aPlace({ pattern: '/b' })]).live, 1);
  });

  test('the count comes first: 1 of 2, in the file’s order', () => {
    const rules = [aRule({ name: 'Catalogue', pattern: '/search' }), aRule({ name: 'Home', pattern: '/' })];
    assert.deepEqual(toKeyPages(rules, [aPlace()]), {
      live: 1,
      expected: 2,
      pages: [
        { name: 'Catalogue', live: false, where: '/search', ...ofOnePage, livePages: 0 },
        { name: 'Home', live: true, where: '/', ...ofOnePage, livePages: 1 },
      ],
    });
  });

  test('key page: is named beside the placement that serves it, silent or not', () => {
    const rules = [aRule({ name: 'Catalogue', pattern: '/search' }), aRule({ name: 'Home', pattern: '/' })];
    assert.equal(keyPageOf(rules, aPlace({ isLive: false })), 'Home');
    assert.equal(keyPageOf(rules, aPlace({ pattern: '/about' })), null);
  });

  test('key page: a condition on the whole site names no placement: a page for all devices is not "On a phone"', () => {
    const onPhone = aRule({ name: 'On a phone', viewport: 'phone' });
    const onTwo = aRule({ name: 'On two kinds of page', origin: 'https://www.library.example', minPatterns: 2 });
    const home = aRule({ name: 'Home', pattern: '/' });
    const place = aPlace({ viewports: ['phone', 'desktop'] });
    assert.equal(keyPageOf([onPhone, onTwo, home], place), 'Home');
    assert.equal(keyPageOf([onPhone, onTwo], place), null);
  });
});

describe('the tag to paste', () => {
  const queues = [{ chatUrl: null }, { chatUrl: 'https://chat.example/state?a=1&b="2"' }];
  const tags = tagsOf({ id: 'harford', queues, fallback: {} }, 'https://ask.example');
  const script =
    '<script type="module" src="https://ask.example/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>\n';
  const link = '<a href="https://chat.example/state?a=1&amp;b=&quot;2&quot;">Ask a librarian</a>';

  test('tag snippet: holds the nearest chat address, escaped', () => {
    assert.deepEqual(
      tags.map(({ variant, strictTag }) => [variant, strictTag]),
      [
        ['card', `${script}<ask-us-now library="harford" placement="header">${link}</ask-us-now>`],
        ['button', `${script}<ask-us-now library="harford" placement="header" variant="button">${link}</ask-us-now>`],
        ['link', `${script}<ask-us-now library="harford" placement="header" variant="link">${link}</ask-us-now>`],
        [
          'tab',
          `${script}<ask-us-now library="harford" placement="header" variant="tab" role="complementary" aria-label="Ask a librarian">${link}</ask-us-now>`,
        ],
      ],
    );
  });

  test('tag snippet: has the rule that reserves its space, inline or as a line for the style sheet', () => {
    for (const { tag, strictTag, styleRule } of tags) {
      // What is inside a link's tag is the pseudo-element of the line.
      const inside = [...tag.matchAll(/ style="([^"]+)"/g)].map(([, style]) => style ?? '');
      assert.ok(inside.length > 0 && inside.every((style) => styleRule.includes(style)), tag);
      assert.doesNotMatch(strictTag, /style/);
    }
  });

  test('tag snippet: has the rules that docs/webmaster.md gives', () => {
    const page = readFileSync('docs/webmaster.md', 'utf8');
    for (const rule of Object.values(STYLE_RULES)) assert.ok(page.includes(rule), rule);
  });

  test('tag snippet: the frame is the one that docs/webmaster.md prints', () => {
    const library = { id: 'harford', name: 'Harford', queues, fallback: {} };
    const { frame } = snippetsOf(library, 'https://ask.example.org', { ...TAG_DEFAULTS, variant: 'card' });
    const page = readFileSync('docs/webmaster.md', 'utf8');
    const [printed = ''] = /<iframe[^]*?<\/iframe>/.exec(page) ?? [];
    const onOneLine = printed.replaceAll(/\s+/g, ' ').replace(' ></iframe>', '></iframe>');
    assert.equal(onOneLine.replaceAll(/(?<=[:;]) /g, ''), frame);
  });

  test('tag snippet: holds a form or a page where nobody names a chat', () => {
    const tagOf = (fallback: Fallback): string =>
      tagsOf({ id: 'x', queues: [{ chatUrl: null }], fallback }, 'https://s.example')[0]!.tag;
    assert.match(
      tagOf({ form: 'https://a.example/form', page: 'https://a.example/ask' }),
      /href="https:\/\/a\.example\/form"/,
    );
    assert.match(tagOf({ page: 'https://a.example/ask' }), /href="https:\/\/a\.example\/ask"/);
  });
});
