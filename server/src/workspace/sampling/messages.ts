// Out:   the sentences of estimates, of reminders and of refused numbers.
import { dayFormat } from '../../platform/time/clock-text.ts';

const fullDay = dayFormat('UTC', { year: 'numeric' });
const longDay = dayFormat('UTC', { weekday: 'long' });
/** A civil day has no zone: it already is the library's own. */
const dayText = (date: string): string => fullDay.format(new Date(date));
const weekdayText = (date: string): string => longDay.format(new Date(date));
const oneDecimal = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const weeksText = (weeks: number): string => (weeks === 1 ? 'one week' : `${weeks} weeks`);

export const messages = {
  everyDay: 'Every day of the year is counted or closed, so this is a count and not an estimate.',
  byClicks:
    'By clicks: questions for each click in the counted weeks, times all clicks. It assumes that the ratio of questions to clicks is the same all year.',
  clicksSince: (from: string, to: string): string =>
    `Clicks are known from ${dayText(from)} to ${dayText(to)}, so the estimate by clicks is for these days only, and the one by weeks for the whole year.`,
  noClicks: 'No estimate by clicks: no week was counted in which the chat button was clicked.',
  byWeeks: (weeks: number): string =>
    weeks === 1
      ? 'By weeks: the counted week times 52. It assumes that this week is like every other week of the year.'
      : `By weeks: the mean of ${weeksText(weeks)} times 52. It assumes that these weeks stand for the whole year.`,
  taken: (basis: 'clicks' | 'weeks'): string =>
    basis === 'clicks'
      ? 'The state report takes the estimate by clicks: clicks are known for the whole year, so it allows for weeks that were busier or quieter than the counted ones.'
      : 'The state report takes the estimate by weeks, since clicks are not known for the whole year.',
  /** Clicks a week, in the counted weeks and in the year. */
  unlikeYear: (inWeeks: number, inYear: number): string =>
    `The two estimates differ because the counted weeks were ${inWeeks > inYear ? 'busier' : 'quieter'} than the year: ${oneDecimal.format(inWeeks)} clicks a week in them, ${oneDecimal.format(inYear)} in the year.`,
  interval:
    'The range holds the true number in about 95 of 100 cases, if nobody chose the weeks for being busy or quiet.',
  noInterval: 'No range can be given from a single week: one week does not show how much weeks differ.',
  noWeek: 'No whole week is counted yet: seven days in a row, Monday to Sunday, each with a number or closed.',
  doubtful: 'Some counted days have more clicks than this library usually has. Check them before you report.',
  weekSoon: ({ library, from, to }: { library: string; from: string; to: string }) => ({
    subject: `Count questions from ${weekdayText(from)}: ${library}`,
    text: `The week to count begins on ${dayText(from)} and ends on ${dayText(to)}. Enter one number a day: how many questions your patrons asked in the chat. A day without service is “closed”.`,
  }),
  daysMissing: ({ library, missing }: { library: string; missing: readonly string[] }) => ({
    subject: `${missing.length === 1 ? 'A day is' : `${missing.length} days are`} missing in the counted week: ${library}`,
    text: `Without these days the week does not count:\n${missing.map((date) => `- ${weekdayText(date)}`).join('\n')}`,
  }),
  staleMonths: 'Somebody else has changed some of these months. Choose the file again and compare. Nothing was saved.',
  staleDays:
    'Somebody else has changed some of these days. Nothing was saved: compare both numbers, then save yours again.',
  page: 'Enter the numbers here:',
  taskReads: 'weeks to count questions',
  taskSoon: (from: string): string => `Questions are counted from ${dayText(from)}`,
  taskMissing: (missing: number, from: string): string =>
    `${missing === 1 ? '1 day' : `${missing} days`} missing in the counted week of ${dayText(from)}`,
  taskAction: 'Enter the numbers',
};
