import type { QueueNow } from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import { untilText } from './moment-text.js';

/** "Open until 9 PM", "Closed until noon tomorrow", "Open at all hours" */
export function openText(
  { hours, closesAt, opensAt, zone }: Pick<QueueNow, 'hours' | 'closesAt' | 'opensAt' | 'zone'>,
  nowMs: number,
): string {
  if (hours === 'unknown') return 'Hours not known';
  const until = hours === 'open' ? closesAt : opensAt;
  // Without an end within a day it closes for no night, and a later closing is no matter of now.
  if (hours === 'open' && (until === null || Date.parse(until) - nowMs > DAY_MS)) return 'Open at all hours';
  return `${hours === 'open' ? 'Open' : 'Closed'}${until === null ? '' : ` until ${untilText(until, zone, nowMs)}`}`;
}
