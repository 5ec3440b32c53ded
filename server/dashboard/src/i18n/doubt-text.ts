import type { Metrics } from '@askusnow/sdk';
import { countText, countedText } from './count-text.js';
import { weekdayText } from './day-text.js';

type Doubt = Metrics['doubts'][number];

/** What may be wrong with numbers. */
export interface Warning {
  heading: string;
  facts: string[];
  /** What it means for the numbers, and what to do. */
  meaning: string[];
}

/** For the coordinator, of all libraries. */
export const ONE_ADDRESS: Warning = {
  heading: 'The limit on repeated clicks is off',
  facts: ['Nearly all visits reach this server from one network address, as if all patrons sat in one place.'],
  meaning: [
    'Clicks and views from one address are not limited now, so that every patron is counted. A program that clicks again and again would be counted, too.',
    'Ask the person who runs this server to look into its log: it names the setting to change.',
  ],
};

const hour = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', hour: 'numeric' });
/** "3 PM" for 15. */
const hourText = (clockHour: number): string => hour.format(Date.UTC(2026, 0, 1, clockHour));

const WHAT: Record<Doubt['reason'], [one: string, many: string]> = {
  'clicks-unseen': ['click', 'clicks'],
  'clicks-above-usual': ['click', 'clicks'],
  'views-above-usual': ['view', 'views'],
};

/** "Tue, Nov 24, from 3 PM: 120 clicks in one hour. The most in any hour of the four weeks before was 6." */
function doubtText({ date, hour: at, reason, count, usual }: Doubt): string {
  const counted = countedText(count, ...WHAT[reason]);
  if (reason === 'clicks-unseen') return `${weekdayText(date)}: ${counted} on a button that was not in view.`;
  const [when, span, any] =
    at === null
      ? [weekdayText(date), 'on one day', 'on any day']
      : [`${weekdayText(date)}, from ${hourText(at)}`, 'in one hour', 'in any hour'];
  return `${when}: ${counted} ${span}. The most ${any} of the four weeks before was ${countText(usual)}.`;
}

const CLICKS_MEANING =
  'These clicks are in the totals and in the click rate. Until you know where they come from, do not report clicks or the rate for these days.';
const VIEWS_MEANING =
  'These views are in the totals. If they do not come from people, the click rate is really higher than shown.';

/** Null where nothing is in doubt. */
export function doubtWarning(doubts: readonly Doubt[]): Warning | null {
  if (doubts.length === 0) return null;
  const isOfViews = ({ reason }: Doubt): boolean => reason === 'views-above-usual';
  return {
    heading: 'Some of these numbers may not come from people',
    facts: doubts.map(doubtText),
    meaning: [
      ...(doubts.every(isOfViews) ? [] : [CLICKS_MEANING]),
      ...(doubts.some(isOfViews) ? [VIEWS_MEANING] : []),
      'A class visit or a campaign can be the reason. If nobody knows of one, a program may have sent them: tell your coordinator.',
    ],
  };
}
