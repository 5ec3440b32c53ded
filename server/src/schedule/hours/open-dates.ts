// In:    a queue's hours in local terms, a window of civil days.
// Out:   the days on which it has service hours.
// Never: closes a day whose hours are unknown.
import { WEEKDAYS, type HoursRules } from '@askusnow/sdk/contract';
import { daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { ownerOf } from './expand.ts';

/** Civil days `YYYY-MM-DD`, in order. */
export function openDates({ weekly, seasons, exceptions }: HoursRules, window: CivilWindow): string[] {
  return daysOf(window).filter((date) => {
    const owner = ownerOf(exceptions, date);
    if (owner !== null) return owner.open.length > 0;
    const week = seasons.find(({ from, to }) => from <= date && date <= to)?.weekly ?? weekly;
    if (week === null) return true;
    const weekday = WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]!;
    return week.some(({ days }) => days.includes(weekday));
  });
}
