import type { Role, Session, WindowDays } from '@askusnow/sdk';
import type { PageName } from '@askusnow/server/dashboard-pages';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/app.js';
import { WORDS } from '../i18n/words.js';
import type { ReportedPage } from '../problems/problem-form.js';
import { LIBRARY_PAGES, loadSharedHours, mayOpen, POLICIES, type Library } from './library-pages.js';
import type { Script } from './page-script.js';
import type { Route } from '../ui/route.js';

/** The groups of pages that belong to no library, in order. What a library has under the same name is its own. */
export const MAIN_GROUPS = {
  chats: messages.chatsGroup,
  reports: messages.reportsGroup,
  people: messages.peopleGroup,
  cooperative: messages.cooperativeGroup,
  administration: messages.administrationGroup,
} as const;

/** A page that belongs to no library. To add one: its element, and an entry in `PAGES`. */
interface Page {
  title(session: Session, route: Route): string;
  script: Script;
  show(session: Session, route: Route): TemplateResult;
  /** Its words in the coordinator's navigation, who alone sees it; absent: everybody may, and no link is shown. */
  coordinatorLink?: string;
  /** Its group there; absent: its link stands alone. */
  group?: keyof typeof MAIN_GROUPS;
  /** Everybody may see it, and the coordinator has a link. */
  isForAll?: true;
}

const loadPolicies: Script = () => import('../policies/policies-page.js');

const loadLibraries: Script = () => import('../libraries/libraries-page.js');

/** The same element for both parts: the links of the parts keep the focus. */
const showLibraries = (days: WindowDays, isOfPartners: boolean): TemplateResult =>
  html`<libraries-page .days=${days} .partners=${isOfPartners}></libraries-page>`;

const ownHome: Page = {
  title: () => messages.homePage,
  script: () => import('../home/home-page.js'),
  show: ({ libraries, sharedDesks }, { days }) =>
    html`<home-page .libraries=${libraries} .desks=${sharedDesks} .days=${days}></home-page>`,
};

/** The dashboard's own address. */
const HOMES: Readonly<Record<Role, Page>> = {
  coordinator: {
    title: (_session, { days }) => messages.lastDays(WORDS.allLibraries, days),
    script: loadLibraries,
    show: (_session, { days }) => showLibraries(days, false),
  },
  provider: {
    title: () => messages.homePage,
    script: () => import('../home/provider-home.js'),
    show: ({ worksFor, sharedDesks }) =>
      html`<provider-home .libraries=${worksFor} .desks=${sharedDesks}></provider-home>`,
  },
  liaison: ownHome,
  viewer: ownHome,
  // A desk starts at its own page.
  desk: ownHome,
};

