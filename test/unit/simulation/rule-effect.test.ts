import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { SIDE_DAYS } from '../../../server/src/visibility/standard/compare.ts';
import type { BothSides } from '../../../server/src/visibility/standard/log-ratio.ts';
import { worthOf } from '../../../server/src/visibility/standard/rule-effect.ts';
import { randomOf } from '../../../server/src/simulation/random.ts';
import { TURNS, WEEKDAY_WEIGHTS } from '../../../server/src/simulation/story.ts';
import { trafficOf } from '../../../server/src/simulation/traffic.ts';

const { libraries } = parse(readFileSync('examples/maryland.yaml', 'utf8')) as { libraries: { id: string }[] };
const WEEKDAYS = Object.keys(WEEKDAY_WEIGHTS);
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Clicks of a day on which somebody can always answer. */
function clicksOn(library: string, daysAgo: number): number {
  const day = { library, daysAgo, weekday: WEEKDAYS[daysAgo % 7]!, utcDay: '20261124', widget: '0.1.0' };
  const random = randomOf('rule-effect', library, daysAgo);
  return HOURS.flatMap((hour) => trafficOf({ ...day, hour, state: 'available', tier: 'statewide' }, random))
    .filter(({ userAgent, isElsewhere, batch }) => !userAgent.includes('bot') && !isElsewhere && !batch.practice)
    .flatMap(({ batch }) => batch.events)
    .filter(({ kind }) => kind === 'click').length;
}
const daysFrom = (first: number): number[] => Array.from({ length: SIDE_DAYS }, (_, at) => first - at);
const sidesOf = (library: string, daysAgo: number): BothSides => ({
  before: daysFrom(daysAgo + SIDE_DAYS).map((ago) => clicksOn(library, ago)),
  after: daysFrom(daysAgo - 1).map((ago) => clicksOn(library, ago)),
});

test('simulated story: six libraries put the tag on their page of contacts in one week, and what that is worth shows', () => {
  const sinceOf = (id: string): number | undefined => TURNS[id]?.places?.contact?.fromDaysAgo;
  const unchanged = libraries.filter(({ id }) => sinceOf(id) === undefined);
  const met = libraries.filter(({ id }) => (sinceOf(id) ?? 0) >= 40);
  const cohorts = [...Map.groupBy(met, ({ id }) => sinceOf(id)!)].map(([daysAgo, changed]) => ({
    changed: new Map(changed.map(({ id }) => [id, sidesOf(id, daysAgo)])),
    unchanged: new Map(unchanged.map(({ id }) => [id, sidesOf(id, daysAgo)])),
  }));
  const { libraries: count, ratio, low, verdict } = worthOf(cohorts);
  assert.deepEqual([count, verdict], [6, 'more'], `${ratio} from ${low}`);
  assert.ok(ratio! > 1.2 && ratio! < 2, String(ratio));
});
