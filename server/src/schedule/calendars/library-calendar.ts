// In:    the shared desks of a library: what it is to work there, open hours, and hours that others give.
// Out:   the content of its calendar.
// Never: a person, or why an hour is given.
import type { Interval } from '../../platform/time/intervals.ts';
import type { GivenCover } from '../covers/cover.ts';
import type { Duty } from '../covers/duties.ts';
import { toContent, uidOf, type CalendarContent, type CalendarEntry } from './calendar.ts';

export interface SharedDeskFacts {
  id: string;
  name: string;
  /** Of all libraries. */
  duties: readonly Duty[];
  /** Shifts that nobody owes, ahead. */
  open: readonly (Interval & { uid: string })[];
  /** Hours that the library may accept. */
  offers: readonly GivenCover[];
}

function dutyWords({ why, owedBy }: Duty, desk: string, nameOf: (library: string) => string): string {
  if (why === 'covering') return `${desk}: for ${nameOf(owedBy)}`;
  return why === 'making-up' ? `${desk}: made up` : desk;
}

export function libraryCalendar(
  library: { id: string; name: string },
  desks: readonly SharedDeskFacts[],
  nameOf: (library: string) => string,
): CalendarContent {
  const entries = desks.flatMap(({ id, name, duties, open, offers }): CalendarEntry[] => [
    ...duties
      .filter((duty) => duty.library === library.id)
      .map((duty): CalendarEntry => ({
        startMs: duty.startMs,
        endMs: duty.endMs,
        uid: uidOf(library.id, id, 'duty', duty.service, duty.why, duty.startMs),
        summary: dutyWords(duty, name, nameOf),
        kind: 'SHIFT',
      })),
    ...open.map(({ startMs, endMs, uid }): CalendarEntry => ({
      startMs,
      endMs,
      uid: uidOf(id, 'open', uid, startMs),
      summary: `Open hour: ${name}`,
      kind: 'OPEN',
    })),
    ...offers.map(({ startMs, endMs, ...offer }): CalendarEntry => ({
      startMs,
      endMs,
      uid: uidOf(id, 'offer', offer.id),
      summary: `Needs cover: ${name}, for ${nameOf(offer.library)}`,
      kind: 'OFFER',
    })),
  ]);
  return toContent(`${library.name}: hours at shared desks`, entries);
}
