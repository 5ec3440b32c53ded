import type { ShiftFeed, ShiftRule } from '@askusnow/sdk';
import { instantText } from './clock-text.js';
import { countedText, countText } from './count-text.js';
import { weekdayText } from './day-text.js';
import { daysText, openingText } from './hours-text.js';

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

/** "Not counted as shifts: 3 all-day, 1 cancelled."; null: each event is a shift, or nothing is known of this address. */
export function leftOutText({ goodAt, leftOut }: ShiftFeed): string | null {
  if (goodAt === null) return null;
  const kinds = LEFT_OUT.flatMap(([kind, words]) => {
    const count = leftOut?.[kind] ?? 0;
    return count === 0 ? [] : [`${countText(count)} ${words}`];
  });
  return kinds.length === 0 ? null : `Not counted as shifts: ${kinds.join(', ')}.`;
}

/** How a calendar's last reading went; `isBad`: it was not used. */
export function feedText(
  { checkedAt, goodAt, fault, events }: ShiftFeed,
  zone: string,
): { words: string; isBad: boolean } {
  const good =
    goodAt === null
      ? `No reading has been good yet${events === 0 ? '.' : `: the shifts in force are of the calendar before it, ${countedText(events, 'event')}.`}`
      : `What is scheduled rests on the reading of ${instantText(goodAt, zone)}: ${countedText(events, 'event')}.`;
  if (checkedAt === null)
    return { words: goodAt === null && events > 0 ? `Not read yet. ${good}` : 'Not read yet.', isBad: false };
  return fault === null
    ? { words: `Read ${instantText(checkedAt, zone)}: ${countedText(events, 'event')}.`, isBad: false }
    : {
        words: `The reading of ${instantText(checkedAt, zone)} was not used: ${fault.detail.replace(/\.$/, '')}. ${good}`,
        isBad: true,
      };
}

/** What somebody types as dates, one by one: "2026-11-26, 2026-12-25". */
export const readDates = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export const newShift = (): ShiftRule => ({
  label: '',
  days: ['mo', 'tu', 'we', 'th', 'fr'],
  start: '09:00',
  end: '12:00',
});

/** The same shift, once or every week. */
export const asOnce = ({ label, start, end }: ShiftRule, date: string): ShiftRule => ({ label, date, start, end });
export const asWeekly = ({ label, start, end }: ShiftRule): ShiftRule => ({ ...newShift(), label, start, end });

/** What a person leaves empty is left out, as the contract has it. */
export function trimmedShift({ from, until, except, ...rule }: ShiftRule): ShiftRule {
  return {
    ...rule,
    label: rule.label.trim(),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(except && except.length > 0 ? { except } : {}),
  };
}
