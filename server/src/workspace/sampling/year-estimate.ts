// In:    the entered days of a reporting year; its clicks by day; today.
// Out:   the year's questions with their method flag, and what they rest on, in sentences.
// Never: the flag CT unless every day of the year is counted or closed.
import type { QuestionDay, QuestionEstimate } from '@askusnow/sdk/contract';
import { dayCount, daysBefore, daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { wholeWeeks } from './calendar.ts';
import { estimateByClicks, estimateByWeeks, WEEKS_OF_YEAR } from './estimate.ts';
import { messages } from './messages.ts';

export interface YearClicks {
  /** Counted clicks of the days that are over. */
  total: number;
  /** Of each entered day; a day without any has no entry. */
  byDay: ReadonlyMap<string, number>;
}

export interface YearFacts {
  year: CivilWindow;
  today: string;
  days: readonly Pick<QuestionDay, 'date' | 'state' | 'questions'>[];
  clicks: YearClicks;
  /** The library's first day with any event; null: none yet. */
  countingSince: string | null;
  /** Days with more clicks than is plausible. */
  doubtful: readonly string[];
}

const DAYS_OF_WEEK = 7;
/** Weeks whose clicks differ by less from the year's are like it. */
const MIN_DIFFERENCE = 0.05;

const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);

/** The days of the year that are over. */
export const daysOver = (year: CivilWindow, today: string): CivilWindow => ({
  from: year.from,
  to: earlier(year.to, daysBefore(today, 1)),
});

export function estimateYear({ year, today, days, clicks, countingSince, doubtful }: YearFacts): QuestionEstimate {
  const entered = new Map(
    days.filter(({ state }) => state !== 'removed').map(({ date, questions }) => [date, questions ?? 0]),
  );
  const sumOn = (counts: ReadonlyMap<string, number>, dates: readonly string[]): number =>
    dates.reduce((sum, date) => sum + (counts.get(date) ?? 0), 0);
  const over = daysOver(year, today);
  const overDays = dayCount(over);
  // By what has an entry, not by each day of the year: a report estimates a year of each library.
  const enteredDays = [...entered.keys()].filter((date) => over.from <= date && date <= over.to);
  const isWhole = over.to === year.to && enteredDays.length === overDays;
  const counted = new Set(days.filter(({ state }) => state === 'counted').map(({ date }) => date));
  // A week without service is no sample of the others.
  const weeks = wholeWeeks(year, entered).filter((week) => daysOf(week).some((date) => counted.has(date)));
  const questions = enteredDays.reduce((sum, date) => sum + entered.get(date)!, 0);

  const counting = countingSince === null ? null : { from: later(year.from, countingSince), to: over.to };
  const clickWindow = counting && counting.from <= counting.to ? counting : null;
  const withClicks = clickWindow
    ? weeks.filter(({ from, to }) => clickWindow.from <= from && to <= clickWindow.to)
    : [];
  const clickTotal = clickWindow ? clicks.total : 0;
  const clickWeeks = clickWindow ? dayCount(clickWindow) / DAYS_OF_WEEK : 0;
  const counts = withClicks
    .map(daysOf)
    .map((dates) => ({ questions: sumOn(entered, dates), clicks: sumOn(clicks.byDay, dates) }));
  const byClicks = clickWindow && estimateByClicks(counts, { clicks: clickTotal, weeks: clickWeeks });
  const byWeeks = estimateByWeeks(weeks.map((week) => sumOn(entered, daysOf(week))));
  const clicksAreWhole = clickWindow !== null && clickWindow.from === year.from && clickWindow.to === year.to;

  const total = ((): QuestionEstimate['total'] => {
    if (isWhole) return { value: questions, low: questions, high: questions, basis: 'count' };
    if (byClicks && clicksAreWhole) return { ...byClicks.estimate, basis: 'clicks' };
    return byWeeks && { ...byWeeks, basis: 'weeks' };
  })();
  const inWeeks = new Set(weeks.flatMap(daysOf));
  const doubtfulDays = doubtful.filter((date) => inWeeks.has(date));

  /** Where the two estimates are two numbers: which of them is reported, and why they differ. */
  const choice = (): string[] => {
    if (!byClicks || !byWeeks || total === null || total.basis === 'count') return [];
    if (byClicks.estimate.value === byWeeks.value) return [];
    const perWeek = counts.reduce((sum, week) => sum + week.clicks, 0) / counts.length;
    const ofYear = clickTotal / clickWeeks;
    const isUnlike = clicksAreWhole && Math.abs(perWeek / ofYear - 1) >= MIN_DIFFERENCE;
    return [messages.taken(total.basis), ...(isUnlike ? [messages.unlikeYear(perWeek, ofYear)] : [])];
  };

  const assumptions = isWhole
    ? [messages.everyDay]
    : [
        ...(weeks.length === 0 ? [messages.noWeek] : []),
        ...(byClicks ? [messages.byClicks] : weeks.length > 0 ? [messages.noClicks] : []),
        ...(byClicks && !clicksAreWhole ? [messages.clicksSince(clickWindow.from, clickWindow.to)] : []),
        ...(weeks.length > 0 ? [messages.byWeeks(weeks.length)] : []),
        ...choice(),
        ...(weeks.length === 0 ? [] : [weeks.length === 1 ? messages.noInterval : messages.interval]),
      ];
  return {
    method: isWhole ? 'CT' : total && 'ES',
    total,
    counted: { days: enteredDays.length, of: overDays, questions, weeks: weeks.length },
    byClicks: byClicks && {
      ...byClicks,
      clicks: clickTotal,
      ...clickWindow,
      weeks: withClicks.length,
    },
    byWeeks: byWeeks && { estimate: byWeeks, factor: WEEKS_OF_YEAR / weeks.length },
    doubtfulDays,
    assumptions: [...assumptions, ...(doubtfulDays.length > 0 ? [messages.doubtful] : [])],
  };
}
