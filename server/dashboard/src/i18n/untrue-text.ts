// How long patrons were told what was not so. Where nobody watched, nothing is claimed.
import { secondsText } from './moment-text.js';

/** Over a period. `isShown`: whether it was ever told in it. */
export function untrueText(untrueSec: number, observedSec: number, isShown: boolean): string {
  if (observedSec === 0) return isShown ? 'not known: nobody watched' : secondsText(0);
  return `${secondsText(untrueSec)} of ${secondsText(observedSec)} watched`;
}

/** On a day; null: nothing of it was observed. */
export const untrueDayText = (untrueSec: number | null): string => (untrueSec === null ? '–' : secondsText(untrueSec));
