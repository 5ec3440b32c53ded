// Sites whose placements live for years: views by chance, a weekday rhythm, closed days, hours of the day, and a world that has
// seasons, unannounced closings and outages. Counts a rule's false alarms, and how late it finds what is really gone.
import type { SilenceFacts } from '../../../server/src/visibility/placements/silence.ts';
import { normal, poisson, varied } from './random-variables.ts';

/** Sunday first. Source: the visits of library catalogues by weekday; the mean is one. */
export const DAY_SHARES = [0.45, 1.2, 1.2, 1.2, 1.15, 1.1, 0.7];
/** Announced closings of one to five days, eight a year, on which a twentieth of the usual views come. */
const CLOSINGS_PER_DAY = 8 / 365;
const MAX_CLOSED_DAYS = 5;
const CLOSED_VIEWS = 0.05;
/** Read by a rule. Units: days. */
const PROFILE_DAYS = 84;
const YEAR = 365;
/** Simulated life of one site after its profile is full. Units: days. */
const LIFE_DAYS = 2 * YEAR;
const SUMMER_DAYS = 84;
/** Of a week's level with that of the week before. */
const WEEKLY_CORRELATION = 0.8;
/** Views come between 8 and 22 o'clock. Units: days. */
const FIRST_HOUR = 8 / 24;
const LAST_HOUR = 22 / 24;
const NOON = 0.5;

export interface World {
  /** Standard deviation of a day's mean, as a share of it. */
  variation: number;
  /** Standard deviation of the logarithm of a week's level: the weeks drift. */
  drift?: number;
  /** The level of twelve weeks of each year. */
  summer?: number;
  /** So many days in a row, so often a year. */
  unannounced?: { days: number; perYear: number };
  /** Whole days without any view, of all placements. */
  outagesPerYear?: number;
}

/** What a rule may know: of a placement, and on demand of the site's others. True: it raises an alarm. */
export type Rule = (facts: SilenceFacts, others: () => SilenceFacts[]) => boolean;
type Random = () => number;

interface Life {
  views: number[];
  /** The first and the last view of each day, as a fraction of it. */
  firstAt: number[];
  lastAt: number[];
}

/** Days that begin so often a year, each so many in a row. */
function daysAtRandom({ days, perYear }: { days: number; perYear: number }, random: Random): Set<number> {
  const found = new Set<number>();
  for (let year = 0; year < PROFILE_DAYS + LIFE_DAYS; year += YEAR)
    for (let count = 0; count < perYear; count += 1) {
      const first = year + Math.floor(random() * (YEAR - days));
      for (let day = first; day < first + days; day += 1) found.add(day);
    }
  return found;
}

interface Site {
  placements: Life[];
  closedDays: Set<number>;
}

function live(world: World, perDay: number, places: number, random: Random): Site {
  const placements = Array.from({ length: places }, (): Life => ({ views: [], firstAt: [], lastAt: [] }));
  const closedDays = new Set<number>();
  const hidden = daysAtRandom(world.unannounced ?? { days: 0, perYear: 0 }, random);
  const outages = daysAtRandom({ days: 1, perYear: world.outagesPerYear ?? 0 }, random);
  const summerFrom = Math.floor(random() * YEAR);
  const drift = world.drift ?? 0;
  let [closedUntil, weekly] = [-1, 0];
  for (let day = 0; day < PROFILE_DAYS + LIFE_DAYS; day += 1) {
    if (day > closedUntil && random() < CLOSINGS_PER_DAY) closedUntil = day + Math.floor(random() * MAX_CLOSED_DAYS);
    if (day <= closedUntil) closedDays.add(day);
    if (day % 7 === 0)
      weekly = WEEKLY_CORRELATION * weekly + Math.sqrt(1 - WEEKLY_CORRELATION ** 2) * drift * normal(random);
    let level = Math.exp(weekly - drift ** 2 / 2);
    if ((day + summerFrom) % YEAR < SUMMER_DAYS) level *= world.summer ?? 1;
    if (closedDays.has(day) || hidden.has(day)) level *= CLOSED_VIEWS;
    if (outages.has(day)) level = 0;
    for (const { views, firstAt, lastAt } of placements) {
      const count = poisson(perDay * DAY_SHARES[day % 7]! * level * varied(world.variation, random), random);
      views.push(count);
      const within = (share: number): number => FIRST_HOUR + (LAST_HOUR - FIRST_HOUR) * share;
      // The latest of `count` instants, and the earliest.
      lastAt.push(within(random() ** (1 / Math.max(count, 1))));
      firstAt.push(within(1 - random() ** (1 / Math.max(count, 1))));
    }
  }
  return { placements, closedDays };
}

