import type { AssistanceRequest, QueueNow } from '@askusnow/sdk';
import { countedText } from './count-text.js';
import { isUnstaffed } from './queue-now-text.js';

/** The whole in one line: "2 calls for help are open; nobody at 1 desk; 1 desk not known; 5 of 8 desks seen covered." */
export function nowSummary(queues: readonly QueueNow[], open: readonly AssistanceRequest[]): string {
  const count = (is: (queue: QueueNow) => boolean): number => queues.filter(is).length;
  const empty = count(({ kind }) => kind === 'uncovered');
  const unstaffed = count(isUnstaffed);
  const dark = count(({ kind, observed }) => kind === 'unmonitored' && observed !== null);
  const covered = count(({ kind }) => kind === 'covered');
  const parts = [
    open.length === 0
      ? 'No call for help is open'
      : countedText(open.length, 'call for help is open', 'calls for help are open'),
    ...(empty > 0 ? [`nobody at ${countedText(empty, 'desk')}`] : []),
    ...(unstaffed > 0 ? [`nobody scheduled at ${countedText(unstaffed, 'desk')}`] : []),
    ...(dark > 0 ? [`${countedText(dark, 'desk')} not known`] : []),
    `${covered} of ${countedText(queues.length, 'desk')} seen covered`,
  ];
  return `${parts.join('; ')}.`;
}
