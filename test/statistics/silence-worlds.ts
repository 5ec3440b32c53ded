// The silence rule and the one before it, in each world: false alarms per placement-year, and days until a placement that is
// really gone is found.
import { judgeSilence } from '../../server/src/visibility/placements/silence.ts';
import { simulate, type Rule, type Simulation, type World } from '../support/data/placement-years.ts';
import { aRandom } from '../support/data/random.ts';
import { wasLost } from '../support/data/silence-before.ts';
import type { Table } from './table.ts';

export const ruleBefore: Rule = (facts) => !facts.isAfternoon && wasLost(facts);
export const rule: Rule = (facts, others) => judgeSilence(facts, others) === 'lost';

export const WORLDS: Record<string, World> = {
  'by chance': { variation: 0 },
  'days vary by 50 %': { variation: 0.5 },
  'days vary by 70 %': { variation: 0.7 },
  'weeks drift': { variation: 0.5, drift: 0.5 },
  'a summer at 30 %': { variation: 0.5, summer: 0.3 },
  'two unannounced closed days a year': { variation: 0.5, unannounced: { days: 1, perYear: 2 } },
  'two in a row, unannounced': { variation: 0.5, unannounced: { days: 2, perYear: 1 } },
  'a day\u2019s outage a year': { variation: 0.5, outagesPerYear: 1 },
};
/** Views a day. */
export const RATES = [0.5, 1, 2, 4, 10, 20, 40, 50];
/** Placement-years of each figure. */
const YEARS = 200;
/** Placements of a site that has several. */
const PLACES = 4;

const RULES: readonly (readonly [string, Rule])[] = [
  ['before', ruleBefore],
  ['after', rule],
];

/** By world and rule: false alarms, delays. */
function tablesOf(what: string, over: Partial<Simulation>): Table[] {
  const rows = Object.entries(WORLDS).flatMap(([name, world]) =>
    RULES.map(([when, tested]) => ({
      labels: [name, when],
      results: RATES.map((perDay) =>
        simulate({ world, perDay, years: YEARS, rule: tested, random: aRandom(perDay), ...over }),
      ),
    })),
  );
  const columns = ['world', 'rule', ...RATES.map((rate) => `${rate} a day`)];
  return [
    {
      title: `Silence rule, ${what}: false alarms per placement-year`,
      columns,
      rows: rows.map(({ labels, results }) => [...labels, ...results.map(({ perYear }) => perYear.toFixed(3))]),
    },
    {
      title: `Silence rule, ${what}: days until it is found once it is gone, median`,
      columns,
      rows: rows.map(({ labels, results }) => [...labels, ...results.map(({ delayDays }) => delayDays.toFixed(1))]),
    },
  ];
}

export const silenceTables = (): Table[] => [
  ...tablesOf('a placement alone on its site', {}),
  ...tablesOf('one of four of a site', { places: PLACES }),
];
