// What the links to a library's month reports say.
import type { ReportShare, ReportShareState } from '@askusnow/sdk';
import { fullDayText } from './day-text.js';
import { wallClock } from '../logic/wall-clock.js';

export const SHARE_STATE_WORDS: Record<ReportShareState, string> = {
  open: 'Works',
  expired: 'Expired',
  ended: 'Ended',
};

/** "Made by Ada on November 3, 2026. Ends on February 1, 2027. Last opened on November 4, 2026." */
export function shareLine({ state, by, createdAt, endsAt, openedOn }: ReportShare, zone: string): string {
  const day = (instant: string): string => fullDayText(wallClock(Date.parse(instant), zone).date);
  const end = state === 'open' ? `Ends on ${day(endsAt)}` : `Ended on ${day(endsAt)}`;
  const opened = openedOn === null ? 'Never opened' : `Last opened on ${fullDayText(openedOn)}`;
  return `Made by ${by} on ${day(createdAt)}. ${end}. ${opened}.`;
}

export const messages = {
  heading: 'Share with administration',
  note: 'A link shows the months that are over to people without an account. Figures below 5 are left out, and nothing else of your library is shown. Anyone who has the link can open it.',
  none: 'No link yet.',
  forDays: (days: number): string => `${days} days`,
  make: 'Make a link',
  link: 'Link to the month reports. Copy it now: it is shown only once.',
  end: 'End link',
  endSure: 'End this link? It stops working at once for everyone who has it.',
  ended: 'Link ended.',
};
