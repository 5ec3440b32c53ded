import type { QueueNow } from '@askusnow/sdk';
import { untilText } from './moment-text.js';

/** "Open until 9 PM", "Closed until noon tomorrow" */
export function openText(
  { hours, closesAt, opensAt, zone }: Pick<QueueNow, 'hours' | 'closesAt' | 'opensAt' | 'zone'>,
  nowMs: number,
): string {
  if (hours === 'unknown') return 'Hours not known';
  const until = hours === 'open' ? closesAt : opensAt;
  return `${hours === 'open' ? 'Open' : 'Closed'}${until === null ? '' : ` until ${untilText(until, zone, nowMs)}`}`;
}
