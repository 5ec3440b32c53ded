// The shifts of a shared desk as a roster has them, beside those that are stored. Pure: the result is saved as one change.
import type { ShiftRule, Tier } from '@askusnow/sdk';
import { DAY_MS, MINUTE_MS } from './lengths.js';
import type { RosterRow } from './roster-file.js';
import { lengthOf, toClock, toMinutes, weekdayOf } from './shift-edit.js';
import { addDays } from './wall-clock.js';

type Service = NonNullable<ShiftRule['service']>;

/** A dated shift that a library owes. */
export interface RosterShift {
  library: string;
  service: Service;
  date: string;
  start: string;
  end: string;
  people: number;
}

/** What the reader has said that stands for what; '': left out. */
export interface RosterMeaning {
  libraries: Readonly<Record<string, string>>;
  services: Readonly<Record<string, Service | ''>>;
}

const serviceOf = ({ service }: Pick<ShiftRule, 'service'>, tier: Tier): Service =>
  service ?? (tier === 'global' ? 'global' : 'statewide');

const DAY_MIN = DAY_MS / MINUTE_MS;
const startMin = ({ date, start }: Pick<RosterRow, 'date' | 'start'>): number =>
  Date.parse(date) / MINUTE_MS + toMinutes(start);

/** Rows of one library at the same time are one shift of several people; where they begin or end apart, several. */
function pieces(rows: readonly RosterRow[]): Pick<RosterShift, 'date' | 'start' | 'end' | 'people'>[] {
  const spans = rows.map((row) => ({ from: startMin(row), to: startMin(row) + lengthOf(row) }));
  const turns = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((one, other) => one - other);
  return turns.flatMap((from, at) => {
    const people = spans.filter((each) => each.from <= from && from < each.to).length;
    if (people === 0) return [];
    const date = new Date(Math.floor(from / DAY_MIN) * DAY_MS).toISOString().slice(0, 10);
    return [{ date, start: toClock(from % DAY_MIN), end: toClock(turns[at + 1]! % DAY_MIN), people }];
  });
}

/** Rows that overlap, directly or by others. */
function together(rows: readonly RosterRow[]): RosterRow[][] {
  const groups: RosterRow[][] = [];
  let endsAt = -Infinity;
  for (const row of rows.toSorted((one, other) => startMin(one) - startMin(other))) {
    if (startMin(row) < endsAt) groups.at(-1)!.push(row);
    else groups.push([row]);
    endsAt = Math.max(endsAt, startMin(row) + lengthOf(row));
  }
  return groups;
}

/** What libraries owe by a roster. Rows that are left out are in none. */
export function rosterShifts(rows: readonly RosterRow[], { libraries, services }: RosterMeaning): RosterShift[] {
  const owners = new Map<string, Pick<RosterShift, 'library' | 'service'> & { rows: RosterRow[] }>();
  for (const row of rows) {
    const [library, service] = [libraries[row.who], services[row.service]];
    if (!library || !service) continue;
    const key = `${library} ${service}`;
    const its = owners.get(key) ?? { library, service, rows: [] };
    owners.set(key, its);
    its.rows.push(row);
  }
  return [...owners.values()].flatMap(({ rows: its, ...owner }) =>
    together(its)
      .flatMap(pieces)
      .map((piece) => ({ ...owner, ...piece })),
  );
}

export interface RosterEntry extends RosterShift {
  kind: 'new' | 'changed' | 'gone' | 'same';
  /** How many people there were, where that has changed. */
  before?: number;
  /** It is a day of a weekly shift. */
  isWeekly?: true;
}

export interface RosterChange {
  /** All shifts of the desk, to be saved in place of the stored ones. */
  shifts: ShiftRule[];
  entries: RosterEntry[];
}

/** Where the comparison stands. `now`: the desk's own clock, "2026-11-30 09:00". */
export interface RosterPlace {
  tier: Tier;
  now: string;
}

/** A shift is the same by library, service, start and end. */
const keyOf = ({ library, service, date, start, end }: Omit<RosterShift, 'people'>): string =>
  [library, service, date, start, end === '24:00' ? '00:00' : end].join(' ');
