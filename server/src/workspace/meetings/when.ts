// In:    a meeting's date and time by the clock of its zone.
// Out:   its instant, in words too; how many civil days there are until it.
import { Temporal } from 'temporal-polyfill';
import type { Meeting } from '@askusnow/sdk/contract';
import { clockText } from '../../platform/time/clock-text.ts';
import { windowOf } from '../../platform/time/day-window.ts';

export type Civil = Pick<Meeting, 'date' | 'time' | 'zone'>;

export const startMsOf = ({ date, time, zone }: Civil): number =>
  Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;

/** 0: today; negative: it is over. */
export const daysUntil = ({ date, zone }: Civil, nowMs: number): number =>
  Temporal.PlainDate.from(windowOf(zone, nowMs, 1).to).until(date, { largestUnit: 'days' }).days;

/** "Tuesday, December 8, 2026, 10 AM EST" */
export const whenText = (meeting: Civil): string =>
  clockText(startMsOf(meeting), meeting.zone, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
    timeZoneName: 'short',
  }).replace(' at ', ', ');
