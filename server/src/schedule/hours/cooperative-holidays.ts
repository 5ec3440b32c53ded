// In:    a desk's hours, its tier, the cooperative's holidays.
// Out:   the hours that patrons see, and those that libraries owe.
// Never: closes a desk of one library: holidays are of the desks that libraries share.
import type { CooperativeHoliday, HoursRules, Tier } from '@askusnow/sdk/contract';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { ownerOf } from './expand.ts';

interface Desk {
  tier: Tier;
  hours: HoursRules;
}

const closedOn = ({ date, through, name }: CooperativeHoliday): HoursRules['exceptions'][number] => ({
  date,
  ...(through === undefined ? {} : { through }),
  open: [],
  note: name,
});

/** Those of which a day lies in these, both ends included. */
export const holidaysIn = (holidays: readonly CooperativeHoliday[], { from, to }: CivilWindow): CooperativeHoliday[] =>
  holidays.filter(({ date, through = date }) => date <= to && through >= from);

/** Closed where the list says so; an exception of the desk itself stands before it. */
export function hoursForPatrons({ tier, hours }: Desk, holidays: readonly CooperativeHoliday[]): HoursRules {
  const closing = tier === 'local' ? [] : holidays.filter(({ closes }) => closes);
  return closing.length === 0 ? hours : { ...hours, exceptions: [...hours.exceptions, ...closing.map(closedOn)] };
}

/** A desk with its hours for patrons. */
export const asPatronsFind = <D extends Desk>(desk: D, holidays: readonly CooperativeHoliday[]): D => ({
  ...desk,
  hours: hoursForPatrons(desk, holidays),
});

/** The holiday of a civil day on which nobody owes an hour at this desk; null: none. */
export const holidayOn = (tier: Tier, day: string, holidays: readonly CooperativeHoliday[]): string | null =>
  tier === 'local' ? null : (ownerOf(holidays.map(closedOn), day)?.note ?? null);

/** On a holiday nobody owes an hour, and none is promised, whether patrons find somebody or not. */
export const hoursOwed = ({ tier, hours }: Desk, holidays: readonly CooperativeHoliday[]): HoursRules =>
  tier === 'local' || holidays.length === 0
    ? hours
    : { ...hours, exceptions: [...holidays.map(closedOn), ...hours.exceptions] };
