// What moved, in the coordinator's table.
import type { Overview } from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import { countText, countedText } from './count-text.js';
import { intervalText } from './visibility.js';

type Row = Overview['libraries'][number];

/** "+6 points in 30 days", of a hundred; '' below half a point, and without a score of that time. */
function changeText(change: number | null): string {
  const points = Math.round((change ?? 0) * 100);
  if (points === 0) return '';
  return `${points > 0 ? '+' : '−'}${countedText(Math.abs(points), 'point')} in 30 days`;
}

/** The count first: "12 of 19", "3 not known", "60–75 %", "+6 points in 30 days". */
export function scoreLines(score: Row['score']): string[] {
  if (score === null) return ['not counted'];
  const { passed, of, unknown, change } = score;
  const open = unknown === 0 ? '' : `${countText(unknown)} not known`;
  return [`${countText(passed)} of ${countText(of)}`, open, intervalText(score), changeText(change)].filter(Boolean);
}

/** "120 before" */
export const clicksBeforeText = (before: number): string => `${countText(before)} before`;

/** "2 open hand-overs, the oldest 12 days" */
export function handOverText({ open, oldestAt }: Row['handOvers'], nowMs: number): string {
  const days = oldestAt === null ? 0 : Math.floor((nowMs - Date.parse(oldestAt)) / DAY_MS);
  return `${countedText(open, 'open hand-over')}, the oldest ${days <= 0 ? 'of today' : countedText(days, 'day')}`;
}
