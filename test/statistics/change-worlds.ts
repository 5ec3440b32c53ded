// Before and after of one library, in worlds where the truth is known: its four weeks and those of other libraries.
import { changeOf } from '../../server/src/visibility/standard/change.ts';
import { SIDE_DAYS } from '../../server/src/visibility/standard/compare.ts';
import type { BothSides } from '../../server/src/visibility/standard/log-ratio.ts';
import { aRandom } from '../support/data/random.ts';
import { ALIKE, APART, clicksOf, seasonOn, sizeAround, type Law, type Random } from './draws.ts';
import { formerChangeOf } from './former.ts';
import { ratesOf, type Rates } from './outcomes.ts';
import type { Table } from './table.ts';

export interface ChangeWorld {
  others: number;
  /** Sizes of the others differ around four clicks a day, whatever the library's own; else they are the library's. */
  isSized: boolean;
  law: Law;
  /** The library's own, where it differs from the others'. */
  ownLaw?: Law;
  season: number;
  /** How far a library's own season may be from the others', as a part of it. */
  ownSeason: number;
  effect: number;
}

const SIZE = 4;

function studyOf(random: Random, perDay: number, world: ChangeWorld): { own: BothSides; others: BothSides[] } {
  const { law, ownLaw = law, season, ownSeason, effect, isSized } = world;
  const phase = 2 * Math.PI * random();
  const draw = (size: number, its: Law, after: number): BothSides => {
    const swing = season * (1 + ownSeason * (2 * random() - 1));
    const levelOn = (day: number): number => (day < SIDE_DAYS ? 1 : after) * seasonOn(day, swing, phase);
    const clicks = clicksOf(random, 2 * SIDE_DAYS, { perDay: size, law: its, levelOn });
    return { before: clicks.slice(0, SIDE_DAYS), after: clicks.slice(SIDE_DAYS) };
  };
  const own = draw(perDay, ownLaw, effect);
  const others = Array.from({ length: world.others }, () => draw(isSized ? sizeAround(random, SIZE) : perDay, law, 1));
  return { own, others };
}

const POISSON: Law = { deviation: 0, correlation: 0 };
const world = (more: Partial<ChangeWorld> = {}): ChangeWorld => ({
  ...{ others: 23, isSized: true, law: ALIKE, season: 0, ownSeason: 0, effect: 1 },
  ...more,
});

export const CHANGE_WORLDS: Readonly<Record<string, ChangeWorld>> = {
  'days alike, 23 others as large': world({ isSized: false }),
  'days alike, 23 others of different size': world(),
  'days alike, 8 others as large': world({ isSized: false, others: 8 }),
  'days alike, 5 others as large': world({ isSized: false, others: 5 }),
  'days alike, 8 others of different size': world({ others: 8 }),
  'days apart': world({ law: APART }),
  "Poisson's days": world({ law: POISSON }),
  "a season of ±35 %, Poisson's days": world({ law: POISSON, season: 0.35 }),
  'a season of ±35 %, days alike': world({ season: 0.35 }),
  'a season of ±21 to 49 %, each its own, days alike': world({ season: 0.35, ownSeason: 0.4 }),
  'twice as variable as the others, days alike': world({ ownLaw: { ...ALIKE, deviation: 0.6 } }),
  'no others': world({ others: 0, season: 0.35 }),
  'a doubling, days alike': world({ effect: 2 }),
  "a doubling, Poisson's days": world({ law: POISSON, effect: 2 }),
};
/** Clicks a day of the library. */
export const SIZES = [0.4, 1, 4, 40] as const;

/** By the former method, and now. */
export function changeRates(
  world: ChangeWorld,
  perDay: number,
  studies: number,
  seed: number,
): [former: Rates, now: Rates] {
  const random = aRandom(seed);
  const rates = ratesOf(studies, world.effect, () => {
    const { own, others } = studyOf(random, perDay, world);
    return [formerChangeOf(own), changeOf(own, others)];
  });
  return [rates[0]!, rates[1]!];
}

export const CHANGE_STUDIES = 2_000;

export function changeTables(): Table[] {
  const rows = Object.entries(CHANGE_WORLDS).flatMap(([name, each], at) =>
    SIZES.map((perDay) => {
      const [former, now] = changeRates(each, perDay, CHANGE_STUDIES, at + 1);
      return [name, perDay, former.held, now.held, former.claimed, now.claimed, now.silent];
    }),
  );
  const title = `Before and after of one library: ${CHANGE_STUDIES} studies a world; 23 others of different size unless said; percent`;
  const columns = ['world', 'clicks a day', 'held before', 'held after'];
  return [{ title, columns: [...columns, 'verdicts before', 'verdicts after', 'no sentence'], rows }];
}
