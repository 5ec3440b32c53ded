/** Why a person may not see an entry point, as its page can measure it. */
export const SIGHT_FAULTS = {
  covered: 'Something else of the page is in front of it at each of five points, for a second.',
  hidden: 'The page does not show it: `display`, `visibility`, `content-visibility` or a closed menu.',
  transparent: 'It, or something around it, has no opacity.',
  'zero-size': 'It is smaller than 24 by 24 px (a link in text: 1 by 1), and makes no impression.',
  'never-scrolled-to': 'The page was left before any of it was on the screen.',
  'two-tags': 'The page has a second entry point of the same library and placement.',
  outdated: "The server serves a newer version of the tag than the page's: the server counts it, by impression.",
  squeezed: 'Its text is cut off, or a word of it is broken over two lines.',
} as const;
/** One of {@link SIGHT_FAULTS}. */
export type SightFault = keyof typeof SIGHT_FAULTS;

/** Where on its page an entry point stands: the nearest element around it with such a name or role. */
export const LANDMARKS = ['header', 'nav', 'main', 'aside', 'footer', 'other'] as const;
export type Landmark = (typeof LANDMARKS)[number];

/** A diagnosis names a fault, or the landmark: that one exactly once, so landmarks count the diagnosed page views. */
export type DiagnosisValue = SightFault | `in-${Landmark}`;

/** What a page may send. An older tag cannot know that it is outdated. */
export const DIAGNOSIS_VALUES: readonly DiagnosisValue[] = [
  ...(Object.keys(SIGHT_FAULTS) as SightFault[]).filter((fault) => fault !== 'outdated'),
  ...LANDMARKS.map((landmark) => `in-${landmark}` as const),
];
