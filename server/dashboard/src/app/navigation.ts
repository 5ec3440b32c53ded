// Which pages the navigation links, by who reads and what is shown.
import type { Session } from '@askusnow/sdk';
import { messages } from '../i18n/app.js';
import { WORDS } from '../i18n/words.js';
import type { Found } from '../logic/search.js';
import {
  HOME_PART,
  homeHref,
  libraryHref,
  libraryPageHref,
  libraryPartHref,
  numbersHref,
  pageHref,
  type Route,
} from '../ui/route.js';
import { LIBRARY_GROUPS, LIBRARY_PAGES, mayOpen, POLICIES, type Library, type LibraryPage } from './library-pages.js';
import { libraryOf, MAIN_GROUPS, PAGES, PROVIDER_NAV } from './page-registry.js';

/** A link of the navigation. */
export interface NavLink {
  words: string;
  href: string;
  isShown: boolean;
}

/** A link that stands alone, or pages under one name. */
export type NavEntry = NavLink | { words: string; pages: readonly NavLink[] };

/** Links under one name for screen readers. */
export interface Navigation {
  name: string;
  entries: readonly NavEntry[];
}

/** The pages of the cooperative that a liaison reads, in order. */
const LIAISON_NAV = ['announcements', 'meetings', 'liaisons', 'policies', 'contributions', 'state-report'];

/** What somebody who answers chats at a desk looks up. */
const DESK_NAV = ['policies', 'follow-ups'];

const linkOf = (route: Route, page: string, href: string, words: string): NavLink => ({
  words,
  href,
  isShown: route.page === page,
});

/** Links by their groups: one that has none first, and a group of one page as that page. */
function grouped<G extends string>(
  links: readonly (NavLink & { group?: G | undefined })[],
  groups: Readonly<Record<G, string>>,
): NavEntry[] {
  const ofGroup = (Object.entries(groups) as [G, string][]).flatMap(([group, words]): NavEntry[] => {
    const pages = links.filter((link) => link.group === group);
    return pages.length > 1 ? [{ words, pages }] : pages;
  });
  return [...links.filter(({ group }) => group === undefined), ...ofGroup];
}

/** On a library's page no page of the cooperative is shown, though their names may be the same. */
const ownRoute = (route: Route): Route => (route.library === null ? route : { ...route, page: null });

/** Policies of one library are read among those of all. */
const mainLink = (route: Route, page: string): NavLink =>
  linkOf(page === POLICIES ? route : ownRoute(route), page, pageHref(page), PAGES[page]?.coordinatorLink ?? page);

const isLiaison = ({ role }: Session): boolean => role === 'liaison' || role === 'viewer';

/** The library of an account that has one alone: its pages and the cooperative's are one navigation. */
function onlyLibrary(session: Session): Library | undefined {
  const [only, ...more] = session.libraries;
  return isLiaison(session) && more.length === 0 ? only : undefined;
}

/** The pages of the cooperative for a liaison. The statewide schedule stands with the library's own chats where it has them. */
function cooperativeOf(route: Route, session: Session): NavEntry {
  const hasShared = session.sharedDesks.length > 0;
  const pages = LIAISON_NAV.filter((page) => hasShared || page !== 'contributions');
  const week = hasShared && onlyLibrary(session) === undefined ? ['week'] : [];
  return { words: messages.cooperativeGroup, pages: [...week, ...pages].map((page) => mainLink(route, page)) };
}

const homeLink = (route: Route, words = messages.homePage): NavLink => {
  const { page } = ownRoute(route);
  return { words, href: homeHref(), isShown: page === 'home' || page === HOME_PART };
};

/** The navigation among pages that belong to no library; undefined for an account with one library. */
export function mainNavigation(route: Route, session: Session): Navigation | undefined {
  const name = messages.main;
  if (session.role === 'coordinator') {
    const links = Object.entries(PAGES).flatMap(([page, { coordinatorLink, group }]) =>
      coordinatorLink === undefined || page === HOME_PART ? [] : [{ ...mainLink(route, page), group }],
    );
    return { name, entries: grouped([homeLink(route, WORDS.allLibraries), ...links], MAIN_GROUPS) };
  }
  if (session.role === 'desk')
    return {
      name,
      entries: [
        linkOf(ownRoute(route), 'desk', pageHref('desk'), messages.deskPage),
        ...DESK_NAV.map((page) => mainLink(route, page)),
      ],
    };
  if (session.role === 'provider') {
    const links = PROVIDER_NAV.filter((page) => page !== 'home').map((page) => mainLink(route, page));
    return { name, entries: [homeLink(route), ...links] };
  }
  if (!isLiaison(session) || onlyLibrary(session) !== undefined) return undefined;
  return { name, entries: [homeLink(route), cooperativeOf(route, session)] };
}

