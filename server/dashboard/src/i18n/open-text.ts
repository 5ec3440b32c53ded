import type { OpenNow } from '@askusnow/sdk';
import { untilText } from './moment-text.js';

/** "Open until 9 PM", "Closed until noon tomorrow", "Open at all hours" */
export function openText(
  { hours, neverCloses, closesAt, opensAt, zone }: OpenNow & { zone: string },
  nowMs: number,
): string {
  if (hours === 'unknown') return 'Hours not known';
  if (neverCloses) return 'Open at all hours';
  const until = hours === 'open' ? closesAt : opensAt;
  return `${hours === 'open' ? 'Open' : 'Closed'}${until === null ? '' : ` until ${untilText(until, zone, nowMs)}`}`;
}
