import type { Answers, CoverageNow, QueueNow } from '@askusnow/sdk';
import { countedText, countText, listText } from './count-text.js';

/** The summary of all desks in one line: "2 help requests are open; nobody at 1 desk; 1 desk not known; 5 desks covered, 2 without live status." */
export function nowSummary(counts: CoverageNow['counts'], open: number): string {
  const { covered, uncovered, unknown, unstaffed, withoutSource } = counts;
  const silent = withoutSource === 0 ? '' : `, ${countText(withoutSource)} without live status`;
  const parts = [
    open === 0 ? 'No help request is open' : countedText(open, 'help request is open', 'help requests are open'),
    ...(uncovered > 0 ? [`nobody at ${countedText(uncovered, 'desk')}`] : []),
    ...(unstaffed > 0 ? [`nobody scheduled at ${countedText(unstaffed, 'desk')}`] : []),
    ...(unknown > 0 ? [`${countedText(unknown, 'desk')} not known`] : []),
    `${countedText(covered, 'desk')} covered${silent}`,
  ];
  return `${parts.join('; ')}.`;
}

/** More are counted. */
const MAX_NAMED = 3;

/** "Chat is open at all 24 libraries."; "Chat is open at 23 of 24 libraries, not at Somerset." It may be, where the button stands on no page yet. Of the libraries that are live; '' where the answers are a part of the list. */
export function answeredText({ answers, total }: Answers): string {
  const live = answers.filter((answer) => answer.live);
  if (answers.length < total || live.length === 0) return '';
  const others = live.filter(({ state }) => state !== 'available').map(({ name }) => name);
  const open = live.length - others.length;
  const not = others.length === 0 || others.length > MAX_NAMED ? '' : `, not at ${listText(others)}`;
  const whose = open === live.length ? `all ${countText(open)}` : `${countText(open)} of ${countText(live.length)}`;
  return `Chat is open at ${whose} libraries${not}.`;
}

/** "Statewide desk: Cecil and Harford are scheduled." Of each statewide desk that has somebody. */
export const statewideText = (desks: readonly QueueNow[]): string =>
  desks
    .filter(({ tier, scheduled }) => tier === 'statewide' && scheduled.length > 0)
    .map(({ name, scheduled }) => `${name}: ${listText(scheduled)} ${scheduled.length === 1 ? 'is' : 'are'} scheduled.`)
    .join(' ');
