// In:    a library's key pages and its placements.
// Out:   the key pages with a live entry point, and the placement that serves each.
// Never: guesses: each condition in the file is met or not.
import type { PlacementList, Viewport } from '@askusnow/sdk/contract';
import { expectsPlace, type KeyPageRule, type Place } from '../../cooperative/key-page.ts';

/** A place with the facts that key pages use. */
export interface ObservedPlace extends Place {
  /** Window widths of its recent events. */
  viewports: readonly Viewport[];
  /** It has an event within its silence limit. */
  isLive: boolean;
}

const isServed = (rule: KeyPageRule, place: Omit<ObservedPlace, 'isLive'>): boolean =>
  expectsPlace(rule, place) && (rule.viewport === null || place.viewports.includes(rule.viewport));

/** "www.library.example/catalog": where a rule names a site or a page. */
const whereOf = ({ origin, pattern }: KeyPageRule): string | null =>
  origin === null && pattern === null ? null : `${origin?.replace(/^https?:\/\//, '') ?? ''}${pattern ?? ''}`;

/** The count first: "6 of 8". In the file's order. */
export function toKeyPages(rules: readonly KeyPageRule[], places: readonly ObservedPlace[]): PlacementList['keyPages'] {
  const live = places.filter((place) => place.isLive);
  const pages = rules.map((rule) => {
    const patterns = new Set(live.filter((place) => isServed(rule, place)).map(({ pattern }) => pattern));
    return {
      name: rule.name,
      live: patterns.size >= rule.minPatterns,
      where: whereOf(rule),
      placement: rule.placement,
      viewport: rule.viewport,
      minPages: rule.minPatterns,
      livePages: patterns.size,
    };
  });
  return { live: pages.filter(({ live }) => live).length, expected: rules.length, pages };
}

/** A rule about all pages is a condition on the whole site: seen on a phone, on two kinds of page. */
const isOfOnePage = ({ pattern, placement, viewport, minPatterns }: KeyPageRule): boolean =>
  viewport === null && minPatterns === 1 && (pattern !== null || placement !== null);

/** The first key page that the placement matches. */
export function keyPageOf(rules: readonly KeyPageRule[], place: Omit<ObservedPlace, 'isLive'>): string | null {
  return rules.find((rule) => isOfOnePage(rule) && isServed(rule, place))?.name ?? null;
}