/** What has begun stays as it is. */
export const isAhead = ({ date, start }: Pick<RosterShift, 'date' | 'start'>, now: string): boolean =>
  `${date} ${start}` > now;

const startsOn = ({ date: once, days = [], from, until, except = [] }: ShiftRule, date: string): boolean =>
  once === undefined
    ? days.includes(weekdayOf(date)) && (from ?? date) <= date && date <= (until ?? date) && !except.includes(date)
    : once === date;

function daysOf(shifts: readonly RosterShift[]): string[] {
  const dates = shifts.map(({ date }) => date).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, at) => addDays(first, at));
}

/** What a rule says besides, which no roster does. */
type Also = Pick<ShiftRule, 'label' | 'endsAtClosing'>;
const alsoOf = ({ label, endsAtClosing }: Also): Also => ({
  ...(label === undefined ? {} : { label }),
  ...(endsAtClosing === undefined ? {} : { endsAtClosing }),
});

/** Days of one rule that the roster has otherwise or not at all. */
interface Lost {
  rule: ShiftRule;
  dates: string[];
}

/**
 * From the first to the last day of the roster it stands in place of the shifts, dated and weekly, of the libraries that it
 * names: those that are still ahead. All else stays.
 */
export function rosterChange(
  stored: readonly ShiftRule[],
  roster: readonly RosterShift[],
  { tier, now }: RosterPlace,
): RosterChange {
  const libraries = new Set(roster.map(({ library }) => library));
  const days = daysOf(roster);
  const ahead = roster.filter((shift) => isAhead(shift, now));
  const left = new Map<string, RosterShift & Also>(ahead.map((shift) => [keyOf(shift), shift]));
  const entries: RosterEntry[] = [];

  function lostOf(rule: ShiftRule): Lost {
    if (rule.library === undefined || !libraries.has(rule.library)) return { rule, dates: [] };
    const { library, start, end, people = 1 } = rule;
    const dates = days.filter((date) => {
      if (!startsOn(rule, date) || !isAhead({ date, start }, now)) return false;
      const shift = { library, service: serviceOf(rule, tier), date, start, end, people };
      const wanted = left.get(keyOf(shift));
      const weekly = rule.date === undefined ? { isWeekly: true as const } : {};
      if (wanted?.people === people) {
        left.delete(keyOf(shift));
        entries.push({ ...shift, ...weekly, kind: 'same' });
        return false;
      }
      if (wanted === undefined) entries.push({ ...shift, ...weekly, kind: 'gone' });
      else {
        entries.push({ ...wanted, kind: 'changed', before: people });
        left.set(keyOf(shift), { ...wanted, ...alsoOf(rule) });
      }
      return true;
    });
    return { rule, dates };
  }

  const kept = stored.map(lostOf).flatMap(({ rule, dates }): ShiftRule[] => {
    if (dates.length === 0) return [rule];
    if (rule.date !== undefined) return [];
    return [{ ...rule, except: [...(rule.except ?? []), ...dates].sort() }];
  });
  const changed = new Set(entries.filter(({ kind }) => kind === 'changed').map(keyOf));
  const added = [...left.values()];
  entries.push(
    ...added.filter((shift) => !changed.has(keyOf(shift))).map((shift): RosterEntry => ({ ...shift, kind: 'new' })),
  );
  const byStart = (one: RosterShift, other: RosterShift): number =>
    `${one.date} ${one.start} ${one.library}` < `${other.date} ${other.start} ${other.library}` ? -1 : 1;
  return {
    shifts: [...kept, ...added.sort(byStart).map((shift) => toRule(shift, tier))],
    entries: entries.sort(byStart),
  };
}

const toRule = (shift: RosterShift & Also, tier: Tier): ShiftRule => {
  const { library, service, date, start, end, people } = shift;
  return {
    ...alsoOf(shift),
    library,
    ...(service === serviceOf({}, tier) ? {} : { service }),
    ...(people === 1 ? {} : { people }),
    date,
    start,
    end,
  };
};
