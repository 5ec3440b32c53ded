// In:    "By the Numbers" of a month that is over.
// Out:   the same as plain text for a mailing list, in lines of at most 72 columns.
// Never: a figure below 5, or what one could compute it from: this text leaves the cooperative. A month that is not over:
//        two days' texts, subtracted, would give the day between.
import type { MonthPeriod, MonthReport } from '@askusnow/sdk/contract';
import { dayFormat } from '../../platform/time/clock-text.ts';
import { messages } from './messages.ts';
import { isSmall, suppressParts } from './suppress.ts';
import { wrapText } from './wrap.ts';

const monthName = (month: string): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
const dayText = (date: string): string => dayFormat('UTC', { year: 'numeric' }).format(new Date(`${date}T12:00:00Z`));

/** Null: the month is not over. */
export function monthText({ metrics, coverage, score, improved, comment }: MonthReport): string | null {
  if (!metrics.isOver) return null;
  const { name, month, lastMonth, lastYear, byViewport, countingSince } = metrics;
  const widths = suppressParts(byViewport.map(({ clicks }) => clicks));
  const figure = (count: number): string => (isSmall(count) ? messages.few : messages.count(count));
  const of = ({ counts, days, countedDays }: MonthPeriod, key: 'clicks' | 'follows' | 'impressions'): string => {
    if (counts === null || countedDays < days)
      return countingSince === null ? messages.nothingCounted : messages.notComparable(dayText(countingSince));
    return figure(counts[key]);
  };
  const line = (label: string, key: 'clicks' | 'follows' | 'impressions'): string =>
    `${label}: ${of(month, key)}. ${messages.monthBefore}: ${of(lastMonth, key)}. ${messages.yearBefore}: ${of(lastYear, key)}.`;
  const byWidth = byViewport.map(
    ({ viewport }, index) =>
      `${viewport} ${widths.parts[index] ? messages.hidden : messages.count(byViewport[index]!.clicks)}`,
  );
  const lines = [
    messages.byTheNumbers(name, monthName(month.month)),
    '',
    line(messages.clicksLabel, 'clicks'),
    line(messages.followsLabel, 'follows'),
    line(messages.viewsLabel, 'impressions'),
    // The line of clicks has the total.
    ...(widths.total ? [] : [`${messages.byWidth}: ${byWidth.join(', ')}.`]),
    `${messages.coverage}: ${coverage.month === null ? messages.nothingScheduled : messages.coverageOf(coverage.month)}`,
    ...(score.month === null ? [] : [`${messages.score}: ${messages.rulesMet(score.month.passed, score.month.of)}`]),
    ...(improved.length === 0
      ? []
      : ['', `${messages.improved}:`, ...improved.map(({ kind, title }) => `- ${messages.improvement(kind, title)}`)]),
    ...(comment.text === '' ? [] : ['', comment.text]),
  ];
  return wrapText(lines.join('\n'));
}
