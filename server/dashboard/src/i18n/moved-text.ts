// What moved, in the coordinator's table.
import type { Overview } from '@askusnow/sdk';
import { DAY_MS } from '../logic/lengths.js';
import { countChangeText } from './change-text.js';
import { countText, countedText } from './count-text.js';
import { messages as numbersMessages } from './numbers.js';
import { intervalText } from './visibility.js';

type Row = Overview['libraries'][number];

const librariesCounted = (count: number): string => countedText(count, 'library', 'libraries');

/** "1,754 clicks in 30 days, 600 of them to check at Howard County Library System · +12 % vs the 30 days before at 20 libraries" */
export function clicksText({ days, counts: { libraries, clicks, clickChange, doubtful } }: Overview): string {
  const some = clickChange && clickChange.libraries < libraries ? ` at ${librariesCounted(clickChange.libraries)}` : '';
  const change = clickChange
    ? `${countChangeText(clickChange.now, clickChange.before, `the ${days} days before`)}${some}`
    : numbersMessages.noDaysBefore(null);
  const toCheck =
    doubtful && doubtful.clicks > 0
      ? `, ${countText(doubtful.clicks)} of them to check at ${doubtful.libraries === 1 && doubtful.first ? doubtful.first.name : librariesCounted(doubtful.libraries)}`
      : '';
  return `${countedText(clicks, 'click')} in ${days} days${toCheck} · ${change}`;
}

/** "4 of 24 libraries need attention" */
export const librariesText = ({ counts: { libraries, attention } }: Pick<Overview, 'counts'>): string =>
  `${countText(attention)} of ${librariesCounted(libraries)} ${attention === 1 ? 'needs' : 'need'} attention`;

/** "3 of 24 libraries": how many a search finds. */
export const foundText = (total: number, all: number): string => `${countText(total)} of ${librariesCounted(all)}`;

/** "3 rules fewer" than 30 days ago; '' where as many are met, and without a score of that time. */
export function scoreChangeText(score: Row['score']): string {
  const change = score?.passedChange ?? 0;
  return change === 0 ? '' : `${countedText(Math.abs(change), 'rule')} ${change > 0 ? 'more' : 'fewer'}`;
}

/** "12 of 19" */
export const scoreText = (score: Row['score']): string =>
  score === null ? 'not counted' : `${countText(score.passed)} of ${countText(score.of)}`;

/** "3 not known, 60–75 %, 2 rules more in 30 days": how certain it is, and how it moved. */
export function scoreNote(score: Row['score']): string {
  if (score === null) return '';
  const open = score.unknown === 0 ? '' : `${countText(score.unknown)} not known`;
  const change = scoreChangeText(score);
  return [open, intervalText(score), change && `${change} in 30 days`].filter(Boolean).join(', ');
}

/** A library whose button was seen on no page has no count: it is not zero. */
export const clickCountText = ({ status, counts }: Pick<Row, 'status' | 'counts'>): string =>
  status === 'never-seen' ? numbersMessages.notCounted : countText(counts.clicks);

/** "+12 % vs the days before" */
export const clickChangeText = ({ now, before }: NonNullable<Row['clickChange']>): string =>
  countChangeText(now, before, 'the days before');

/** "2 open hand-overs, the oldest 12 days" */
export function handOverText({ open, oldestAt }: Row['handOvers'], nowMs: number): string {
  const days = oldestAt === null ? 0 : Math.floor((nowMs - Date.parse(oldestAt)) / DAY_MS);
  return `${countedText(open, 'open hand-over')}, the oldest ${days <= 0 ? 'of today' : countedText(days, 'day')}`;
}
