import type { Landmark, Sight } from '@askusnow/sdk';
import { LANDMARK_NAMES } from '@askusnow/server/landmark-names';
import { countedText, countText } from './count-text.js';

type Fault = Sight['faults'][number];

/** What was measured, before "in 3 of 12 page views", and what a webmaster does about it. */
const FAULTS: Record<Fault['fault'], { seen: string; fix: string }> = {
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
  outdated: {
    seen: 'The page had an old version of the button',
    fix: 'Replace the script line by the one in “The tag for this library”.',
  },
  squeezed: {
    seen: 'The text of the button was cut off or broken',
    fix: 'Give it a wider column, or use a smaller size: variant="button" or variant="link".',
  },
};

/** The parts of a page, in the order in which they are offered. */
export const LANDMARKS = Object.keys(LANDMARK_NAMES) as Landmark[];

/** "Main content" */
export const landmarkLabel = (landmark: Landmark): string =>
  LANDMARK_NAMES[landmark].replace(/^./, (letter) => letter.toUpperCase());

/** "in the header"; empty: not known. */
export const landmarkText = ({ landmark }: Pick<Sight, 'landmark'>): string =>
  landmark === null ? '' : `in ${landmark === 'other' ? '' : 'the '}${LANDMARK_NAMES[landmark]}`;

/** "Something else covered the button in 3 of 12 page views." The counts themselves, since few make no rate. */
export function faultText({ fault, share: { numerator, denominator } }: Fault): string {
  const of = fault === 'outdated' ? countedText(denominator, 'impression') : countedText(denominator, 'page view');
  return `${FAULTS[fault].seen} in ${countText(numerator)} of ${of}.`;
}

export const fixText = ({ fault }: Fault): string => FAULTS[fault].fix;
