// In:    a queue's hours in local terms, a window of civil days.
// Out:   the days on which it is closed although its week would be open: holidays and closures.
// Never: the weekdays on which it is always closed: they are part of its week.
import { WEEKDAYS, type HoursRules } from '@askusnow/sdk/contract';
import { daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { ownerOf } from './expand.ts';

const weekdayOf = (date: string): (typeof WEEKDAYS)[number] => WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]!;

const opensOn = (weekly: NonNullable<HoursRules['weekly']>, date: string): boolean =>
  weekly.some(({ days }) => days.includes(weekdayOf(date)));

/** Civil days `YYYY-MM-DD`, in order. Hours that are unknown close nothing. */
export function closedDates({ weekly, seasons, exceptions }: HoursRules, window: CivilWindow): string[] {
  const mayClose = [
    ...exceptions
      .filter(({ open }) => open.length === 0)
      .map(({ date, through = date }) => ({ from: date, to: through })),
    ...seasons,
  ].filter(({ from, to }) => from <= window.to && window.from <= to);
  if (mayClose.length === 0) return [];
  return daysOf(window).filter((date) => {
    const owner = ownerOf(exceptions, date);
    if (owner !== null) return owner.open.length === 0;
    const season = seasons.find(({ from, to }) => from <= date && date <= to);
    return weekly !== null && season !== undefined && opensOn(weekly, date) && !opensOn(season.weekly, date);
  });
}