/** Each placement's last day on its page. */
type Gone = readonly number[];

interface Moment {
  today: number;
  isAfternoon: boolean;
}

/** A moment of the day is before that day's views: a rule that is asked at noon has a placement that had none yet. */
function factsAt({ views }: Life, { today, isAfternoon }: Moment, gone: number, closedDays: Set<number>): SilenceFacts {
  let lastDay = Math.min(today - 1, gone);
  while (!views[lastDay]) lastDay -= 1;
  const fromDay = Math.max(0, lastDay + 1 - PROFILE_DAYS);
  const days: number[] = [];
  for (let day = fromDay; day <= lastDay; day += 1) if (views[day]) days.push(day);
  return { days, views: days.map((day) => views[day]!), fromDay, today, isAfternoon, closedDays };
}

export interface Simulation {
  world: World;
  perDay: number;
  places?: number;
  /** Placement-years. */
  years: number;
  rule: Rule;
  random: Random;
  knowsClosedDays?: boolean;
  /** What is gone, to measure the delay: one placement of the site, or all of them. */
  gone?: 'one' | 'all';
}

/** False alarms per placement-year, and the days until a placement that is really gone is found: median and 90th percentile. */
export function simulate({ world, perDay, places = 1, years, rule, random, knowsClosedDays = true, gone = 'one' }: Simulation): {
  perYear: number;
  delayDays: number;
  lateDays: number;
} {
  let alarms = 0;
  const delays: number[] = [];
  const sites = Math.ceil((years * YEAR) / LIFE_DAYS / places);
  for (let site = 0; site < sites; site += 1) {
    const { placements, closedDays } = live(world, perDay, places, random);
    const known = knowsClosedDays ? closedDays : new Set<number>();
    const isAlarm = (index: number, moment: Moment, lastDays?: Gone): boolean => {
      const facts = (at: number) => factsAt(placements[at]!, moment, lastDays?.[at] ?? Infinity, known);
      return rule(facts(index), () => placements.flatMap((_, at) => (at === index ? [] : [facts(at)])));
    };
    const isAlarmOn = (index: number, day: number, untilNoon: boolean): boolean =>
      isAlarm(index, { today: day, isAfternoon: true }) ||
      (!untilNoon && isAlarm(index, { today: day + 1, isAfternoon: false }));
    for (const [index, { views, firstAt }] of placements.entries()) {
      let isRaised = false;
      for (let day = PROFILE_DAYS; day < PROFILE_DAYS + LIFE_DAYS; day += 1) {
        const isSeen = views[day]! > 0;
        const mayAlarm = !isRaised && (!isSeen || (firstAt[day]! > NOON && !views[day - 1]));
        if (mayAlarm && isAlarmOn(index, day, isSeen)) {
          isRaised = true;
          alarms += 1;
        }
        if (isSeen) isRaised = false;
      }
    }
    for (const [index, { views, lastAt }] of placements.entries()) {
      const goneOn = PROFILE_DAYS + Math.floor(random() * YEAR);
      const lastDays = placements.map((_, at) => (at === index || gone === 'all' ? goneOn : Infinity));
      let last = goneOn;
      while (!views[last]) last -= 1;
      let found = last + NOON;
      const isFound = () => isAlarm(index, { today: Math.floor(found), isAfternoon: found % 1 === NOON }, lastDays);
      do found += NOON;
      while (found < last + YEAR && !isFound());
      delays.push(found - last - lastAt[last]!);
    }
  }
  delays.sort((one, other) => one - other);
  const at = (share: number): number => Math.round(delays[Math.floor(delays.length * share)]! * 100) / 100;
  return { perYear: alarms / ((sites * places * LIFE_DAYS) / YEAR), delayDays: at(0.5), lateDays: at(0.9) };
}
