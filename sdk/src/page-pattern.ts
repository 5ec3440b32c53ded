/**
 * The published vocabulary: segments that name a kind of page and cannot name a person, at any depth. Words that
 * only come first ("client", "node", "items") are not listed.
 * Shape: lower case, at most 19 characters each; the two marks and `record=:id` are in it so that a pattern is its own pattern.
 * Source: addresses of Koha, VuFind, Blacklight, Evergreen, Primo, Sierra, Polaris, Enterprise, BiblioCommons, LibGuides,
 * LibCal, WordPress, Drupal and Omeka. A language ("en_us") is left out on purpose.
 */
export const PAGE_WORDS: ReadonlySet<string> = /* @__PURE__ */ new Set(
  (
    ':id :slug record=:id ask-a-librarian ask-us branches browse c.php catalog cgi-bin contact-us default detailnonmodal ' +
    'fulldisplay index.php koha opac opac-detail.pl opac-search.pl opac-user.pl prf.php record results search ' +
    'searchresults.aspx show v2'
  ).split(' '),
);

/** A first segment of this shape names a section of the site: one word, neither a title nor an address. */
const SECTION = /^[a-z]{1,20}$/;

/** Matched anywhere in a segment, "my" at its start: what follows may be a card number, a name or a token. */
const ACCOUNT = /^my|account|borrower|hold|log-?[io]n|member|passw|patron|profile|reset|sign-?in|user/;

/** Deeper segments are cut, so that no pattern passes the wire's 200 characters. */
const DEEPEST = 8;

/**
 * The kind of page that a path leads to, with nothing about the patron or their search.
 *
 * Lower case. Query, `;parameters`, Sierra's `~S1` scope, empty segments and the trailing slash are cut.
 * A segment stays if it is the first and one plain word, or is in {@link PAGE_WORDS}. Anything else is `:id` where it has
 * a digit and `:slug` where it has none (a percent-escape is not a digit); Sierra's `record=…` is `record=:id`.
 * Of the route of a hash-routed page (`#/…`) only words of {@link PAGE_WORDS} stay; any other fragment is cut.
 * After an account-like word the pattern ends.
 *
 * Shape:  the contract's `pagePatternSchema`; applied again it changes nothing, so the server applies it again.
 * Errors: none, whatever the text.
 * @example toPagePattern('/Record/ocm00123456?sid=7') // '/record/:id'
 */
export function toPagePattern(path: string): string {
  let pattern = '';
  let depth = 0;
  const segments = path
    .toLowerCase()
    .replace(/#\/.*/, (route) => route.replace(/[^/?]+/g, (word) => (PAGE_WORDS.has(word) ? word : '')))
    .replace(/[?#][^]*|(?:;|\b~s\d)[^/]*/g, '')
    .replace(/%[\da-f]{2}/g, '%')
    .replace(/(^|\/)record=[^/]*/g, '$1record=:id')
    .split('/');
  for (const segment of segments) {
    if (!segment) continue;
    if (depth++ >= DEEPEST) break;
    const stays = PAGE_WORDS.has(segment) || (depth < 2 && SECTION.test(segment));
    pattern += '/' + (stays ? segment : /\d/.test(segment) ? ':id' : ':slug');
    if (ACCOUNT.test(segment)) break;
  }
  return pattern || '/';
}
