import type { LibraryCoverage } from '@askusnow/sdk';
import { countText } from './count-text.js';

export type MissedCell = LibraryCoverage['missed'][number];
export type Daypart = MissedCell['daypart'];

/** Parts of the day in order, with their hours on the library's clock. */
export const DAYPARTS: Record<Daypart, string> = {
  night: 'Night, from midnight',
  morning: 'Morning, from 6 AM',
  afternoon: 'Afternoon, from noon',
  evening: 'Evening, from 6 PM',
};

/** 1 is Monday. */
export const weekdayName = (weekday: number): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2026, 5, weekday));

/** "3 / 20": clicks / viewable impressions. A suppressed cell is "<5". */
export function cellText(cell: MissedCell | undefined): string {
  if (cell === undefined) return '0';
  if (cell.suppressed) return '<5';
  return cell.clicks + cell.viewable === 0 ? '0' : `${countText(cell.clicks)} / ${countText(cell.viewable)}`;
}
