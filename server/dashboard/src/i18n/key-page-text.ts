// Where a key page is, and how to put the button on it.
import type { PlacementList } from '@askusnow/sdk';
import { countText, listText } from './count-text.js';

type KeyPage = PlacementList['keyPages']['pages'][number];

/** False for a condition on the whole site, which any of its pages can meet. */
export const isOfOnePage = ({ viewport, minPages, where, placement }: KeyPage): boolean =>
  viewport === null && minPages === 1 && (where !== null || placement !== null);

const WIDTHS: Record<NonNullable<KeyPage['viewport']>, string> = {
  phone: 'a phone',
  tablet: 'a tablet',
  desktop: 'a desktop computer',
};

/** Null: it names no single page; a pattern with `:id` or `:slug` stands for many, and its name says more. */
const addressText = ({ where }: KeyPage): string | null => (where === null || /\/.*:/.test(where) ? null : where);

/** "www.library.example/, place “header”"; empty: its name is all that is known. */
const marksText = (page: KeyPage): string =>
  [addressText(page), page.placement && `place “${page.placement}”`].filter(Boolean).join(', ');

/** "Home page (www.library.example/)", "No results (place “no-results”)" */
function pageText(page: KeyPage): string {
  const marks = marksText(page);
  return marks === '' ? page.name : `${page.name} (${marks})`;
}

/** "Seen on a phone", "On 2 different pages, seen on 1 so far" */
function conditionText({ name, viewport, minPages, livePages }: KeyPage): string {
  if (viewport !== null) return `seen on ${WIDTHS[viewport]}`;
  if (minPages > 1) return `on ${countText(minPages)} different pages; seen on ${countText(livePages)} so far`;
  return name;
}

/** Below a key page's name: where it is, or the condition that it must meet. */
export function keyPageDetail(page: KeyPage): string {
  if (isOfOnePage(page)) return addressText(page) ?? '';
  return [conditionText(page), addressText(page)].filter(Boolean).join(', ');
}

function conditionStep(page: KeyPage): string {
  const { viewport, minPages, livePages, where, name } = page;
  const site = addressText(page) ?? (where === null ? 'your site' : `“${name}”`);
  if (viewport !== null)
    return `Open a page of ${site} on ${WIDTHS[viewport]}. If the button is not there, ask your webmaster to show it in that layout, too.`;
  if (minPages > 1)
    return `Ask your webmaster to add the tag to another page of ${site}: it is on ${countText(livePages)} of ${countText(minPages)} different pages.`;
  return `Ask your webmaster to add the tag: ${page.name}.`;
}

/** What to do about key pages without the button. Empty if each has it, or if there are no key pages. */
export function keyPageSteps({ keyPages }: Pick<PlacementList, 'keyPages'>): string[] {
  const missing = keyPages.pages.filter(({ live }) => !live);
  const pages = missing.filter(isOfOnePage).map(pageText);
  return [
    ...(pages.length === 0
      ? []
      : [`Ask your webmaster to add the tag to the key pages without it: ${listText(pages)}.`]),
    ...missing.filter((page) => !isOfOnePage(page)).map(conditionStep),
  ];
}
