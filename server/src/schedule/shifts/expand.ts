// In:    a queue's shifts in local time, its zone, a window of instants.
// Out:   each shift that touches the window, complete, as instants, sorted by start.
// Never: reads a clock, merges (two desks at once are two shifts), or blocks the event loop for months of many shifts.
import type { ShiftRule, ShiftService, Tier } from '@askusnow/sdk/contract';
import type { Interval } from '../../platform/time/intervals.ts';
import { daysAround, toInterval, type CivilDay } from '../../platform/time/local-time.ts';
import { mapYielding } from '../../platform/yield-event-loop.ts';

/** By whom a shift is owed. */
export interface Owed {
  /** Null: by nobody. At a shared desk that is an open hour. */
  library: string | null;
  /** Null without a library. */
  service: ShiftService | null;
  /** How many people are owed. */
  people: number;
  /** Its people may leave ten minutes earlier. */
  endsAtClosing: boolean;
}

export const OWED_BY_NOBODY: Owed = { library: null, service: null, people: 1, endsAtClosing: false };

/** What a library's people answer where nothing else is said: as the tier of the desk. */
export const serviceOf = ({ service }: Pick<ShiftRule, 'service'>, tier: Tier): ShiftService =>
  service ?? (tier === 'global' ? 'global' : 'statewide');

const toOwed = (rule: ShiftRule, tier: Tier): Owed => {
  const { library, people = 1, endsAtClosing = false } = rule;
  return library === undefined ? OWED_BY_NOBODY : { library, service: serviceOf(rule, tier), people, endsAtClosing };
};

/** A scheduled time, as a calendar knows it. */
export interface CalendarShift extends Interval {
  /** Empty where a library is named in its place. */
  label: string;
  /** The same in every expansion, so that calendar programs recognize the shift. */
  uid: string;
}

/** One of a calendar that is read. Its library is undefined where no rule of the calendar fits. */
export interface FeedShift extends CalendarShift {
  library?: string;
  service?: ShiftService;
}

/** A scheduled time, and by whom it is owed. */
export interface Shift extends CalendarShift, Owed {}

/** Whether a rule starts a shift on a civil day. */
export function startsOn(rule: ShiftRule, { civil, weekday }: Pick<CivilDay, 'civil' | 'weekday'>): boolean {
  if (rule.date !== undefined) return rule.date === civil;
  return (
    (rule.days ?? []).includes(weekday) &&
    (rule.from ?? civil) <= civil &&
    civil <= (rule.until ?? civil) &&
    !(rule.except ?? []).includes(civil)
  );
}

/** What a schedule calls those who are scheduled. Shifts of one name do not overlap. */
export const nameOf = ({ label, library, service }: Pick<ShiftRule, 'label' | 'library' | 'service'>): string =>
  [label, library, service].filter(Boolean).join(' ');

/** Name, day and start identify a shift. */
const uidOf = (rule: ShiftRule, { civil }: CivilDay): string => `${civil}T${rule.start} ${nameOf(rule)}`;

/** The rule that a shift comes from, and the civil day on which it starts. */
export interface Origin {
  /** Index in the list of rules. */
  rule: number;
  date: string;
}

/** By a shift's uid: where each shift that touches the window comes from. */
export const originsIn = (rules: readonly ShiftRule[], zone: string, window: Interval): Map<string, Origin> =>
  new Map(
    daysAround(zone, window).flatMap((day) =>
      rules.flatMap((rule, index) =>
        startsOn(rule, day) ? [[uidOf(rule, day), { rule: index, date: day.civil }] as const] : [],
      ),
    ),
  );

/** `tier`: of the desk. */
export async function expandShifts(
  rules: readonly ShiftRule[],
  { zone, tier }: { zone: string; tier: Tier },
  window: Interval,
): Promise<Shift[]> {
  const byDay = await mapYielding(daysAround(zone, window), (day) =>
    rules
      .filter((rule) => startsOn(rule, day))
      .map((rule) => ({
        ...toInterval(day.date, rule.start, rule.end, zone),
        ...toOwed(rule, tier),
        label: rule.label ?? '',
        uid: uidOf(rule, day),
      })),
  );
  return byDay
    .flat()
    .filter(({ startMs, endMs }) => startMs < endMs && startMs < window.endMs && endMs > window.startMs)
    .sort((one, other) => one.startMs - other.startMs || (one.uid < other.uid ? -1 : 1));
}
