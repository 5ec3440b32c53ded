// In:    the links of a library's page, as it was read a moment ago.
// Out:   what somebody may propose: key pages of its menu, and other sites whose linked page has this library's tag.
// Never: proposes or stores anything; reads more than a few pages, or one that robots.txt refuses.
import type { ExpectedTag, FoundAddress } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import { createOriginMatcher, originWarning } from '../../cooperative/origin.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { PageChecker } from './check-page.ts';
import { kindOfLink, type PageLink } from './page/links.ts';
import { isSearchPage } from './search-page.ts';

/** A menu's key pages that are shown. */
const MAX_PAGES = 10;
/** Other sites that are read, all at once. */
const MAX_SITES = 5;
/** Of one other site: the page itself has taken most of the request's time. Units: ms. */
const OTHER_SITE_MS = 5_000;

/** Others on the network can alter a page on http: nobody may propose it. */
const isSafe = (origin: string): boolean => originWarning(origin) === undefined;

type Library = Pick<RegisteredLibrary, 'id' | 'origins' | 'keyPages'>;

/** Pages of registered sites that a menu leads to, of a known kind, and that are no key pages yet. */
export function foundPages({ origins, keyPages }: Library, links: readonly PageLink[]): FoundAddress[] {
  const registeredOf = createOriginMatcher(origins);
  const known = new Set(keyPages.map(({ origin, pattern }) => `${origin} ${pattern}`));
  return links
    .flatMap((link): FoundAddress[] => {
      const url = new URL(link.address);
      const site = registeredOf(url.origin);
      const kind = kindOfLink(link);
      if (!link.isInMenu || site === undefined || kind === null || isSearchPage(url) || !isSafe(url.origin)) return [];
      const page = `${site.origin} ${toPagePattern(url.pathname)}`;
      if (known.has(page)) return [];
      known.add(page);
      return [{ address: url.origin + url.pathname, kind, name: kind === 'home' ? '' : link.text }];
    })
    .slice(0, MAX_PAGES);
}

/** One page of each other site that is linked; those of menus first. */
export function otherSites({ origins }: Library, links: readonly PageLink[], ownOrigin: string): string[] {
  const registeredOf = createOriginMatcher(origins);
  const pages = new Map<string, string>();
  for (const { address } of links.toSorted((one, other) => Number(other.isInMenu) - Number(one.isInMenu))) {
    const { origin } = new URL(address);
    if (origin !== ownOrigin && isSafe(origin) && registeredOf(origin) === undefined && !pages.has(origin))
      pages.set(origin, address);
  }
  return [...pages.values()].slice(0, MAX_SITES);
}

export async function findAddresses(
  checker: PageChecker,
  library: Library,
  { links, expected }: { links: readonly PageLink[]; expected: ExpectedTag },
): Promise<FoundAddress[]> {
  const read = otherSites(library, links, new URL(expected.publicUrl).origin).map(
    async (address): Promise<FoundAddress[]> => {
      const { entries } = await checker.check(address, expected, { budgetMs: OTHER_SITE_MS });
      // Frames, badges and links are counted without a registered site.
      const isOurs = entries.some(({ form, library: of }) => of === library.id && (form === 'tag' || form === 'tab'));
      return isOurs ? [{ address: new URL(address).origin, kind: null, name: '' }] : [];
    },
  );
  return [...(await Promise.all(read)).flat(), ...foundPages(library, links)];
}