/** By the last word of the address. */
export const PAGES: Readonly<Record<string, Page>> = {
  now: {
    coordinatorLink: 'Now',
    title: () => 'Now',
    script: () => import('../coverage/now-page.js'),
    show: (session) => html`<now-page .session=${session}></now-page>`,
  },
  week: {
    coordinatorLink: messages.weekPage,
    group: 'chats',
    isForAll: true,
    title: () => messages.weekPage,
    script: () => import('../schedule/desk-week-page.js'),
    show: ({ sharedDesks, worksFor }, { queue }) =>
      html`<desk-week-page
        .desks=${sharedDesks}
        .queue=${queue}
        .own=${new Set(worksFor.map(({ id }) => id))}
      ></desk-week-page>`,
  },
  'follow-ups': {
    coordinatorLink: messages.followUpsPage,
    group: 'chats',
    isForAll: true,
    title: () => messages.followUpsPage,
    script: () => import('../follow-ups/follow-ups-page.js'),
    show: (session) => html`<follow-ups-page .session=${session}></follow-ups-page>`,
  },
  'shared-hours': {
    coordinatorLink: messages.sharedHoursPage,
    group: 'chats',
    isForAll: true,
    title: () => messages.sharedHoursPage,
    script: loadSharedHours,
    show: (session) => html`<shared-hours-page .session=${session}></shared-hours-page>`,
  },
  policies: {
    coordinatorLink: messages.policiesPage,
    group: 'chats',
    isForAll: true,
    title: () => messages.policySearchPage,
    script: () => import('../policies/policy-search-page.js'),
    show: () => html`<policy-search-page></policy-search-page>`,
  },
  partners: {
    coordinatorLink: messages.partnersPart,
    title: () => `${messages.partnersPart}, ${WORDS.allLibraries}`,
    script: loadLibraries,
    show: (_session, { days }) => showLibraries(days, true),
  },
  desks: {
    coordinatorLink: messages.desksPage,
    group: 'cooperative',
    title: () => messages.desksPage,
    script: () => import('../partners/desks-page.js'),
    show: () => html`<desks-page></desks-page>`,
  },
  month: {
    coordinatorLink: messages.monthPage,
    group: 'reports',
    title: () => messages.monthPage,
    script: () => import('../numbers/cooperative-month-page.js'),
    show: () => html`<cooperative-month-page></cooperative-month-page>`,
  },
  contributions: {
    coordinatorLink: messages.contributionsPage,
    group: 'reports',
    isForAll: true,
    title: () => messages.contributionsPage,
    script: () => import('../contribution/contributions-page.js'),
    show: () => html`<contributions-page></contributions-page>`,
  },
  announcements: {
    coordinatorLink: messages.announcementsPage,
    group: 'people',
    isForAll: true,
    title: () => messages.announcementsPage,
    script: () => import('../announcements/announcements-page.js'),
    show: () => html`<announcements-page></announcements-page>`,
  },
  liaisons: {
    coordinatorLink: messages.liaisonsPage,
    group: 'people',
    isForAll: true,
    title: () => messages.liaisonsPage,
    script: () => import('../liaisons/liaisons-page.js'),
    show: (session, { part }) => html`<liaisons-page .session=${session} .found=${part}></liaisons-page>`,
  },
  meetings: {
    coordinatorLink: messages.meetingsPage,
    group: 'people',
    isForAll: true,
    title: () => messages.meetingsPage,
    script: () => import('../meetings/meetings-page.js'),
    show: (session) => html`<meetings-page .session=${session}></meetings-page>`,
  },
  'state-report': {
    coordinatorLink: messages.stateReportPage,
    group: 'reports',
    isForAll: true,
    title: () => messages.stateReportPage,
    script: () => import('../state-sheet/state-sheet-page.js'),
    show: () => html`<state-sheet-page></state-sheet-page>`,
  },
  problems: {
    coordinatorLink: messages.problemsPage,
    group: 'people',
    isForAll: true,
    title: ({ role }) => (role === 'coordinator' ? messages.problemsPage : messages.problemPage),
    script: () => import('../problems/problems-page.js'),
    show: (session) => html`<problems-page .session=${session} .pages=${reportedPages()}></problems-page>`,
  },
  standard: {
    coordinatorLink: messages.standardPage,
    group: 'cooperative',
    title: () => messages.standardPage,
    script: () => import('../visibility/standard-page.js'),
    show: () => html`<standard-page></standard-page>`,
  },
  accounts: {
    coordinatorLink: 'Accounts',
    group: 'administration',
    title: () => 'Accounts',
    script: () => import('../people/accounts-page.js'),
    show: (session, { queue }) => html`<accounts-page .queue=${queue} .session=${session}></accounts-page>`,
  },
  settings: {
    coordinatorLink: messages.settingsPage,
    group: 'administration',
    title: () => messages.settingsPage,
    script: () => import('../partners/settings-page.js'),
    show: () => html`<settings-page></settings-page>`,
  },
  audit: {
    coordinatorLink: messages.auditPage,
    group: 'administration',
    title: () => messages.auditPage,
    script: () => import('../audit/audit-page.js'),
    show: ({ libraries }) => html`<audit-page .libraries=${libraries}></audit-page>`,
  },
  system: {
    coordinatorLink: 'System',
    group: 'administration',
    title: () => 'System',
    script: () => import('../system/system-page.js'),
    show: () => html`<system-page></system-page>`,
  },
  guide: {
    title: () => messages.guidePage,
    script: () => import('../guide/guide-page.js'),
    show: ({ role }) => html`<guide-page ?coordinator=${role === 'coordinator'}></guide-page>`,
  },
  welcome: {
    title: () => messages.welcomePage,
    script: () => import('../welcome/welcome-page.js'),
    show: (session) => html`<welcome-page .session=${session}></welcome-page>`,
  },
  account: {
    title: () => messages.accountPage,
    script: () => import('../people/own-account-page.js'),
    show: (session) => html`<own-account-page .session=${session}></own-account-page>`,
  },
  desk: {
    title: ({ queues }, { queue }) => queues.find(({ id }) => id === queue)?.name ?? 'Desk',
    script: () => import('../desk/desk-page.js'),
    show: ({ queues, role, endsAt }, { queue }) =>
      html`<desk-page
        .queue=${queue}
        .queues=${queues}
        .reader=${role}
        .signedInUntil=${role === 'desk' ? endsAt : null}
      ></desk-page>`,
  },
} satisfies Record<Exclude<PageName, 'home'>, Page>;

