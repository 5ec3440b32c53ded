import { html, nothing, type TemplateResult } from 'lit';
import type { NavEntry, Navigation, NavLink } from './navigation.js';

const current = (value: 'page' | 'true', is: boolean): string | typeof nothing => (is ? value : nothing);

export const navLink = ({ words, href, isShown }: NavLink): TemplateResult =>
  html`<a href=${href} aria-current=${current('page', isShown)}>${words}</a>`;

const navItem = (link: NavLink): TemplateResult => html`<li>${navLink(link)}</li>`;

export const navList = (words: string, links: readonly NavLink[]): TemplateResult =>
  html`<ul aria-label=${words}>
    ${links.map((link) => navItem(link))}
  </ul>`;

function navEntry(entry: NavEntry): TemplateResult {
  if (!('pages' in entry)) return navItem(entry);
  const isShown = entry.pages.some((page) => page.isShown);
  return html`<li class=${isShown ? 'shown' : ''}>
    <span aria-hidden="true">${entry.words}</span>
    <a class="group" href=${entry.pages[0]?.href ?? nothing} aria-current=${current('true', isShown)}>${entry.words}</a>
    ${navList(entry.words, entry.pages)}
  </li>`;
}

/**
 * A navigation of two levels. Wide: groups in a row, and the pages of the one that is shown. Narrow: all pages in the
 * menu. styles/page.css has its layout.
 */
export const pageNav = ({ name, entries }: Navigation, kind: string, first: unknown = null): TemplateResult =>
  html`<nav class=${kind} aria-label=${name}>
    ${first}
    <ul>
      ${entries.map((entry) => navEntry(entry))}
    </ul>
  </nav>`;
