// In:    a key page as the cooperative's file words it, and a place where an entry point stands.
// Out:   whether the place is one that the key page expects.
// Never: guesses: a condition that the file gives is met or it is not.
import type { Viewport } from '@askusnow/sdk/contract';

/** An expected placement. Every condition that is not null must hold. */
export interface KeyPageRule {
  name: string;
  origin: string | null;
  pattern: string | null;
  placement: string | null;
  viewport: Viewport | null;
  /** At least so many distinct patterns match. */
  minPatterns: number;
}

/** One that the file holds. */
export interface KeyPage extends KeyPageRule {
  id: number;
  weight: number;
}

/** Registered origin, page pattern and the webmaster's name. */
export interface Place {
  origin: string;
  pattern: string;
  name: string;
}

/** Whoever names a page in the file wants it shown, whatever its words. */
export const isNamed = (rules: readonly KeyPageRule[], pattern: string): boolean =>
  rules.some((rule) => rule.pattern === pattern);

/** By where it stands alone: in which windows it is seen comes on top. */
export const expectsPlace = (rule: KeyPageRule, place: Place): boolean =>
  (rule.origin === null || rule.origin === place.origin) &&
  (rule.pattern === null || rule.pattern === place.pattern) &&
  (rule.placement === null || rule.placement === place.name);
