// What a rule is worth, in worlds where the truth is known: libraries that came to meet it, and others that they are all compared with.
import { worthOf, type Cohort } from '../../server/src/visibility/standard/rule-effect.ts';
import { SIDE_DAYS } from '../../server/src/visibility/standard/compare.ts';
import type { BothSides } from '../../server/src/visibility/standard/log-ratio.ts';
import { aRandom } from '../support/data/random.ts';
import { ALIKE, APART, clicksOf, seasonOn, sizeAround, type Law, type Random } from './draws.ts';
import { formerWorthOf } from './former.ts';
import { ratesOf, type Rates } from './outcomes.ts';
import type { Table } from './table.ts';

export interface WorthWorld {
  met: number;
  others: number;
  /** Days within which libraries come to meet the rule. */
  within: number;
  law: Law;
  /** Clicks on a library's average day, before. */
  perDay: number;
  isSized: boolean;
  season: number;
  /** How many times as many clicks the rule brings. */
  effect: number;
}

const NEVER = Infinity;

function cohortsOf(random: Random, world: WorthWorld): Cohort[] {
  const { met, others, within, law, perDay, isSized, season, effect } = world;
  const phase = 2 * Math.PI * random();
  const libraries = Array.from({ length: met + others }, (_, at) => {
    const metOn = at < met ? SIDE_DAYS + Math.floor(within * random()) : NEVER;
    const levelOn = (day: number): number => (day > metOn ? effect : 1) * seasonOn(day, season, phase);
    const size = isSized ? sizeAround(random, perDay) : perDay;
    return { id: String(at), metOn, clicks: clicksOf(random, within + 2 * SIDE_DAYS, { perDay: size, law, levelOn }) };
  });
  type Library = (typeof libraries)[number];
  const sidesOf = ({ clicks }: Library, day: number): BothSides => ({
    before: clicks.slice(day - SIDE_DAYS, day),
    after: clicks.slice(day + 1, day + 1 + SIDE_DAYS),
  });
  const byDay = Map.groupBy(libraries, ({ metOn }) => metOn);
  byDay.delete(NEVER);
  return [...byDay].map(([day, changed]) => {
    const sidesOfEach = (some: readonly Library[]) => new Map(some.map((each) => [each.id, sidesOf(each, day)]));
    const isUnchanged = ({ metOn }: Library): boolean => metOn <= day - SIDE_DAYS || metOn > day + SIDE_DAYS;
    return { changed: sidesOfEach(changed), unchanged: sidesOfEach(libraries.filter(isUnchanged)) };
  });
}

const SIMULTANEOUS = 1;
const WEEK_DAYS = 7;
const HALF_YEAR = 182;
const world = (met: number, others: number, more: Partial<WorthWorld> = {}): WorthWorld => ({
  ...{ met, others, within: SIMULTANEOUS, law: APART, perDay: 4, isSized: false, season: 0, effect: 1 },
  ...more,
});
const staggered = { within: HALF_YEAR, law: ALIKE };

export const WORTH_WORLDS: Readonly<Record<string, WorthWorld>> = {
  '18 met it on one day': world(18, 6),
  '5 on one day': world(5, 6),
  '10 on one day': world(10, 6),
  '20 on one day': world(20, 5),
  '5 on one day, 5 others': world(5, 5),
  '18 in one week, days alike': world(18, 6, { within: WEEK_DAYS, law: ALIKE }),
  '20 in one week, days alike': world(20, 5, { within: WEEK_DAYS, law: ALIKE }),
  '18 in one week, days alike, sizes differ': world(18, 6, { within: WEEK_DAYS, law: ALIKE, isSized: true }),
  '20 in one week, days alike, sizes differ': world(20, 5, { within: WEEK_DAYS, law: ALIKE, isSized: true }),
  '18 in one week, days alike, one click in two days': world(18, 6, { within: WEEK_DAYS, law: ALIKE, perDay: 0.5 }),
  '18 in one week, days alike, 40 clicks a day': world(18, 6, { within: WEEK_DAYS, law: ALIKE, perDay: 40 }),
  '18 in four weeks, days alike': world(18, 6, { within: 28, law: ALIKE }),
  '5 in half a year, days alike': world(5, 6, staggered),
  '10 in half a year, days alike': world(10, 6, staggered),
  '18 in half a year, days alike': world(18, 6, staggered),
  '20 in half a year, days alike': world(20, 5, staggered),
  'all 24 in half a year, days alike': world(24, 0, staggered),
  '18 in half a year, days alike, a season of ±35 %': world(18, 6, { ...staggered, season: 0.35 }),
  '18 on one day, +50 %': world(18, 6, { effect: 1.5 }),
  '18 in one week, days alike, +50 %': world(18, 6, { within: WEEK_DAYS, law: ALIKE, effect: 1.5 }),
  '18 in half a year, days alike, +50 %': world(18, 6, { ...staggered, effect: 1.5 }),
};

/** By the former method, and now. */
export function worthRates(world: WorthWorld, studies: number, seed: number): [former: Rates, now: Rates] {
  const random = aRandom(seed);
  const rates = ratesOf(studies, world.effect, () => {
    const cohorts = cohortsOf(random, world);
    return [formerWorthOf(cohorts), worthOf(cohorts)];
  });
  return [rates[0]!, rates[1]!];
}

export const WORTH_STUDIES = 2_000;

export function worthTables(): Table[] {
  const rows = Object.entries(WORTH_WORLDS).map(([name, each], at) => {
    const [former, now] = worthRates(each, WORTH_STUDIES, at + 1);
    return [name, each.others, former.held, now.held, former.claimed, now.claimed, now.silent];
  });
  const title = `What a rule is worth: ${WORTH_STUDIES} studies a world; libraries that met it, others that never did`;
  const columns = ['world', 'others', 'held before', 'held after', 'verdicts before', 'verdicts after', 'no sentence'];
  return [{ title: `${title}; 4 clicks a day unless said; percent`, columns, rows }];
}
