// How long patrons saw a wrong status. Time without live status cannot be checked.
import { secondsText } from './moment-text.js';

/** Over a period. `isShown`: whether patrons saw that status in it. */
export function untrueText(untrueSec: number, observedSec: number, isShown: boolean): string {
  if (observedSec === 0) return isShown ? 'cannot be checked: no live status then' : secondsText(0);
  return `${secondsText(untrueSec)} of ${secondsText(observedSec)}`;
}

/** On a day; null: nothing of it was observed. */
export const untrueDayText = (untrueSec: number | null): string => (untrueSec === null ? '–' : secondsText(untrueSec));
