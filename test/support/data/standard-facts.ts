// Facts about a library for the visibility standard, and arbitrary ones.
import fc from 'fast-check';
import { LANDMARKS, PAGE_KINDS, PAGE_STATES, VIEWPORTS, type PageKind, type PageState } from '@askusnow/sdk/contract';
import type {
  KindPage,
  LibraryFacts,
  PageReading,
  PlacementFact,
} from '../../../server/src/visibility/standard/facts.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';

export const NOW_MS = Date.parse('2026-10-05T15:00:00.000Z');

export const aKeyPage = (kind: PageKind | null, part: Partial<KindPage> = {}): KindPage => ({
  name: `The ${kind} page`,
  kind,
  origin: null,
  pattern: kind === null ? '/' : `/${kind}`,
  placement: null,
  viewport: null,
  minPatterns: 1,
  ...part,
});


/** Live, at a key page's pattern. */
export const aPlacementAt = (kind: PageKind, part: Partial<PlacementFact> = {}): PlacementFact => ({
  origin: 'https://www.library.example',
  pattern: `/${kind}`,
  name: 'header',
  form: 'tag',
  isLive: true,
  lastSeenMs: NOW_MS - 3_600_000,
  viewports: ['desktop'],
  recentCount: 40,
  firstScreen: { phone: { measurable: 0, firstScreen: 0 }, desktop: { measurable: 40, firstScreen: 30 } },
  landmarks: null,
  isFloating: false,
  ...part,
});

export const aReading = (kind: PageKind, state: PageState, part: Partial<PageReading> = {}): PageReading => ({
  keyPage: `The ${kind} page`,
  state,
  atMs: NOW_MS - DAY_MS,
  traits: {},
  ...part,
});

export const noFacts: LibraryFacts = {
  keyPages: [],
  placements: [],
  readings: [],
  statements: [],
  countingSinceMs: null,
};

const kind = fc.constantFrom(...PAGE_KINDS);
const views = fc
  .tuple(fc.nat(60), fc.nat(60))
  .map(([one, other]) => ({ measurable: Math.max(one, other), firstScreen: Math.min(one, other) }));
const atMs = fc.integer({ min: NOW_MS - 500 * DAY_MS, max: NOW_MS });

export const somePlacements = fc.array(
  fc
    .record({
      kind,
      isLive: fc.boolean(),
      lastSeenMs: atMs,
      viewports: fc.subarray([...VIEWPORTS]),
      recentCount: fc.nat(200),
      firstScreen: fc.option(fc.record({ phone: views, desktop: views })),
      landmarks: fc.option(fc.subarray([...LANDMARKS], { minLength: 1 })),
      isFloating: fc.boolean(),
      form: fc.constantFrom('tag' as const, 'link' as const),
    })
    .map(({ kind: its, ...part }) => aPlacementAt(its, part)),
  { maxLength: 8 },
);

export const someReadings = fc.array(
  fc
    .record({
      kind,
      state: fc.constantFrom(...PAGE_STATES),
      atMs,
      traits: fc.constantFrom({}, { 'one-click': true }, { 'one-click': false, 'text-link': true }),
    })
    .map(({ kind: its, state, ...part }) => aReading(its, state, part)),
  { maxLength: 8 },
);

export const someFacts: fc.Arbitrary<LibraryFacts> = fc.record({
  keyPages: fc.subarray(PAGE_KINDS.map((each) => aKeyPage(each))),
  placements: somePlacements,
  readings: someReadings,
  statements: fc.array(
    fc.record({
      rule: fc.constantFrom('reviewed', 'vendor-databases', 'home-tag', 'off-site'),
      verdict: fc.constantFrom('met' as const, 'not-met' as const, 'not-applicable' as const),
      atMs,
      by: fc.constant('A liaison'),
      revision: fc.constant(1),
    }),
    { maxLength: 4 },
  ),
  countingSinceMs: fc.option(atMs),
});
