import type { Session } from '@askusnow/sdk';
import type { LibraryPageName, PageName } from '@askusnow/server/dashboard-pages';
import { html, nothing, type TemplateResult } from 'lit';
import '../announcements/announcements-page.js';
import '../audit/audit-page.js';
import '../meetings/meetings-page.js';
import '../state-sheet/state-sheet-page.js';
import '../training/training-page.js';
import '../people/accounts-page.js';
import '../home/home-page.js';
import '../home/partners-page.js';
import '../home/provider-home.js';
import '../coverage/coverage-page.js';
import '../desk/desk-page.js';
import '../local/local-page.js';
import '../guide/guide-page.js';
import '../follow-ups/follow-ups-page.js';
import '../schedule/hours-page.js';
import '../numbers/library-page.js';
import '../coverage/now-page.js';
import '../numbers/overview-page.js';
import '../people/own-account-page.js';
import '../people/people-page.js';
import '../policies/policies-page.js';
import '../policies/policy-search-page.js';
import '../problems/problems-page.js';
import '../promotion/promotion-page.js';
import '../questions/questions-page.js';
import '../schedule/shifts-page.js';
import '../system/system-page.js';
import '../visibility/cooperative-month-page.js';
import '../visibility/month-page.js';
import '../visibility/standard-page.js';
import '../visibility/visibility-page.js';
import '../ui/notice-card.js';
import { messages } from '../i18n/app.js';
import { WORDS } from '../i18n/words.js';
import { messages as announcementMessages } from '../i18n/announcements.js';
import { messages as trainingMessages } from '../i18n/training.js';
import { messages as followUpMessages } from '../i18n/follow-ups.js';
import { messages as homeMessages } from '../i18n/home.js';
import { messages as meetingMessages } from '../i18n/meetings.js';
import { messages as stateSheetMessages } from '../i18n/state-sheet.js';
import { messages as policyMessages } from '../i18n/policies.js';
import { messages as problemMessages } from '../i18n/problems.js';
import type { ReportedPage } from '../problems/problem-form.js';
import type { NavEntry, NavLink } from './page-nav.js';
import './page-nav.js';
import { homeHref, libraryHref, libraryPageHref, pageHref, type Route } from '../ui/route.js';

interface Library {
  id: string;
  name: string;
}

/** The groups of a library's pages, in order, by what a liaison does there. */
const LIBRARY_GROUPS = {
  chats: messages.chatsGroup,
  website: messages.websiteGroup,
  providers: messages.providersGroup,
  reports: messages.reportsGroup,
  people: messages.peopleGroup,
} as const;

/** The groups of the coordinator's pages, in order. */
const MAIN_GROUPS = {
  cooperative: messages.cooperativeGroup,
  administration: messages.administrationGroup,
} as const;

/** A page of one library. To add one: its element, and a line in `LIBRARY_PAGES`. */
interface LibraryPage {
  group: keyof typeof LIBRARY_GROUPS;
  /** Its words in the navigation, and in the window's title. */
  name: string;
  show(library: Library, session: Session, route: Route): TemplateResult;
}

/** A page that belongs to no library. To add one: its element, and a line in `PAGES`. */
interface Page {
  title(session: Session, route: Route): string;
  show(session: Session, route: Route): TemplateResult;
  /** Its words in the coordinator's navigation, who alone sees it; absent: everybody may, and no link is shown. */
  coordinatorLink?: string;
  /** Its group there; absent: its link stands alone. */
  group?: keyof typeof MAIN_GROUPS;
  /** Everybody may see it, and the coordinator has a link. */
  isForAll?: true;
}

/** A page of any library, for every reader: those who answer chats answer for all of them. */
const POLICIES = 'policies';

