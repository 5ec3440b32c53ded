// In:    a campaign's dates; a library's days and other libraries'.
// Out:   events per open day in the campaign against as many days before it, and against the other libraries'.
// Never: compares a day that is not over; takes days before counting began for days without events.
import type { CampaignChange } from '@askusnow/sdk/contract';
import { addDays, daysBefore, daysOf, type CivilWindow } from '../../platform/time/day-window.ts';
import { changeSentence } from '../standard/change-sentences.ts';
import { changeOf } from '../standard/change.ts';
import { within, type LibraryDays } from '../standard/compare.ts';
import type { ComparedDays } from '../standard/library-days.ts';
import { openOf, sum, type BothSides, type Days } from '../standard/log-ratio.ts';
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

function toPeriod(side: CivilWindow, days: Days): CampaignChange['before'] {
  const open = openOf(days);
  const count = sum(open);
  return { ...side, openDays: open.length, count, perDay: open.length === 0 ? null : count / open.length };
}

/** `unit`: one counted thing, in words. */
export function campaignChange(sides: Sides, { own, others }: ComparedDays, unit: string): CampaignChange {
  const days = { before: daysOf(sides.before), during: daysOf(sides.during) };
  const sidesOfEach = (of: LibraryDays): BothSides => ({
    before: within(of, days.before),
    after: within(of, days.during),
  });
  const counts = sidesOfEach(own);
  const change = {
    before: toPeriod(sides.before, counts.before),
    during: toPeriod(sides.during, counts.after),
    ...changeOf(counts, others.map(sidesOfEach)),
  };
  return { ...change, sentence: changeSentence({ ...change, after: change.during }, unit) };
}
