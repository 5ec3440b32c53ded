// In:    the daily views of a placement and of its site's other placements, the days that do not count, now.
// Out:   whether its silence is explained, or the placement is quiet or lost.
// Never: counts a day on which the library is closed or this server saw nothing; calls lost what another cause may explain.
import { DAY_MS } from '../../platform/time/instants.ts';

/** The days before a placement's last view that say what is usual. */
export const PROFILE_DAYS = 84;
/** False alarms per placement and year: one in twenty years. */
const ALARMS_PER_YEAR = 0.05;
/** Days vary at least by half of their mean (a snow day, a broken catalogue): variance beyond chance, as a share of the mean². */
const MIN_VARIANCE = 0.25;
/** A weekday that was not seen yet is taken to have half of the usual views; it weighs as much as one day that was seen. */
const UNSEEN_SHARE = 0.5;
/** Where these open days had fewer views than usual, their level counts. So many views more are taken as seen and usual. */
const RECENT_DAYS = 14;
const RECENT_PRIOR = 2;
/** Of a day's views, those that come before noon, at least. */
const MORNING_SHARE = 0.25;
const WEEK = 7;

/** Civil days as whole numbers, so that they can be counted. Units: days since 1970-01-01. */
export const toDayNumber = (date: string): number => Date.parse(date) / DAY_MS;

/** Views of the days that have any, in order. A view is an impression or a plain link that was followed. */
export interface DailyViews {
  days: readonly number[];
  views: readonly number[];
}

export interface SilenceFacts extends DailyViews {
  /** The first day of the placement, or of its profile; it counts if it is whole. */
  fromDay: number;
  today: number;
  /** From noon on, the morning counts: without a view it is a part of a silent day. */
  isAfternoon: boolean;
  closedDays: ReadonlySet<number>;
}

/** `quiet`: longer than chance alone explains, but a season, an unannounced closing or an outage may. */
export type Silence = 'explained' | 'quiet' | 'lost';

/** On the first `days` of a silence this share of the usual views comes. */
interface Explanation {
  share: number;
  days: number;
  /** How often such a silence may begin. */
  perYear: (viewsPerDay: number) => number;
}

/** As often as there are views, and not within another silence. */
const CHANCE: Explanation = { share: 1, days: Infinity, perYear: (views) => 200 * Math.min(views, 1) };
/** What befalls a whole site: ruled out where its other placements go on. */
const OF_THE_SITE: readonly Explanation[] = [
  // A summer that has just begun, before the recent days show it. A slow placement is quiet for longer.
  { share: 0.3, days: Infinity, perYear: (views) => 1.2 * Math.min(Math.max(views, 1.5), 2.5) },
  // Two closed days that nobody announced: once in three years.
  { share: 0.05, days: 2, perYear: () => 0.3 },
  // A day without network or web server: once in two years.
  { share: 0, days: 1, perYear: () => 0.5 },
];
/** The others go on: so many views since, and at least this share of their usual ones. */
const OTHERS_VIEWS = 5;
const OTHERS_SHARE = 0.5;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The days from `first` to before `end` that count. */
const openDays = (first: number, end: number, closed: ReadonlySet<number>): number[] =>
  Array.from({ length: Math.max(end - first, 0) }, (_, index) => first + index).filter((day) => !closed.has(day));

const viewsByDay = ({ days, views }: DailyViews): ReadonlyMap<number, number> =>
  new Map(days.map((day, index) => [day, views[index]!]));

interface Measured {
  perDay: number;
  /** By weekday. */
  usual: readonly number[];
  /** What the silent days would usually have had, in order. */
  missed: readonly number[];
  /** Of a negative binomial. */
  shape: number;
}

