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

/** "Home page (www.library.example/)", "No results (place “no-results”)" */
function pageText({ name, where, placement }: KeyPage): string {
  const marks = [...(where === null ? [] : [where]), ...(placement === null ? [] : [`place “${placement}”`])];
  return `${name} (${marks.join(', ')})`;
}

/** "Seen on a phone", "On 2 different pages, seen on 1 so far" */
function conditionText({ name, viewport, minPages, livePages }: KeyPage): string {
  if (viewport !== null) return `seen on ${WIDTHS[viewport]}`;
  if (minPages > 1) return `on ${countText(minPages)} different pages; seen on ${countText(livePages)} so far`;
  return name;
}

/** Below a key page's name: where it is, or the condition that it must meet. */
export function keyPageDetail(page: KeyPage): string {
  if (isOfOnePage(page)) return [page.where, page.placement && `place “${page.placement}”`].filter(Boolean).join(', ');
  return `${conditionText(page)}${page.where === null ? '' : `, ${page.where}`}`;
}

function conditionStep(page: KeyPage): string {
  const { viewport, minPages, livePages, where } = page;
  const site = where === null ? 'your site' : where;
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