/** The pages of one library, in their groups. */
function libraryEntries(route: Route, session: Session, { id }: Library): NavEntry[] {
  const own = route.library === null ? { ...route, page: null } : route;
  const pages = Object.entries<LibraryPage>(LIBRARY_PAGES)
    .filter(([, page]) => mayOpen(page, session))
    .map(([page, { name, group }]) => {
      const href = page === 'library' ? libraryHref(id) : libraryPageHref(id, page);
      return { ...linkOf(own, page, href, name), group };
    });
  const isAlone = onlyLibrary(session) !== undefined;
  // The hours of a shared desk belong to no library alone.
  const week =
    isAlone && session.sharedDesks.length > 0 ? [{ ...mainLink(route, 'week'), group: 'chats' as const }] : [];
  const entries = grouped([...pages, ...week], LIBRARY_GROUPS);
  return isAlone ? [homeLink(route), ...entries, cooperativeOf(route, session)] : entries;
}

/** The navigation within a library; undefined on pages that belong to none, for an account with several. */
export function libraryNavigation(route: Route, session: Session): Navigation | undefined {
  const library = route.library === null ? onlyLibrary(session) : libraryOf(route, session);
  return library && { name: library.name, entries: libraryEntries(route, session, library) };
}

/** The days or the month that are shown, of another library. */
function sameDays(id: string, { period, days }: Route): string {
  if (period === '') return libraryHref(id);
  return /^\d{4}-/.test(period) ? numbersHref(id, period) : numbersHref(id, days);
}

/** The same page of each library that the reader may see; empty where there is no other, or none is shown. */
export function sameElsewhere(route: Route, { libraries }: Session): NavLink[] {
  if (route.library === null || libraries.length < 2) return [];
  const page = route.page ?? 'library';
  return libraries.map(({ id, name }) => ({
    words: name,
    href:
      page === 'library'
        ? sameDays(id, route)
        : route.part === null
          ? libraryPageHref(id, page)
          : libraryPartHref(id, page, route.part),
    isShown: id === route.library,
  }));
}

/** Links of the menu of the account: of every reader, and of those whose navigation has no link to the page. */
export function accountLinks(route: Route, { role }: Session): NavLink[] {
  const link = (page: string, words: string): NavLink => linkOf(ownRoute(route), page, pageHref(page), words);
  return [
    ...(role === 'provider' || role === 'viewer' ? [link('welcome', messages.welcomePage)] : []),
    ...(role === 'coordinator' ? [] : [link('problems', messages.problemPage)]),
    link('account', messages.accountPage),
  ];
}

const pagesIn = (entries: readonly NavEntry[]): NavLink[] =>
  entries.flatMap((entry) => ('pages' in entry ? entry.pages : [entry]));

/** What a search by name finds: every page that the reader has a link to, of each library. A provider reads policies of all. */
export function searchedPages(route: Route, session: Session): Found[] {
  const main = [...pagesIn(mainNavigation(route, session)?.entries ?? []), ...accountLinks(route, session)];
  const own = session.libraries.flatMap((library) => [
    { words: library.name, href: libraryHref(library.id) },
    ...pagesIn(libraryEntries(route, session, library)).map(({ words, href }) => ({
      words,
      href,
      about: library.name,
    })),
  ]);
  const worksFor = session.libraries.length > 0 ? [] : session.worksFor;
  const others = worksFor.map(({ id, name }) => ({ words: name, href: libraryPageHref(id, POLICIES) }));
  const parts =
    session.role === 'coordinator'
      ? [{ words: messages.partnersPart, href: pageHref(HOME_PART), about: WORDS.allLibraries }]
      : [];
  return [...main.map(({ words, href }) => ({ words, href })), ...parts, ...own, ...others];
}