/** Null: without a whole silent day, or seen on closed days alone, of which nothing follows for open ones. */
function measure({ fromDay, today, isAfternoon, closedDays, ...daily }: SilenceFacts): Measured | null {
  const lastDay = daily.days.at(-1)!;
  const viewsOn = viewsByDay(daily);
  const before = openDays(fromDay, lastDay + 1, closedDays).map((day) => [day % WEEK, viewsOn.get(day) ?? 0] as const);
  const silent = openDays(lastDay + 1, today, closedDays).map((day) => day % WEEK);
  const perDay = sum(before.map(([, views]) => views)) / Math.max(before.length, 1);
  if (perDay === 0) return null;
  const weights = new Array<number>(WEEK).fill(1);
  const totals = new Array<number>(WEEK).fill(UNSEEN_SHARE * perDay);
  for (const [weekday, views] of before) {
    weights[weekday]! += 1;
    totals[weekday]! += views;
  }
  const usual = totals.map((total, weekday) => total / weights[weekday]!);
  const recent = before.slice(-RECENT_DAYS);
  const level =
    (sum(recent.map(([, views]) => views)) + RECENT_PRIOR) /
    (sum(recent.map(([weekday]) => usual[weekday]!)) + RECENT_PRIOR);
  const excess = sum(before.map(([weekday, views]) => (views - usual[weekday]!) ** 2 - usual[weekday]!));
  const variance = excess / sum(before.map(([weekday]) => usual[weekday]! ** 2));
  const missed = silent.map((weekday) => {
    // A mean that was measured over few days proves less the more of such days it is compared with.
    const since = silent.filter((each) => each === weekday).length / weights[weekday]!;
    return (Math.min(level, 1) * usual[weekday]! * Math.log(1 + since)) / since;
  });
  if (missed.length > 0 && isAfternoon && !closedDays.has(today))
    missed.push(MORNING_SHARE * Math.min(level, 1) * usual[today % WEEK]!);
  return { perDay, usual, missed, shape: 1 / Math.max(variance, MIN_VARIANCE) };
}

/**
 * Whether the silence is too improbable under this explanation: the sum of `−ln p` of no view, for each silent day, against
 * how often such a silence may begin.
 */
function isRuledOut(
  { share, days, perYear }: Explanation,
  { perDay, missed, shape }: Measured,
  level: number,
): boolean {
  const surprise = missed.map((mean, nth) => shape * Math.log(1 + (level * mean * (nth < days ? share : 1)) / shape));
  return missed.length > 0 && sum(surprise) >= Math.log(perYear(perDay) / ALARMS_PER_YEAR);
}

/** Views that the others had since that day, and those that they usually have. Those that are silent for too long are no evidence. */
function othersSince(lastDay: number, others: readonly SilenceFacts[]): { seen: number; usual: number } {
  const since = others
    .filter((other) => other.days.at(-1)! > lastDay && judgeSilence(other) === 'explained')
    .map((other) => {
      const [viewsOn, usual] = [viewsByDay(other), measure(other)?.usual];
      const days = usual === undefined ? [] : openDays(lastDay + 1, other.today, other.closedDays);
      return {
        seen: sum(days.map((day) => viewsOn.get(day) ?? 0)),
        usual: sum(days.map((day) => usual![day % WEEK]!)),
      };
    });
  return { seen: sum(since.map(({ seen }) => seen)), usual: sum(since.map(({ usual }) => usual)) };
}

/**
 * `others`: the site's other placements, asked for where this one is silent for too long. Where they go on, only chance can explain a silence; where they have fewer views than
 * usual, so has this placement; where none is seen, it may be the whole site's.
 * Errors: none. Source: test/statistics/silence-worlds.ts simulates it.
 */
export function judgeSilence(facts: SilenceFacts, others: () => readonly SilenceFacts[] = () => []): Silence {
  const lastDay = facts.days.at(-1);
  // Without a view in all days that were read, how often it had one is not known.
  if (lastDay === undefined) return 'quiet';
  const measured = measure(facts);
  if (measured === null || !isRuledOut(CHANCE, measured, 1)) return 'explained';
  const { seen, usual } = othersSince(lastDay, others());
  const level = Math.min((seen + 1) / (usual + 1), 1);
  const goOn = seen >= OTHERS_VIEWS && level >= OTHERS_SHARE;
  const isLost = [CHANCE, ...(goOn ? [] : OF_THE_SITE)].every((each) => isRuledOut(each, measured, level));
  return isLost ? 'lost' : 'quiet';
}
