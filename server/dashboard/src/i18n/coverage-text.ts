import type { CoverageGap, CoverageInterval, CoverageSum, PresenceState } from '@askusnow/sdk';
import { countedText, percentText } from './count-text.js';
import { minutesText } from './moment-text.js';

export const KIND_WORDS: Record<CoverageInterval['kind'], string> = {
  covered: 'covered',
  unmonitored: 'not known',
  uncovered: 'nobody there',
};

export const SEEN_WORDS: Record<PresenceState, string> = {
  available: 'available',
  busy: 'busy',
  nobody: 'nobody',
  unknown: 'not known',
};

export const GAP_WORDS: Record<CoverageGap['kind'], string> = {
  'no-show': 'No-show',
  'late-start': 'Late start',
  'early-end': 'Early end',
  middle: 'Gap in the middle',
};

/** Where no gap is left: none was observed, or all were corrected. */
export const noGapText = (corrected: number): string =>
  corrected === 0
    ? 'No gap seen while there was live status.'
    : `${countedText(corrected, 'gap')} observed, corrected.`;

/** Beside the gaps that are left: how many were corrected. */
export const moreCorrectedText = (corrected: number): string =>
  `${countedText(corrected, 'more gap')} observed, corrected.`;

const BY: Record<CoverageSum['scheduledBy'], string> = {
  shifts: 'The desk’s shifts count as scheduled.',
  hours: 'No shifts: the open hours count as scheduled.',
  nothing: 'Nothing is scheduled.',
};
export const scheduledByText = ({ scheduledBy }: CoverageSum): string => BY[scheduledBy];

/** Below this share of time with live status a range is shown in place of one figure. */
const WATCHED_ENOUGH = 0.9;

/** "72.5–80.4 %" */
const rangeText = (low: number, high: number): string =>
  `${percentText(low).replace(/\s?%$/, '')}–${percentText(high)}`;

/** "78.7 %"; "72.5–80.4 %" where live status was too short for one figure; or why there is none. */
export function coverageValue({ scheduled, value, low, high, observedShare, hidden }: CoverageSum): string {
  if (scheduled === 0) return 'nothing scheduled';
  if (observedShare === 0) return 'No live status';
  if (hidden || value === null || low === null || high === null) return 'too little seen';
  return (observedShare ?? 0) < WATCHED_ENOUGH ? rangeText(low, high) : percentText(value);
}

/** The same for a cell of the coordinator's table, with its range; null: the library has no desk of its own. */
export function coverageCell(sum: CoverageSum | null): { value: string; range: string | undefined } {
  if (sum === null) return { value: 'no own desk', range: undefined };
  const { low, high, observedShare, hidden } = sum;
  const isFigure = !hidden && low !== null && high !== null && (observedShare ?? 0) >= WATCHED_ENOUGH;
  return { value: coverageValue(sum), range: isFigure && low !== high ? rangeText(low, high) : undefined };
}

/** "72.5–80.4 %, live status 92.1 % of the time": how certain the figure is. */
export function coverageBounds({ scheduled, low, high, observedShare, hidden }: CoverageSum): string {
  if (scheduled === 0 || observedShare === null) return 'no scheduled time in these days';
  if (observedShare === 0) return 'so no coverage figure';
  const seen = `live status ${percentText(observedShare)} of the time`;
  if (hidden || low === null || high === null) return `${seen}: too little for a figure`;
  if (observedShare < WATCHED_ENOUGH) return seen;
  return low === high ? seen : `${rangeText(low, high)}, ${seen}`;
}

/** Minutes of late starts or early ends; "not known" without live status, since 0 min would look good. */
export const seenMinutes = ({ observedShare }: CoverageSum, minutes: number): string =>
  observedShare === null || observedShare === 0 ? 'not known' : minutesText(minutes);

/** "7 h covered, 20 min nobody there, 40 min not known, of 8 h" */
export function madeOfText({ scheduled, covered, uncovered, unmonitored }: CoverageSum): string {
  const parts = [
    `${minutesText(covered)} covered`,
    ...(uncovered > 0 ? [`${minutesText(uncovered)} nobody there`] : []),
    ...(unmonitored > 0 ? [`${minutesText(unmonitored)} not known`] : []),
  ];
  return `${parts.join(', ')}, of ${minutesText(scheduled)}`;
}
