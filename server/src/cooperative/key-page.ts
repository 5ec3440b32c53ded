// In:    a key page from the cooperative's file; a place with an entry point.
// Out:   whether the key page expects the place.
// Never: guesses: each condition in the file is met or not.
import type { PageKind, Viewport } from '@askusnow/sdk/contract';

/** An expected placement. All conditions that are not null must match. */
export interface KeyPageRule {
  name: string;
  origin: string | null;
  pattern: string | null;
  placement: string | null;
  viewport: Viewport | null;
  /** At least this many distinct patterns match. */
  minPatterns: number;
}

/** A key page of the file, with its id. */
export interface KeyPage extends KeyPageRule {
  id: number;
  weight: number;
  /** Null: no rule of the visibility standard is about it. */
  kind: PageKind | null;
}

/** Registered origin, page pattern and the webmaster's name. */
export interface Place {
  origin: string;
  pattern: string;
  name: string;
}

/** A page that is named in the file is shown, whatever words its address has. */
export const isNamed = (rules: readonly KeyPageRule[], pattern: string): boolean =>
  rules.some((rule) => rule.pattern === pattern);

/** Ignores the window width, which is a separate condition. */
export const expectsPlace = (rule: KeyPageRule, place: Place): boolean =>
  (rule.origin === null || rule.origin === place.origin) &&
  (rule.pattern === null || rule.pattern === place.pattern) &&
  (rule.placement === null || rule.placement === place.name);

/** Null: it names no single page of a site: a pattern with `:id` or `:slug` stands for many. */
export const addressOf = ({ origin, pattern }: Pick<KeyPageRule, 'origin' | 'pattern'>): string | null =>
  origin === null || origin.includes('*') || !pattern?.startsWith('/') || pattern.includes(':')
    ? null
    : new URL(pattern, origin).href;
