import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pagePatternSchema } from '@askusnow/sdk/contract';
import { PAGE_WORDS, toPagePattern } from '@askusnow/sdk/page-pattern';

const SHAPES: [system: string, path: string, pattern: string][] = [
  ['Koha', '/cgi-bin/koha/opac-detail.pl?biblionumber=1234', '/cgi-bin/koha/opac-detail.pl'],
  ['Koha', '/cgi-bin/koha/opac-search.pl?q=divorce', '/cgi-bin/koha/opac-search.pl'],
  ['VuFind', '/Record/ocm00123456', '/record/:id'],
  ['VuFind', '/Search/Results?lookfor=divorce&type=AllFields', '/search/results'],
  ['Blacklight', '/catalog/b1234567', '/catalog/:id'],
  ['Blacklight', '/catalog?q=divorce&search_field=all', '/catalog'],
  ['Evergreen', '/eg/opac/record/12345?query=divorce', '/eg/opac/record/:id'],
  ['Evergreen', '/eg/opac/results?query=divorce', '/eg/opac/results'],
  ['Primo', '/discovery/fulldisplay?docid=alma99123&vid=01X', '/discovery/fulldisplay'],
  ['Primo', '/discovery/search?query=any,contains,divorce', '/discovery/search'],
  ['Sierra', '/record=b1234567~S1', '/record=:id'],
  ['Sierra', '/search~S1/?searchtype=X&searcharg=divorce', '/search'],
  ['Sierra', '/search~S1*eng/X', '/search/:slug'],
  ['Polaris', '/polaris/search/searchresults.aspx?ctx=1.1033&term=x', '/polaris/search/searchresults.aspx'],
  ['Enterprise', '/client/en_US/default/search/results?qu=divorce', '/client/:slug/default/search/results'],
  [
    'Enterprise',
    '/client/en_US/default/search/detailnonmodal/ent:$002f$002fSD_ILS$002f0$002fSD_ILS:123456/one',
    '/client/:slug/default/search/detailnonmodal/:id/:slug',
  ],
  ['BiblioCommons', '/v2/record/S123C4567890', '/v2/record/:id'],
  ['BiblioCommons', '/v2/search?query=divorce', '/v2/search'],
  ['LibGuides', '/c.php?g=123456&p=7890123', '/c.php'],
  ['LibGuides', '/prf.php?account_id=1234', '/prf.php'],
  ['LibGuides', '/citing-sources/apa', '/:slug/:slug'],
  ['LibCal', '/event/12345678', '/event/:id'],
  ['WordPress', '/2024/05/summer-reading/', '/:id/:id/:slug'],
  ['WordPress', '/?p=123', '/'],
  ['WordPress', '/?s=divorce', '/'],
  ['Drupal', '/node/123', '/node/:id'],
  ['Drupal', '/branches/bel-air', '/branches/:slug'],
  ['Omeka', '/items/show/123', '/items/show/:id'],
  ['account', '/patron/~S1/1234567/items', '/patron'],
  ['account', '/patroninfo~S1/1234567/holds', '/patroninfo'],
  ['account', '/myaccount/holds', '/myaccount'],
  ['account', '/reset/6f1e9a0c', '/reset'],
  ['account', '/client/en_US/default/search/patronlogin/http:$002f$002fx', '/client/:slug/default/search/:slug'],
];

for (const [system, path, pattern] of SHAPES) {
  test(`page pattern: ${system}: ${path} is ${pattern}`, () => assert.equal(toPagePattern(path), pattern));
}