/** By the last word of the address; `library` is the first page. */
const LIBRARY_PAGES: Readonly<Record<string, LibraryPage>> = {
  coverage: {
    group: 'chats',
    name: 'Coverage',
    show: ({ id, name }, session) =>
      html`<coverage-page .library=${id} .name=${name} .session=${session}></coverage-page>`,
  },
  shifts: {
    group: 'chats',
    name: 'Shifts',
    show: ({ id, name }) => html`<shifts-page .library=${id} .name=${name}></shifts-page>`,
  },
  hours: {
    group: 'chats',
    name: messages.hoursPage,
    show: ({ id, name }, session) => html`<hours-page .library=${id} .name=${name} .session=${session}></hours-page>`,
  },
  'follow-ups': {
    group: 'chats',
    name: followUpMessages.title,
    show: ({ id, name }, session) =>
      html`<follow-ups-page .library=${id} .name=${name} .session=${session}></follow-ups-page>`,
  },
  library: {
    group: 'website',
    name: 'Numbers',
    show: ({ id, name }, { role }, { days }) =>
      html`<library-page .library=${id} .name=${name} .days=${days} .reader=${role}></library-page>`,
  },
  visibility: {
    group: 'website',
    name: 'Visibility',
    show: ({ id, name }) => html`<visibility-page .library=${id} .name=${name}></visibility-page>`,
  },
  promotion: {
    group: 'website',
    name: 'Promotion',
    show: ({ id, name }) => html`<promotion-page .library=${id} .name=${name}></promotion-page>`,
  },
  local: {
    group: 'providers',
    name: messages.localPage,
    show: ({ id, name }) => html`<local-page .library=${id} .name=${name}></local-page>`,
  },
  month: {
    group: 'reports',
    name: messages.monthPage,
    show: ({ id, name }) => html`<month-page .library=${id} .name=${name}></month-page>`,
  },
  sampling: {
    group: 'reports',
    name: 'Questions',
    show: ({ id, name }, session) =>
      html`<questions-page .library=${id} .name=${name} .session=${session}></questions-page>`,
  },
  people: {
    group: 'people',
    name: messages.peoplePage,
    show: ({ id, name }, session) => html`<people-page .library=${id} .name=${name} .session=${session}></people-page>`,
  },
  training: {
    group: 'people',
    name: trainingMessages.title,
    show: ({ id, name }) => html`<training-page .library=${id} .name=${name}></training-page>`,
  },
} satisfies Record<Exclude<LibraryPageName, typeof POLICIES>, LibraryPage>;

