import type { Landmark, Placement, Rate, Sight } from '@askusnow/sdk';
import { LANDMARK_NAMES } from '@askusnow/server/landmark-names';
import { countedText, countText } from './count-text.js';

type Fault = Sight['faults'][number]['fault'];

/** What was measured, before "in 3 of 12 page views", and what a webmaster does about it. An old version is said of all places together. */
const FAULTS: Record<Exclude<Fault, 'outdated'>, { seen: string; fix: string }> = {
  covered: {
    seen: 'Something else covered the button',
    fix: 'Move the button, or the banner or bubble in front of it, so that they do not overlap.',
  },
  hidden: {
    seen: 'The page hid the button',
    fix: 'If it is in a closed menu, put a second one where it shows without a click. If not, remove the style that hides it.',
  },
  transparent: {
    seen: 'The button was transparent',
    fix: 'Remove “opacity: 0” from the tag and from the boxes around it.',
  },
  'zero-size': {
    seen: 'The button was smaller than 24 by 24 pixels',
    fix: 'Remove the fixed width or height from the tag and from the boxes around it.',
  },
  'never-scrolled-to': {
    seen: 'People left before the button was on their screen',
    fix: 'Move it up: into the header, the menu or the top of the page.',
  },
  'two-tags': {
    seen: 'The page had the same button twice',
    fix: 'Remove one of them, or give each a placement name of its own.',
  },
  squeezed: {
    seen: 'The text of the button was cut off or broken',
    fix: 'Give it a wider column, or use a smaller size: variant="button" or variant="link".',
  },
};

const sharesText = ({ numerator, denominator }: Rate): string =>
  `${countText(numerator)} of ${countedText(denominator, 'page view')}`;

/** The parts of a page, in the order in which they are offered. */
export const LANDMARKS = Object.keys(LANDMARK_NAMES) as Landmark[];

/** "Main content" */
export const landmarkLabel = (landmark: Landmark): string =>
  LANDMARK_NAMES[landmark].replace(/^./, (letter) => letter.toUpperCase());

/** "in the header"; empty: not known. */
export const landmarkText = ({ landmark }: Pick<Sight, 'landmark'>): string =>
  landmark === null ? '' : `in ${landmark === 'other' ? '' : 'the '}${LANDMARK_NAMES[landmark]}`;

/** "Something else covered the button in 3 of 12 page views.": the counts themselves, since few make no rate. */
export const faultTexts = ({ faults }: Sight): { seen: string; fix: string }[] =>
  faults.flatMap(({ fault, share }) =>
    fault === 'outdated' ? [] : [{ seen: `${FAULTS[fault].seen} in ${sharesText(share)}.`, fix: FAULTS[fault].fix }],
  );

/** "939 of 939 page views"; empty: no page view had an old version. */
export function outdatedText({ faults }: Sight): string {
  const outdated = faults.find(({ fault }) => fault === 'outdated');
  return outdated ? sharesText(outdated.share) : '';
}

/** How many of them have shown an old version. */
export const outdatedIn = (places: readonly Pick<Placement, 'sight'>[]): number =>
  places.filter(({ sight }) => outdatedText(sight) !== '').length;

/** "11 show an old version; it still works." */
export function oldVersionsText(places: readonly Pick<Placement, 'sight'>[]): string {
  const count = outdatedIn(places);
  return count === 0 ? '' : `${countText(count)} ${count === 1 ? 'shows' : 'show'} an old version; it still works.`;
}

/** Empty: no place has shown an old version. */
export function outdatedPlacesText(places: readonly Pick<Placement, 'sight'>[], days: number): string {
  const count = outdatedIn(places);
  return count === 0
    ? ''
    : `${countText(count)} of ${countedText(places.length, 'place')} showed an old version of the button in the last ${days} days; it still works.`;
}