const SPELLINGS: [what: string, path: string, pattern: string][] = [
  ['the empty path is the root', '', '/'],
  ['a missing first slash makes no difference', 'catalog/b1', '/catalog/:id'],
  ['double slashes are one', '//catalog//b1234567', '/catalog/:id'],
  ['a trailing slash is cut', '/catalog/', '/catalog'],
  ['upper case is lowered', '/CATALOG/ABC', '/catalog/:slug'],
  ['a fragment is cut', '/catalog#/patron/1234567', '/catalog'],
  ['of a route in the fragment the published words stay', '/app#/search/harry-potter/results', '/app/search/results'],
  ['a route of the home page names a page', '/#/catalog/b1234567', '/catalog'],
  ['no word of a route is taken for a section', '/#/janedoe', '/'],
  ['the query of a route is cut', '/app#/search?q=divorce/record', '/app/search'],
  ['a route is cut as deep as a path', '/a#' + '/search'.repeat(9), '/a' + '/search'.repeat(7)],
  ['an account-like word ends a pattern before its route', '/myaccount#/search', '/myaccount'],
  ['a query of several lines is cut', '/catalog?q=a\nb/jane', '/catalog'],
  ['a session parameter is cut', '/catalog;jsessionid=0A1B2C.node7', '/catalog'],
  ['a session parameter inside the path is cut', '/patron;jsessionid=0A1B/1234567', '/patron'],
  ['an escaped space is not a digit', '/branches/bel%20air', '/branches/:slug'],
  ['an escaped slash does not split', '/catalog/jane%2Fdoe', '/catalog/:slug'],
  ['an escaped question mark does not hide what follows', '/catalog/x%3Fcard=21982001', '/catalog/:id'],
  ['a home directory is not a section', '/~s1mith/poems', '/:id/:slug'],
  ['a first segment of two words is not a section', '/jane-doe', '/:slug'],
  ['a long run of letters is a token, not a section', '/qwertyuiopasdfghjklzxcvb', '/:slug'],
  ['an address of the other kind is no section either', '/jane@example.org', '/:slug'],
  ['letters outside a to z are kept nowhere', '/búsqueda/josé', '/:slug/:slug'],
  ['dot segments are kept nowhere', '/a/../b', '/a/:slug/:slug'],
  [
    'what lies deeper than eight is cut',
    '/a/search/search/search/search/search/search/search/search',
    '/a' + '/search'.repeat(7),
  ],
];

for (const [what, path, pattern] of SPELLINGS) {
  test(what, () => assert.equal(toPagePattern(path), pattern));
}

/** Paths as sites make them and as nobody does: words of the vocabulary, escapes, accounts and noise, joined by slashes. */
const anyPath = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...PAGE_WORDS,
        'myaccount',
        'PATRON',
        'reset',
        'record=b12~S1',
        '',
        '~S1',
        '%2f',
        ';a=1',
        ':ID',
        '..',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.webPath(),
      fc.emailAddress(),
    ),
    { maxLength: 14 },
  )
  .map((segments) => '/' + segments.join('/'));

test('page pattern: every pattern is in the wire’s grammar and is its own pattern', () => {
  fc.assert(
    fc.property(fc.oneof(anyPath, fc.string({ unit: 'binary', maxLength: 400 })), (path) => {
      const pattern = toPagePattern(path);
      assert.ok(pagePatternSchema.safeParse(pattern).success, pattern);
      assert.equal(toPagePattern(pattern), pattern);
    }),
    { numRuns: 2000 },
  );
});

test('page pattern: a pattern holds nothing but its vocabulary and one plain first word', () => {
  fc.assert(
    fc.property(anyPath, (path) => {
      const [first, ...rest] = toPagePattern(path).slice(1).split('/');
      assert.match(first!, /^(?:[a-z]{1,20}|)$|[:.2-]/);
      for (const segment of first === '' ? [] : rest) assert.ok(PAGE_WORDS.has(segment), segment);
      assert.doesNotMatch(toPagePattern(path).replaceAll('/v2', ''), /\d/);
    }),
    { numRuns: 2000 },
  );
});

/** Text that could be a patron's: never a word that every site has anyway. */
const somebody = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^[a-z]{4,12}[.-][a-z]{4,12}$/),
  fc.stringMatching(/^2[0-9]{13}$/),
  fc.stringMatching(/^[0-9a-f]{32}$/),
);
const accountDoor = fc.constantFrom(
  'patron',
  'myaccount',
  'account',
  'user',
  'users',
  'holds',
  'reset',
  'members',
  'MyResearch',
  'login',
);

/** True where anything of `secret` can be read in the pattern that `convert` makes of an address below an account. */
const leaks = (convert: (path: string) => string, [first, secret, tail]: [string, string, string]): boolean => {
  const path = `/${first}/${secret}/${tail}`;
  return convert(path) !== `/${first.toLowerCase()}` || convert('/catalog/' + secret).includes(secret.toLowerCase());
};
const accountVisit = fc.tuple(accountDoor, somebody, fc.constantFrom('', 'holds', 'items', 'search', 'a%40b.org'));

test('page pattern: nothing below an account-like word survives', () => {
  fc.assert(
    fc.property(accountVisit, (visit) => !leaks(toPagePattern, visit)),
    { numRuns: 1000 },
  );
});

test('page pattern: the mutant that only replaces digits lets a name and an address through', () => {
  const digitsOnly = (path: string): string =>
    path
      .toLowerCase()
      .replace(/[?#].*/s, '')
      .replace(/\d+/g, ':id');
  assert.equal(digitsOnly('/users/jane.doe@example.org'), '/users/jane.doe@example.org');
  assert.ok(leaks(digitsOnly, ['users', 'jane.doe@example.org', 'holds']));
  assert.throws(() => fc.assert(fc.property(accountVisit, (visit) => !leaks(digitsOnly, visit))), /Property failed/);
});
