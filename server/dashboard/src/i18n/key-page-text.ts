// What a key page asks for, in words that name a page, and who can put it there.
import type { PlacementList } from '@askusnow/sdk';
import { countText } from './count-text.js';

type KeyPage = PlacementList['keyPages']['pages'][number];

/** A condition on the whole site is no page: it is met by any of them. */
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

/** What is under a key page's name: where it is, or what has to be so. */
export function keyPageDetail(page: KeyPage): string {
  if (isOfOnePage(page)) return [page.where, page.placement && `place “${page.placement}”`].filter(Boolean).join(', ');
  return `${conditionText(page)}${page.where === null ? '' : `, ${page.where}`}`;
}

const MAX_NAMED = 3;

const listText = (texts: readonly string[]): string =>
  texts.slice(0, MAX_NAMED).join(', ') +
  (texts.length > MAX_NAMED ? ` and ${countText(texts.length - MAX_NAMED)} more` : '');

function conditionStep(page: KeyPage): string {
  const { viewport, minPages, livePages, where } = page;
  const site = where === null ? 'your site' : where;
  if (viewport !== null)
    return `Open a page of ${site} on ${WIDTHS[viewport]}. If the button is not there, ask your webmaster to show it in that layout, too.`;
  if (minPages > 1)
    return `Ask your webmaster to add the tag to another page of ${site}: it is on ${countText(livePages)} of ${countText(minPages)} different pages.`;
  return `Ask your webmaster to add the tag: ${page.name}.`;
}

/** What to do about key pages without the button, and who does it. Empty where each has it or none is named. */
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
