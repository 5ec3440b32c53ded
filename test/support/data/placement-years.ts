// Placements that live for years: views by chance, a weekday rhythm, closed days, hours of the day. Counts false alarms of a rule.

/** Sunday first. Source: the visits of library catalogues by weekday; the mean is one. */
export const DAY_SHARES = [0.45, 1.2, 1.2, 1.2, 1.15, 1.1, 0.7];
/** Closings of one to five days, eight a year, on which a twentieth of the usual views come. */
const CLOSINGS_PER_DAY = 8 / 365;
const MAX_CLOSED_DAYS = 5;
const CLOSED_VIEWS = 0.05;
/** Read by a rule. Units: days. */
const PROFILE_DAYS = 84;
/** Simulated life of one placement after its profile is full. Units: days. */
const LIFE_DAYS = 2 * 365;
/** Views come between 8 and 22 o'clock. Units: days. */
const FIRST_HOUR = 8 / 24;
const LAST_HOUR = 22 / 24;

/** What a rule may know at midnight after `today - 1`. */
export interface Seen {
  days: number[];
  views: number[];
  closedDays: Set<number>;
  fromDay: number;
  today: number;
  /** When the last view came, and now, as days with a fraction. */
  lastEventDay: number;
  now: number;
}
export type Rule = (seen: Seen) => boolean;
type Random = () => number;

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function poisson(mean: number, random: Random): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let count = 0;
  for (let left = random(), p = Math.exp(-mean), sum = p; left > sum && count < 1000; sum += p) p *= mean / (count += 1);
  return count;
}

/** A gamma variable with mean 1 and this standard deviation, at most 0.7. Source: Marsaglia and Tsang 2000. */
function varied(deviation: number, random: Random): number {
  if (deviation === 0) return 1;
  const shape = 1 / deviation ** 2;
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < x * x / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

interface Life {
  views: number[];
  closed: boolean[];
  /** The last view of each day, as a fraction of it. */
  lastAt: number[];
}

function live(perDay: number, days: number, variation: number, random: Random): Life {
  const life: Life = { views: [], closed: [], lastAt: [] };
  let closedUntil = -1;
  for (let day = 0; day < days; day += 1) {
    if (day > closedUntil && random() < CLOSINGS_PER_DAY) closedUntil = day + Math.floor(random() * MAX_CLOSED_DAYS);
    const isClosed = day <= closedUntil;
    const mean = perDay * DAY_SHARES[day % 7]! * varied(variation, random) * (isClosed ? CLOSED_VIEWS : 1);
    const count = poisson(mean, random);
    life.views.push(count);
    life.closed.push(isClosed);
    // The latest of `count` instants.
    life.lastAt.push(FIRST_HOUR + (LAST_HOUR - FIRST_HOUR) * random() ** (1 / Math.max(count, 1)));
  }
  return life;
}

/** `gone`: the last day that the placement stood on its page. */
function seenAt({ views, closed, lastAt }: Life, today: number, gone: number, knowsClosedDays: boolean): Seen {
  const seen: Seen = { days: [], views: [], closedDays: new Set(), fromDay: today - PROFILE_DAYS + 1, today, lastEventDay: -Infinity, now: today };
  for (let day = Math.max(0, seen.fromDay); day < today; day += 1) {
    if (knowsClosedDays && closed[day]) seen.closedDays.add(day);
    if (day > gone || !views[day]) continue;
    seen.days.push(day);
    seen.views.push(views[day]!);
    seen.lastEventDay = day + lastAt[day]!;
  }
  return seen;
}

export interface Simulation {
  perDay: number;
  years: number;
  rule: Rule;
  random: Random;
  /** Standard deviation of a day's mean, as a share of it. */
  variation?: number;
  knowsClosedDays?: boolean;
}

/** False alarms per placement-year, and the days until a placement that is really gone is found: median and 90th percentile. */
export function simulate({ perDay, years, rule, random, variation = 0, knowsClosedDays = true }: Simulation): {
  perYear: number;
  delayDays: number;
  lateDays: number;
} {
  let alarms = 0;
  const delays: number[] = [];
  const placements = Math.ceil((years * 365) / LIFE_DAYS);
  for (let placement = 0; placement < placements; placement += 1) {
    const life = live(perDay, PROFILE_DAYS + LIFE_DAYS, variation, random);
    const isAlarm = (today: number, gone = Infinity): boolean => rule(seenAt(life, today, gone, knowsClosedDays));
    let isRaised = false;
    for (let day = PROFILE_DAYS; day < PROFILE_DAYS + LIFE_DAYS; day += 1) {
      if (life.views[day]) isRaised = false;
      else if (!isRaised && isAlarm(day + 1)) {
        isRaised = true;
        alarms += 1;
      }
    }
    let gone = PROFILE_DAYS + Math.floor(random() * 365);
    while (!life.views[gone]) gone -= 1;
    let found = gone + 1;
    while (!isAlarm(found, gone)) found += 1;
    delays.push(found - gone - life.lastAt[gone]!);
  }
  delays.sort((one, other) => one - other);
  const at = (share: number): number => Math.round(delays[Math.floor(delays.length * share)]! * 10) / 10;
  return { perYear: alarms / ((placements * LIFE_DAYS) / 365), delayDays: at(0.5), lateDays: at(0.9) };
}
