// In:    a campaign's dates; events by day; open days; since when the library is counted.
// Out:   events per open day in the campaign against as many days before it.
// Never: compares a day that is not over; takes days before counting began for days without events.
import type { CampaignChange } from '@askusnow/sdk/contract';
import { addDays, daysBefore, daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { changeSentence } from '../standard/change-sentences.ts';
import { changeOf } from '../standard/change.ts';
import type { CampaignDates } from './campaign.ts';

export interface Sides {
  before: CivilWindow;
  during: CivilWindow;
}

/** Days of the campaign that are over, and the same weekdays, whole weeks earlier. Null: none is over. */
export function sidesOf({ from, to }: CampaignDates, today: string): Sides | null {
  const yesterday = daysBefore(today, 1);
  const last = to < yesterday ? to : yesterday;
  if (last < from) return null;
  const weeks = Math.ceil(daysOf({ from, to: last }).length / 7);
  return {
    before: { from: addDays(from, -7 * weeks), to: addDays(last, -7 * weeks) },
    during: { from, to: last },
  };
}

export interface CountedDays {
  /** A day without events has no entry. */
  counts: ReadonlyMap<string, number>;
  openDays: readonly string[];
  /** The library's first day with any event; null: none yet. */
  countingSince: string | null;
}

/** The counts of a side's open days. */
const within = ({ counts, openDays, countingSince }: CountedDays, { from, to }: CivilWindow): number[] =>
  countingSince === null
    ? []
    : openDays.filter((day) => from <= day && day <= to && countingSince <= day).map((day) => counts.get(day) ?? 0);

function toPeriod(side: CivilWindow, days: readonly number[]): CampaignChange['before'] {
  const count = days.reduce((sum, each) => sum + each, 0);
  return { ...side, openDays: days.length, count, perDay: days.length === 0 ? null : count / days.length };
}

/** `unit`: one counted thing, in words. */
export function campaignChange(sides: Sides, days: CountedDays, unit: string): CampaignChange {
  const [before, during] = [within(days, sides.before), within(days, sides.during)];
  const change = {
    before: toPeriod(sides.before, before),
    during: toPeriod(sides.during, during),
    ...changeOf(before, during),
  };
  return { ...change, sentence: changeSentence({ ...change, after: change.during }, unit) };
}