/** By the last word of the address; `home` is the dashboard's own. */
const PAGES: Readonly<Record<string, Page>> = {
  home: {
    title: ({ role }, { days }) =>
      role === 'coordinator' ? messages.lastDays(WORDS.allLibraries, days) : homeMessages.heading,
    show({ role, libraries }, { days }) {
      if (role === 'coordinator') return html`<overview-page .days=${days}></overview-page>`;
      if (role === 'provider') return html`<provider-home></provider-home>`;
      return html`<home-page .libraries=${libraries} .days=${days}></home-page>`;
    },
  },
  now: {
    coordinatorLink: 'Now',
    title: () => 'Now',
    show: (session) => html`<now-page .session=${session}></now-page>`,
  },
  'follow-ups': {
    coordinatorLink: followUpMessages.title,
    group: 'cooperative',
    isForAll: true,
    title: () => followUpMessages.title,
    show: (session) => html`<follow-ups-page .session=${session}></follow-ups-page>`,
  },
  policies: {
    coordinatorLink: policyMessages.readPage,
    group: 'cooperative',
    isForAll: true,
    title: () => policyMessages.searchTitle,
    show: () => html`<policy-search-page></policy-search-page>`,
  },
  partners: {
    coordinatorLink: 'Partners',
    group: 'cooperative',
    title: () => 'Partners',
    show: () => html`<partners-page></partners-page>`,
  },
  month: {
    coordinatorLink: messages.monthPage,
    group: 'cooperative',
    title: () => messages.monthPage,
    show: () => html`<cooperative-month-page></cooperative-month-page>`,
  },
  announcements: {
    coordinatorLink: announcementMessages.title,
    group: 'cooperative',
    isForAll: true,
    title: () => announcementMessages.title,
    show: () => html`<announcements-page></announcements-page>`,
  },
  meetings: {
    coordinatorLink: meetingMessages.title,
    group: 'cooperative',
    isForAll: true,
    title: () => meetingMessages.title,
    show: (session) => html`<meetings-page .session=${session}></meetings-page>`,
  },
  'state-report': {
    coordinatorLink: stateSheetMessages.title,
    group: 'cooperative',
    isForAll: true,
    title: () => stateSheetMessages.title,
    show: () => html`<state-sheet-page></state-sheet-page>`,
  },
  problems: {
    coordinatorLink: problemMessages.coordinatorTitle,
    group: 'cooperative',
    isForAll: true,
    title: ({ role }) => (role === 'coordinator' ? problemMessages.coordinatorTitle : problemMessages.title),
    show: (session) => html`<problems-page .session=${session} .pages=${reportedPages()}></problems-page>`,
  },
  standard: {
    coordinatorLink: 'Standard',
    group: 'cooperative',
    title: () => 'Visibility standard',
    show: () => html`<standard-page></standard-page>`,
  },
  accounts: {
    coordinatorLink: 'Accounts',
    group: 'administration',
    title: () => 'Accounts',
    show: (session, { queue }) => html`<accounts-page .queue=${queue} .session=${session}></accounts-page>`,
  },
  audit: {
    coordinatorLink: 'Audit',
    group: 'administration',
    title: () => 'Audit log',
    show: ({ libraries }) => html`<audit-page .libraries=${libraries}></audit-page>`,
  },
  system: {
    coordinatorLink: 'System',
    group: 'administration',
    title: () => 'System',
    show: () => html`<system-page></system-page>`,
  },
  guide: {
    title: () => messages.guidePage,
    show: () => html`<guide-page></guide-page>`,
  },
  account: {
    title: () => messages.accountPage,
    show: (session) => html`<own-account-page .session=${session}></own-account-page>`,
  },
  desk: {
    title: ({ queues }, { queue }) => queues.find(({ id }) => id === queue)?.name ?? 'Desk',
    show: ({ queues, role, endsAt }, { queue }) =>
      html`<desk-page
        .queue=${queue}
        .queues=${queues}
        .reader=${role}
        .signedInUntil=${role === 'desk' ? endsAt : null}
      ></desk-page>`,
  },
} satisfies Record<PageName, Page>;

/** The pages that a problem can be reported about, by their names. */
const reportedPages = (): ReportedPage[] =>
  [
    ...Object.entries(LIBRARY_PAGES).map(([key, { name }]) => ({ key, name })),
    { key: 'home', name: homeMessages.home },
    { key: 'desk', name: messages.deskPage },
    { key: 'account', name: messages.accountPage },
  ].toSorted((one, other) => one.name.localeCompare(other.name));

/** The pages of a provider's navigation, and those that are linked beside who is signed in. */
const PROVIDER_NAV = ['home', 'follow-ups', 'policies', 'announcements', 'meetings'];
const OF_PROVIDERS = [...PROVIDER_NAV, 'guide', 'problems', 'account'];

const libraryOf = ({ library }: Route, { libraries }: Session): Library | undefined =>
  libraries.find(({ id }) => id === library);

/** What the reader is shown at an address; undefined: there is no such page, or not for this reader. */
function found(route: Route, session: Session): { title: string; show(): TemplateResult } | undefined {
  const key = route.page ?? '';
  if (route.library === null) {
    const page = Object.hasOwn(PAGES, key) ? PAGES[key] : undefined;
    if (!page || (page.coordinatorLink && !page.isForAll && session.role !== 'coordinator')) return undefined;
    if (session.role === 'provider' && !OF_PROVIDERS.includes(key)) return undefined;
    return { title: page.title(session, route), show: () => page.show(session, route) };
  }
  const { library: id } = route;
  if (key === POLICIES)
    return {
      title: policyMessages.readPage,
      show: () => html`<policies-page .library=${id}></policies-page>`,
    };
  const page = Object.hasOwn(LIBRARY_PAGES, key) ? LIBRARY_PAGES[key] : undefined;
  const library = libraryOf(route, session);
  if (!page || !library) return undefined;
  const title = key === 'library' ? messages.lastDays(library.name, route.days) : `${page.name}, ${library.name}`;
  return { title, show: () => page.show(library, session, route) };
}

