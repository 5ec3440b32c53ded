// Out:   the stored facts about one library that its score is computed from.
// Never: a fact about a patron: counters, readings of pages and staff's words only.
import type { Form, Landmark, PageKind, PageState, StatementVerdict, Viewport } from '@askusnow/sdk/contract';
import type { KeyPageRule } from '../../cooperative/key-page.ts';
import type { PageTrait } from './default-rules.ts';

/** A key page with its kind; null: none was given. */
export interface KindPage extends KeyPageRule {
  kind: PageKind | null;
}

/** The window widths whose first screen is judged. */
export type FirstScreenWidth = Extract<Viewport, 'phone' | 'desktop'>;

/** Views of the last 28 days in one window width. */
export interface WidthViews {
  /** Impressions where a view can be measured. */
  measurable: number;
  /** Of those, the ones seen without scrolling. */
  firstScreen: number;
}

export interface PlacementFact {
  origin: string;
  pattern: string;
  name: string;
  form: Form;
  isLive: boolean;
  /** Units: ms since the epoch. */
  lastSeenMs: number;
  /** Window widths of the last 28 days. */
  viewports: readonly Viewport[];
  /** Impressions and follows of the last 28 days. */
  recentCount: number;
  /** Null: not on a page whose first screen is judged. */
  firstScreen: Record<FirstScreenWidth, WidthViews> | null;
  /** The landmarks that it was seen in lately; null: it reported none. */
  landmarks: readonly Landmark[] | null;
  /** A floating control, which no rule about a placed tag counts. */
  isFloating: boolean;
}

/** The doctor's reading of a key page's source. Only `found` and `absent` decide a rule. */
export interface PageReading {
  /** Name of the key page. */
  keyPage: string;
  state: PageState;
  atMs: number;
  /** What the reading shows of the tag; absent: not judged. */
  traits: Partial<Record<PageTrait, boolean>>;
}

export interface StatementFact {
  rule: string;
  verdict: StatementVerdict;
  /** Units: ms since the epoch. */
  atMs: number;
  by: string;
  revision: number;
}

export interface LibraryFacts {
  keyPages: readonly KindPage[];
  placements: readonly PlacementFact[];
  readings: readonly PageReading[];
  statements: readonly StatementFact[];
  /** First counted event; null: none yet. */
  countingSinceMs: number | null;
}
