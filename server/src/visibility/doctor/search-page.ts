// In:    a page's address.
// Out:   whether it asks a catalog for search results.
// Never: fetches such a page: each costs the catalog a search, and its address is a patron's question.
import { toPagePattern } from '@askusnow/sdk/page-pattern';

/** Segments of a page pattern that name a list of results, in the library software that `PAGE_WORDS` covers. */
const SEARCH_SEGMENTS = /^(?:search|results|opac-search\.pl|searchresults\.aspx)$/;
/** Sierra's `/search~S1/` and `/search/X?…`, WordPress's and Drupal's own. */
const SEARCH_PATH = /\/(?:search|find|results)(?:~[^/]*)?(?:\/|$)/i;
/** Parameters that carry a patron's words. */
const SEARCH_PARAMETERS = new Set(
  'q query lookfor search s term terms searcharg searchterm searchtext search_query keyword keywords kw qu find'.split(
    ' ',
  ),
);

export function isSearchPage(url: URL): boolean {
  const segments = toPagePattern(url.pathname).split('/');
  return (
    segments.some((segment) => SEARCH_SEGMENTS.test(segment)) ||
    SEARCH_PATH.test(url.pathname) ||
    [...url.searchParams.keys()].some((name) => SEARCH_PARAMETERS.has(name.toLowerCase()))
  );
}
