import type { ShiftFeed, ShiftRule } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { countedText, countText } from './count-text.js';
import { weekdayText } from './day-text.js';
import { daysText, openingText } from './hours-text.js';
import { whoOf } from '../logic/shift-edit.js';

const yearly = (date: string): string => `${weekdayText(date)}, ${date.slice(0, 4)}`;

/** "Mon–Fri, 9 AM – noon, from Mon, Sep 7, 2026, not on Thu, Nov 26, 2026" */
export function shiftText({ days, date, start, end, from, until, except = [] }: ShiftRule): string {
  return [
    date === undefined ? daysText(days ?? []) : yearly(date),
    openingText({ open: start, close: end }),
    ...(from === undefined ? [] : [`from ${yearly(from)}`]),
    ...(until === undefined ? [] : [`until ${yearly(until)}`]),
    ...(except.length === 0 ? [] : [`not on ${except.map(yearly).join('; ')}`]),
  ].join(', ');
}

const LEFT_OUT = [
  ['allDay', 'all-day'],
  ['free', 'shown as free'],
  ['tentative', 'tentative'],
  ['cancelled', 'cancelled'],
] as const;

/** "Not counted as shifts: 3 all-day, 1 cancelled."; null: each event is a shift, or the calendar has never been loaded. */
export function leftOutText({ goodAt, leftOut }: ShiftFeed): string | null {
  if (goodAt === null) return null;
  const kinds = LEFT_OUT.flatMap(([kind, words]) => {
    const count = leftOut?.[kind] ?? 0;
    return count === 0 ? [] : [`${countText(count)} ${words}`];
  });
  return kinds.length === 0 ? null : `Not counted as shifts: ${kinds.join(', ')}.`;
}

/** The result of a calendar's last load; `isBad`: it failed and was not used. */
export function feedText(
  { checkedAt, goodAt, fault, events }: ShiftFeed,
  zone: string,
): { words: string; isBad: boolean } {
  const good =
    goodAt === null
      ? `This calendar has not been loaded yet.${events === 0 ? '' : ` The one before it is still used: ${countedText(events, 'event')}.`}`
      : `The schedule uses the version of ${instantText(goodAt, zone)}: ${countedText(events, 'event')}.`;
  if (checkedAt === null)
    return { words: goodAt === null && events > 0 ? `Not loaded yet. ${good}` : 'Not loaded yet.', isBad: false };
  return fault === null
    ? { words: `Loaded ${instantText(checkedAt, zone)}: ${countedText(events, 'event')}.`, isBad: false }
    : {
        words: `Loading it on ${instantText(checkedAt, zone)} failed: ${fault.detail.replace(/\.$/, '')}. ${good}`,
        isBad: true,
      };
}

/** Parses the dates of a text field: "2026-11-26, 2026-12-25". */
export const readDates = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export const newShift = (): ShiftRule => ({
  label: '',
  days: ['mo', 'tu', 'we', 'th', 'fr'],
  start: '09:00',
  end: '12:00',
});

/** The same shift, once or weekly. */
export const asOnce = (
  { days: _days, from: _from, until: _until, except: _except, ...shift }: ShiftRule,
  date: string,
): ShiftRule => ({
  ...shift,
  date,
});
export const asWeekly = ({ date: _date, ...shift }: ShiftRule): ShiftRule => ({ ...shift, days: newShift().days });

/** Empty fields are left out, as the contract requires. */
export function trimmedShift(shift: ShiftRule): ShiftRule {
  const { from, until, except, days, date, start, end } = shift;
  return {
    ...whoOf(shift),
    ...(days && { days }),
    ...(date === undefined ? {} : { date }),
    start,
    end,
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(except && except.length > 0 ? { except } : {}),
  };
}
