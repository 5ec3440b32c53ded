import type { Session } from '@askusnow/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import '../people/accounts-page.js';
import '../numbers/choice-page.js';
import '../coverage/coverage-page.js';
import '../desk/desk-page.js';
import '../schedule/hours-page.js';
import '../numbers/library-page.js';
import '../coverage/now-page.js';
import '../numbers/overview-page.js';
import '../people/own-account-page.js';
import '../people/people-page.js';
import '../schedule/shifts-page.js';
import '../system/system-page.js';
import '../ui/notice-card.js';
import { messages } from '../i18n/app.js';
import { LIBRARY_PAGES, libraryHref, libraryPageHref, type LibraryPageName, type Route } from './route.js';

const NAMES: Record<LibraryPageName, string> = {
  coverage: 'Coverage',
  hours: messages.hoursPage,
  shifts: 'Shifts',
  people: messages.peoplePage,
};

const nameOf = (session: Session, library: string): string | undefined =>
  session.libraries.find(({ id }) => id === library)?.name;

/** A page's part of the window's title. */
export function pageTitle(route: Route, session: Session): string {
  if (route.page === 'unknown') return messages.noSuchPage;
  if (route.page === 'desk') return session.queues.find(({ id }) => id === route.queue)?.name ?? 'Desk';
  if (route.page === 'now') return 'Now';
  if (route.page === 'accounts') return 'Accounts';
  if (route.page === 'system') return 'System';
  if (route.page === 'own-account') return 'Your account';
  if (route.page === 'home') {
    return session.role === 'coordinator' ? messages.allLibraries(route.days) : 'Your libraries';
  }
  const name = nameOf(session, route.library);
  if (name === undefined) return messages.noSuchPage;
  return route.page === 'library' ? `${name}, last ${route.days} days` : `${NAMES[route.page]}, ${name}`;
}

const notFound = (): TemplateResult => html`<notice-card level="1" failure="not-found"></notice-card>`;

/** The element that shows a page. */
export function pageOf(route: Route, session: Session): TemplateResult {
  const name = 'library' in route ? nameOf(session, route.library) : '';
  const forCoordinator = (page: TemplateResult): TemplateResult => (session.role === 'coordinator' ? page : notFound());
  if (name === undefined) return notFound();
  switch (route.page) {
    case 'unknown':
      return notFound();
    case 'library':
      return html`<library-page
        .library=${route.library}
        .name=${name}
        .days=${route.days}
        .reader=${session.role}
      ></library-page>`;
    case 'coverage':
      return html`<coverage-page .library=${route.library} .name=${name} .session=${session}></coverage-page>`;
    case 'hours':
      return html`<hours-page .library=${route.library} .name=${name} .session=${session}></hours-page>`;
    case 'shifts':
      return html`<shifts-page .library=${route.library} .name=${name}></shifts-page>`;
    case 'people':
      return html`<people-page .library=${route.library} .name=${name} .session=${session}></people-page>`;
    case 'desk':
      return html`<desk-page
        .queue=${route.queue}
        .queues=${session.queues}
        .reader=${session.role}
        .signedInUntil=${session.role === 'desk' ? session.endsAt : null}
      ></desk-page>`;
    case 'now':
      return forCoordinator(html`<now-page .session=${session}></now-page>`);
    case 'accounts':
      return forCoordinator(html`<accounts-page .queue=${route.queue} .session=${session}></accounts-page>`);
    case 'system':
      return forCoordinator(html`<system-page></system-page>`);
    case 'own-account':
      return html`<own-account-page .session=${session}></own-account-page>`;
    case 'home':
      return session.role === 'coordinator'
        ? html`<overview-page .days=${route.days}></overview-page>`
        : html`<choice-page .libraries=${session.libraries} .days=${route.days}></choice-page>`;
  }
}

/** A link of the navigation, marked if its page is shown. */
export const navLink = (route: Route, page: Route['page'], href: string, words: string): TemplateResult =>
  html`<a href=${href} aria-current=${route.page === page ? 'page' : nothing}>${words}</a>`;

/** The navigation within a library; null on pages that belong to none. */
export function libraryNav(route: Route, session: Session): TemplateResult | null {
  if (!('library' in route)) return null;
  const name = nameOf(session, route.library);
  if (name === undefined) return null;
  return html`<nav class="library-nav" aria-label=${name}>
    ${navLink(route, 'library', libraryHref(route.library), 'Numbers')}
    ${LIBRARY_PAGES.map((page) => navLink(route, page, libraryPageHref(route.library, page), NAMES[page]))}
  </nav>`;
}
