import type { CoverageNow } from '@askusnow/sdk';
import { countedText, countText } from './count-text.js';

/** The whole in one line: "2 calls for help are open; nobody at 1 desk; 1 desk not known; 5 of 8 desks seen covered." */
export function nowSummary(counts: CoverageNow['counts'], open: number): string {
  const { queues, covered, uncovered, unknown, unstaffed } = counts;
  const parts = [
    open === 0 ? 'No call for help is open' : countedText(open, 'call for help is open', 'calls for help are open'),
    ...(uncovered > 0 ? [`nobody at ${countedText(uncovered, 'desk')}`] : []),
    ...(unstaffed > 0 ? [`nobody scheduled at ${countedText(unstaffed, 'desk')}`] : []),
    ...(unknown > 0 ? [`${countedText(unknown, 'desk')} not known`] : []),
    `${countText(covered)} of ${countedText(queues, 'desk')} seen covered`,
  ];
  return `${parts.join('; ')}.`;
}
