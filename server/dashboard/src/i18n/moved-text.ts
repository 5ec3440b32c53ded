// What moved, in the coordinator's table.
import type { Overview } from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import { countText, countedText } from './count-text.js';
import { intervalText } from './visibility.js';

type Row = Overview['libraries'][number];

/** "+14", "−3"; '' for no change, or if nothing was counted before. */
export const differenceText = (now: number, before: number | null): string =>
  before === null || now === before ? '' : `${now > before ? '+' : '−'}${countText(Math.abs(now - before))}`;

/** "1,754 clicks in 30 days, +210 vs the 30 days before" */
export function clicksText({ days, counts: { clicks, clicksBefore = null } }: Overview): string {
  const difference = differenceText(clicks, clicksBefore);
  return `${countedText(clicks, 'click')} in ${days} days${difference && `, ${difference} vs the ${days} days before`}`;
}

/** "24 libraries, 6 need attention" */
export const librariesText = ({ counts: { libraries, attention } }: Overview): string =>
  `${countedText(libraries, 'library', 'libraries')}, ${countedText(attention, 'needs', 'need')} attention`;

/** "+6 points", of a hundred, in 30 days; '' below half a point, and without a score of that time. */
export function scoreChangeText(score: Row['score']): string {
  const points = differenceText(Math.round((score?.change ?? 0) * 100), 0);
  return points && `${points} points`;
}

/** "12 of 19" */
export const scoreText = (score: Row['score']): string =>
  score === null ? 'not counted' : `${countText(score.passed)} of ${countText(score.of)}`;

/** "3 not known, 60–75 %, +6 points in 30 days": how certain it is, and how it moved. */
export function scoreNote(score: Row['score']): string {
  if (score === null) return '';
  const open = score.unknown === 0 ? '' : `${countText(score.unknown)} not known`;
  const change = scoreChangeText(score);
  return [open, intervalText(score), change && `${change} in 30 days`].filter(Boolean).join(', ');
}

/** "120 before" */
export const clicksBeforeText = (before: number): string => `${countText(before)} before`;

/** "2 open hand-overs, the oldest 12 days" */
export function handOverText({ open, oldestAt }: Row['handOvers'], nowMs: number): string {
  const days = oldestAt === null ? 0 : Math.floor((nowMs - Date.parse(oldestAt)) / DAY_MS);
  return `${countedText(open, 'open hand-over')}, the oldest ${days <= 0 ? 'of today' : countedText(days, 'day')}`;
}
