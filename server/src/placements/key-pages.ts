// In:    a library's key pages and its placements.
// Out:   which key pages have a live entry point, and which placement serves which.
// Never: guesses: a condition that the file gives is met or it is not.
import type { PlacementList, Viewport } from '@askusnow/sdk/contract';

/** An expected placement, as the cooperative's file words it. Every condition that is not null must hold. */
export interface KeyPageRule {
  name: string;
  origin: string | null;
  pattern: string | null;
  placement: string | null;
  viewport: Viewport | null;
  minPatterns: number;
}

/** What a key page looks at. */
export interface Standing {
  origin: string;
  pattern: string;
  name: string;
  /** Window widths in which it was seen lately. */
  viewports: readonly Viewport[];
  /** An event within its silence limit. */
  heard: boolean;
}

export function matchesKeyPage(rule: KeyPageRule, placement: Standing): boolean {
  return (
    (rule.origin === null || rule.origin === placement.origin) &&
    (rule.pattern === null || rule.pattern === placement.pattern) &&
    (rule.placement === null || rule.placement === placement.name) &&
    (rule.viewport === null || placement.viewports.includes(rule.viewport))
  );
}

/** The count first: "6 of 8". In the file's order. */
export function toKeyPages(rules: readonly KeyPageRule[], placements: readonly Standing[]): PlacementList['keyPages'] {
  const heard = placements.filter((placement) => placement.heard);
  const pages = rules.map((rule) => {
    const patterns = new Set(
      heard.filter((placement) => matchesKeyPage(rule, placement)).map(({ pattern }) => pattern),
    );
    return { name: rule.name, live: patterns.size >= rule.minPatterns };
  });
  return { live: pages.filter(({ live }) => live).length, expected: rules.length, pages };
}

/** The key page that a placement serves: the first that it matches. */
export function keyPageOf(rules: readonly KeyPageRule[], placement: Standing): string | null {
  return rules.find((rule) => matchesKeyPage(rule, placement))?.name ?? null;
}
