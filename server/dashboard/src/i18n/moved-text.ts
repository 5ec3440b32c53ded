// What moved, in the coordinator's table.
import type { Overview } from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import { countText, countedText } from './count-text.js';

type Score = Overview['libraries'][number]['score'];

/** "12 of 19, 3 not known" */
export function scoreCell(score: Score): string {
  if (score === null) return 'not counted';
  const { passed, of, unknown } = score;
  return `${countText(passed)} of ${countText(of)}${unknown === 0 ? '' : `, ${countText(unknown)} not known`}`;
}

/** "+6 points", of a hundred; "no change" below half a point. */
export function changeText(score: Score): string {
  if (score === null || score.change === null) return 'not known';
  const points = Math.round(score.change * 100);
  if (points === 0) return 'no change';
  return `${points > 0 ? '+' : '−'}${countedText(Math.abs(points), 'point')}`;
}

/** "120 before" */
export const clicksBeforeText = (before: number | null): string =>
  before === null ? 'not counted before' : `${countText(before)} before`;

/** "oldest 12 days" */
export function ageText(instant: string, nowMs: number): string {
  const days = Math.floor((nowMs - Date.parse(instant)) / DAY_MS);
  return days <= 0 ? 'oldest today' : `oldest ${countedText(days, 'day')}`;
}
