import type { LibraryCoverage } from '@askusnow/sdk';
import { countedText } from './count-text.js';

export type MissedCell = LibraryCoverage['missed'][number];
export type Daypart = MissedCell['daypart'];

/** Parts of the day in order, with their hours on the library's clock. */
export const DAYPARTS: Record<Daypart, string> = {
  night: '12 AM – 6 AM',
  morning: '6 AM – noon',
  afternoon: 'noon – 6 PM',
  evening: '6 PM – 12 AM',
};

/** 1 is Monday. */
export const weekdayName = (weekday: number): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2026, 5, weekday));

/** "3 clicks, 20 views"; "16 views"; "0" */
export function missedCountText(cell: MissedCell | undefined): string {
  if (cell?.suppressed) return 'fewer than 5';
  const { clicks, viewable } = cell ?? { clicks: 0, viewable: 0 };
  const parts = [
    ...(clicks > 0 ? [countedText(clicks, 'click')] : []),
    ...(viewable > 0 ? [countedText(viewable, 'view')] : []),
  ];
  return parts.length === 0 ? '0' : parts.join(', ');
}
