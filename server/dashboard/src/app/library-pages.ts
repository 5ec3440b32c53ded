// The pages of one library.
import type { Session } from '@askusnow/sdk';
import type { LibraryPageName } from '@askusnow/server/dashboard-pages';
import { html, type TemplateResult } from 'lit';
import { messages } from '../i18n/app.js';
import type { Route } from '../ui/route.js';
import type { Script } from './page-script.js';

export interface Library {
  id: string;
  name: string;
}

/** The groups of a library's pages, in order, by what a liaison does there. */
export const LIBRARY_GROUPS = {
  chats: messages.chatsGroup,
  website: messages.websiteGroup,
  providers: messages.providersGroup,
  reports: messages.reportsGroup,
  people: messages.peopleGroup,
} as const;

/** A page of one library. To add one: its element, and an entry in `LIBRARY_PAGES`. */
export interface LibraryPage {
  group: keyof typeof LIBRARY_GROUPS;
  /** Its words in the navigation, and in the window's title. */
  name: string;
  script: Script;
  show(library: Library, session: Session, route: Route): TemplateResult;
  /** The coordinator alone sees it. */
  isForCoordinator?: true;
}

/** A page of any library, for every reader: those who answer chats answer for all of them. */
export const POLICIES = 'policies';

export const loadSharedHours: Script = () => import('../shared-hours/shared-hours-page.js');

/** By the last word of the address; `library` is the first page. */
export const LIBRARY_PAGES: Readonly<Record<string, LibraryPage>> = {
  coverage: {
    group: 'chats',
    name: 'Coverage',
    script: () => import('../coverage/coverage-page.js'),
    show: ({ id, name }, session) =>
      html`<coverage-page .library=${id} .name=${name} .session=${session}></coverage-page>`,
  },
  shifts: {
    group: 'chats',
    name: 'Shifts',
    script: () => import('../schedule/shifts-page.js'),
    show: ({ id, name }) => html`<shifts-page .library=${id} .name=${name}></shifts-page>`,
  },
  hours: {
    group: 'chats',
    name: messages.hoursPage,
    script: () => import('../schedule/hours-page.js'),
    show: ({ id, name }, session) => html`<hours-page .library=${id} .name=${name} .session=${session}></hours-page>`,
  },
  'shared-hours': {
    group: 'chats',
    name: messages.sharedHoursPage,
    script: loadSharedHours,
    show: ({ id, name }, session) =>
      html`<shared-hours-page .library=${id} .name=${name} .session=${session}></shared-hours-page>`,
  },
  'follow-ups': {
    group: 'chats',
    name: messages.followUpsPage,
    script: () => import('../follow-ups/follow-ups-page.js'),
    show: ({ id, name }, session) =>
      html`<follow-ups-page .library=${id} .name=${name} .session=${session}></follow-ups-page>`,
  },
  library: {
    group: 'website',
    name: 'Numbers',
    script: () => import('../numbers/library-page.js'),
    show: ({ id, name }, { role }, { period }) =>
      html`<library-page .library=${id} .name=${name} .period=${period} .reader=${role}></library-page>`,
  },
  visibility: {
    group: 'website',
    name: 'Visibility',
    script: () => import('../visibility/visibility-page.js'),
    show: ({ id, name }, _session, { part }) =>
      html`<visibility-page .library=${id} .name=${name} .asked=${part}></visibility-page>`,
  },
  setup: {
    group: 'website',
    name: messages.setupPage,
    isForCoordinator: true,
    script: () => import('../partners/setup-page.js'),
    show: ({ id, name }) => html`<setup-page .library=${id} .name=${name}></setup-page>`,
  },
  promotion: {
    group: 'website',
    name: 'Promotion',
    script: () => import('../promotion/promotion-page.js'),
    show: ({ id, name }) => html`<promotion-page .library=${id} .name=${name}></promotion-page>`,
  },
  local: {
    group: 'providers',
    name: messages.localPage,
    script: () => import('../local/local-page.js'),
    show: ({ id, name }) => html`<local-page .library=${id} .name=${name}></local-page>`,
  },
  sampling: {
    group: 'reports',
    name: 'Questions',
    script: () => import('../questions/questions-page.js'),
    show: ({ id, name }, session) =>
      html`<questions-page .library=${id} .name=${name} .session=${session}></questions-page>`,
  },
  notifications: {
    group: 'people',
    name: messages.notificationsPage,
    script: () => import('../notifications/notifications-page.js'),
    show: ({ id, name }, { role }) =>
      html`<notifications-page .library=${id} .name=${name} .reader=${role}></notifications-page>`,
  },
  people: {
    group: 'people',
    name: messages.peoplePage,
    script: () => import('../people/people-page.js'),
    show: ({ id, name }, session) => html`<people-page .library=${id} .name=${name} .session=${session}></people-page>`,
  },
  training: {
    group: 'people',
    name: messages.trainingPage,
    script: () => import('../training/training-page.js'),
    show: ({ id, name }) => html`<training-page .library=${id} .name=${name}></training-page>`,
  },
} satisfies Record<Exclude<LibraryPageName, typeof POLICIES | 'month'>, LibraryPage>;

export const mayOpen = ({ isForCoordinator }: LibraryPage, { role }: Session): boolean =>
  isForCoordinator !== true || role === 'coordinator';
