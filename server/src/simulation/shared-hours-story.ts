// Out:   the story of the statewide desk's hours: which library owes which, and when its people come and leave.
// Never: a claim about the real libraries that the demonstration is named after, or about a person.
import type { CooperativeHoliday, NeededRule, ShiftRule } from '@askusnow/sdk/contract';
import { DAY_MS, MINUTE_MS, toUtcDate } from '../platform/time/instants.ts';
import type { Interval } from '../platform/time/intervals.ts';
import { randomOf } from './random.ts';

export const SHARED_DESK = 'statewide';
/** Libraries owe hours since so many days. */
export const OWED_DAYS = 70;

type Weekday = NonNullable<ShiftRule['days']>[number];
type Rule = readonly [days: readonly Weekday[], start: string, end: string, more?: Partial<ShiftRule>];
const GLOBAL = { service: 'global' } as const;

/** Twelve libraries divide the desk's hours of a week. */
const OWED: Readonly<Record<string, readonly Rule[]>> = {
  harford: [
    [['mo', 'we'], '09:00', '11:00'],
    [['tu'], '14:00', '16:00'],
    [['th'], '19:30', '22:00', GLOBAL],
  ],
  montgomery: [
    [['mo'], '11:00', '13:00'],
    [['we'], '14:00', '16:00'],
    [['su'], '12:00', '14:30'],
  ],
  'prince-georges': [
    [['tu', 'th'], '09:00', '11:30'],
    [['sa'], '09:00', '10:30'],
  ],
  'baltimore-county': [
    [['tu', 'th'], '11:30', '13:00'],
    [['su'], '14:30', '17:00'],
  ],
  'anne-arundel': [
    [['mo', 'tu'], '13:00', '15:30'],
    [['fr'], '09:00', '10:30'],
  ],
  pratt: [
    [['mo', 'tu'], '15:30', '18:00'],
    [['su'], '17:00', '20:00', GLOBAL],
  ],
  howard: [
    [['mo'], '14:00', '16:00'],
    [['we', 'th'], '13:00', '15:00'],
    [['fr'], '10:30', '13:00'],
  ],
  frederick: [
    [['we', 'th'], '15:00', '18:00'],
    [['fr'], '13:30', '14:30'],
    [['sa'], '10:30', '12:00'],
  ],
  carroll: [
    [['we'], '11:00', '13:00'],
    [['fr'], '13:00', '15:30'],
    [['mo'], '18:00', '20:00', { endsAtClosing: true }],
  ],
  washington: [
    [['mo'], '20:00', '22:00', GLOBAL],
    [['fr'], '15:30', '18:00'],
  ],
  cecil: [
    [['tu'], '18:00', '20:30', GLOBAL],
    [['sa'], '13:00', '15:00'],
  ],
  kent: [
    [['tu'], '20:30', '22:00', GLOBAL],
    [['th'], '18:00', '19:30', GLOBAL],
  ],
};
export const PARTNERS = Object.keys(OWED);

/** The desk's shifts: what libraries owe, and hours that are open. Wednesday evening has none, as in the cooperative's file. */
export const SHIFTS: readonly ShiftRule[] = [
  ...Object.entries(OWED).flatMap(([library, rules]) =>
    rules.map(([days, start, end, more]): ShiftRule => ({ library, days: [...days], start, end, ...more })),
  ),
  { label: 'State desk', days: ['sa'], start: '12:00', end: '13:00' },
  { label: 'State desk', days: ['sa'], start: '15:00', end: '18:00' },
];
/** Nobody has taken Thursday's second hour yet. */
export const NEEDED: NeededRule[] = [{ days: ['mo', 'tu', 'we', 'th'], start: '14:00', end: '16:00', people: 2 }];

/** One before the end of the simulation, and one after it. */
export const holidaysOf = (endMs: number): CooperativeHoliday[] => [
  { date: toUtcDate(endMs - 16 * DAY_MS), name: 'Training day' },
  { date: toUtcDate(endMs + 9 * DAY_MS), name: 'Staff day' },
];

/** These tell the cooperative that they are closed on one of the next days: so many days before the end. */
export const CLOSINGS: readonly { library: string; daysAgo: number }[] = [
  { library: 'montgomery', daysAgo: 25.2 },
  { library: 'frederick', daysAgo: 1.7 },
];

/** How the hours end that are offered, in turn. */
export const OFFER_ENDS = ['not-taken', 'accepted', 'withdrawn', 'accepted', 'accepted'] as const;

/** When the people of a library come to an hour and leave it. */
export interface Attendance {
  hereMs: number;
  /** Null: they forget to press. */
  leavesMs: number | null;
}

/** Does not press the clock: what it does is not known. */
const WITHOUT_CLOCK = 'baltimore-county';
/** Its people leave before the end on Mondays and Wednesdays, when the bus goes. */
const LEAVES_EARLY = 'howard';

/** How many of so many hours are missed: an early one, so that the shortest simulation has it, then a few in a hundred. */
export const missedOf = (hours: number): number => Math.floor((hours + 36) / 41);

/** `index`: of the hour among all of the simulation. Null: nothing is known. */
export function attendanceAt(
  library: string,
  { startMs, endMs }: Interval,
  { seed, index }: { seed: string; index: number },
): Attendance | null {
  if (library === WITHOUT_CLOCK) return null;
  const random = randomOf(seed, 'shared-hours', library, startMs);
  const isLate = index % 8 === 2;
  const hereMs = startMs + (isLate ? 4 + Math.floor(random() * 14) : -1 - Math.floor(random() * 4)) * MINUTE_MS;
  if (index % 13 === 7) return { hereMs, leavesMs: null };
  const weekday = new Date(startMs).getUTCDay();
  const isEarly = library === LEAVES_EARLY && (weekday === 1 || weekday === 3);
  const earlyMs = isEarly ? (14 + Math.floor(random() * 8)) * MINUTE_MS : (5 + Math.floor(random() * 40)) * 1000;
  return { hereMs, leavesMs: endMs - earlyMs };
}
