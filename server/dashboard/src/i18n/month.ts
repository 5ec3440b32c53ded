// What the month's report says.
import type { MonthPeriod, Viewport } from '@askusnow/sdk';
import { countText, countedText, rateLine } from './count-text.js';
import { dayText, fullDayText } from './day-text.js';
import { ONE_MOMENT } from './ui.js';

const longMonth = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** "November 2026" */
export const monthText = (month: string): string => longMonth.format(new Date(`${month}-15T12:00:00.000Z`));

export const VIEWPORT_WORDS: Record<Viewport, string> = { phone: 'Phone', tablet: 'Tablet', desktop: 'Desktop' };

/** "Nov 1 – Nov 26, 26 days; counted on 11 of them" */
export function periodText({ from, to, days, countedDays }: MonthPeriod): string {
  if (days === 0) return 'No whole day yet';
  const partly = countedDays > 0 && countedDays < days ? `; counted on ${countText(countedDays)} of them` : '';
  return `${dayText(from)} – ${dayText(to)}, ${countedText(days, 'day')}${partly}`;
}

/** "not counted before November 16, 2026" */
export const uncountedText = (since: string | null): string =>
  since === null ? 'nothing counted yet' : `not counted before ${fullDayText(since)}`;

export const ROWS: readonly { name: string; textOf: (period: MonthPeriod) => string }[] = [
  { name: 'Impressions', textOf: ({ counts }) => countText(counts!.impressions) },
  { name: 'Viewable', textOf: ({ counts }) => countText(counts!.viewable) },
  { name: 'Clicks', textOf: ({ counts }) => countText(counts!.clicks) },
  { name: 'Links followed', textOf: ({ counts }) => countText(counts!.follows) },
  { name: 'Viewable rate', textOf: ({ viewableRate }) => rateLine(viewableRate!) },
  { name: 'Click-through', textOf: ({ clickThrough }) => rateLine(clickThrough!) },
];

export const messages = {
  month: 'Month',
  report: 'Month report',
  loading: ONE_MOMENT,
  sub: (month: string): string => `Visibility report for ${month}`,
  compared: 'Compared',
  partial: 'This month is not over: its whole days are compared with as many days of the other months.',
  caption: 'The month beside the month before and the same month last year',
  columns: ['This month', 'Month before', 'Same month last year'] as const,
  days: 'Days',
  byDay: 'By day',
  clicks: 'Clicks',
  click: 'click',
  byWindow: 'Phones and desktops',
  window: 'Window',
  windowColumns: { impressions: 'Impressions', viewable: 'Viewable', clicks: 'Clicks' },
  print: 'Print report',
  csv: 'Download CSV',
  json: 'Download JSON',
  definitions: 'Definitions',
};