/** The pages that a problem can be reported about, by their names. */
const reportedPages = (): ReportedPage[] =>
  [
    ...Object.entries(LIBRARY_PAGES).map(([key, { name }]) => ({ key, name })),
    { key: 'home', name: messages.homePage },
    { key: 'desk', name: messages.deskPage },
    { key: 'account', name: messages.accountPage },
  ].toSorted((one, other) => one.name.localeCompare(other.name));

/** The pages of a provider's navigation, and those of the menu of the account. */
export const PROVIDER_NAV = ['home', 'week', 'shared-hours', 'follow-ups', 'policies', 'announcements', 'meetings'];
const OF_PROVIDERS = [...PROVIDER_NAV, 'guide', 'problems', 'welcome', 'account'];

/** For the people of libraries, and not for the account of a desk. */
const NOT_FOR_DESKS = ['shared-hours'];

export const libraryOf = ({ library }: Route, { libraries }: Session): Library | undefined =>
  libraries.find(({ id }) => id === library);

/** What is shown at an address. */
export interface ShownPage {
  title: string;
  script: Script;
  show(): TemplateResult;
}

/** The script of an address's page for every role: it can be loaded beside the session. Undefined: each role has its own. */
export function scriptAt({ page, library }: Route): Script | undefined {
  const pages: Readonly<Record<string, { script: Script }>> = library === null ? PAGES : LIBRARY_PAGES;
  return page !== null && Object.hasOwn(pages, page) ? pages[page]?.script : undefined;
}

/** Undefined: there is no such page, or not for this reader. */
export function pageAt(route: Route, session: Session): ShownPage | undefined {
  const key = route.page ?? '';
  if (route.library === null) {
    const page = key === 'home' ? HOMES[session.role] : Object.hasOwn(PAGES, key) ? PAGES[key] : undefined;
    if (!page || (page.coordinatorLink && !page.isForAll && session.role !== 'coordinator')) return undefined;
    if (session.role === 'provider' && !OF_PROVIDERS.includes(key)) return undefined;
    if (session.role === 'desk' && NOT_FOR_DESKS.includes(key)) return undefined;
    return { title: page.title(session, route), script: page.script, show: () => page.show(session, route) };
  }
  const { library: id } = route;
  if (key === POLICIES)
    return {
      title: messages.policiesPage,
      script: loadPolicies,
      show: () => html`<policies-page .library=${id} .found=${route.part}></policies-page>`,
    };
  const page = Object.hasOwn(LIBRARY_PAGES, key) ? LIBRARY_PAGES[key] : undefined;
  const library = libraryOf(route, session);
  if (!page || !library || !mayOpen(page, session)) return undefined;
  const title = `${page.name}, ${library.name}`;
  return { title, script: page.script, show: () => page.show(library, session, route) };
}