/** A page's part of the window's title. */
export const pageTitle = (route: Route, session: Session): string =>
  found(route, session)?.title ?? messages.noSuchPage;

/** The element that shows a page. */
export const pageOf = (route: Route, session: Session): TemplateResult =>
  found(route, session)?.show() ?? html`<notice-card level="1" failure="not-found"></notice-card>`;

/** A link of the navigation, marked if its page is shown. */
const navLink = (route: Route, page: string, href: string, words: string): TemplateResult =>
  html`<a href=${href} aria-current=${route.page === page ? 'page' : nothing}>${words}</a>`;

/** Links beside who is signed in: of every reader, and of those whose navigation has no link to the page. */
export const ownLinks = (route: Route, { role }: Session): TemplateResult =>
  html`${role === 'desk' ? navLink(route, 'desk', pageHref('desk'), messages.deskPage) : null}
  ${role === 'liaison' || role === 'viewer' ? navLink(route, 'meetings', pageHref('meetings'), meetingMessages.title) : null}
  ${navLink(route, 'guide', pageHref('guide'), messages.guidePage)}
  ${role === 'coordinator' ? null : navLink(route, 'problems', pageHref('problems'), problemMessages.title)}
  ${navLink(route, 'account', pageHref('account'), messages.accountPage)}`;

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

/** The navigation among pages that belong to no library. */
export function mainNav(route: Route, { role, libraries }: Session): TemplateResult | null {
  if (role !== 'coordinator' && role !== 'provider' && libraries.length < 2) return null;
  // On a library's page no page of this navigation is shown, though their names may be the same.
  const own = route.library === null ? route : { ...route, page: null };
  const home = linkOf(own, 'home', homeHref(), role === 'coordinator' ? WORDS.allLibraries : homeMessages.home);
  const others = Object.entries(PAGES).flatMap(([page, { coordinatorLink, group }]) =>
    coordinatorLink && (role === 'coordinator' || (role === 'provider' && PROVIDER_NAV.includes(page)))
      ? [{ ...linkOf(own, page, pageHref(page), coordinatorLink), group: role === 'provider' ? undefined : group }]
      : [],
  );
  const entries = grouped([home, ...others], MAIN_GROUPS);
  return html`<page-nav name="Main" button=${messages.mainMenu} .entries=${entries}></page-nav>`;
}

/** The library of an account that has one alone: its pages and the home page are one navigation. */
const onlyLibrary = ({ role, libraries: [only, ...more] }: Session): Library | undefined =>
  (role === 'liaison' || role === 'viewer') && more.length === 0 ? only : undefined;

/** The navigation within a library; null on pages that belong to none, for an account with several. */
export function libraryNav(route: Route, session: Session): TemplateResult | null {
  const only = onlyLibrary(session);
  const library = route.library === null ? only : libraryOf(route, session);
  if (library === undefined) return null;
  const home = only ? [linkOf(route, 'home', homeHref(), homeMessages.home)] : [];
  const own = route.library === null ? { ...route, page: null } : route;
  const pages = Object.entries(LIBRARY_PAGES).map(([page, { name, group }]) => {
    const href = page === 'library' ? libraryHref(library.id) : libraryPageHref(library.id, page);
    return { ...linkOf(own, page, href, name), group };
  });
  const links: (NavLink & { group?: keyof typeof LIBRARY_GROUPS })[] = [...home, ...pages];
  const shown = links.find(({ isShown }) => isShown);
  return html`<page-nav
    class="library-nav"
    .name=${library.name}
    .button=${shown ? messages.pageOfLibrary(library.name, shown.words) : library.name}
    .entries=${grouped(links, LIBRARY_GROUPS)}
  ></page-nav>`;
}
