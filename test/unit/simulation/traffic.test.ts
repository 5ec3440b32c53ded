import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventBatchSchema } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import { randomOf } from '../../../server/src/simulation/random.ts';
import { PLACES } from '../../../server/src/simulation/story.ts';
import { trafficOf, type Sending, type TrafficHour } from '../../../server/src/simulation/traffic.ts';

const HOUR: TrafficHour = {
  library: 'harford',
  hour: 15,
  weekday: 'Tue',
  daysAgo: 3,
  utcDay: '20261124',
  state: 'available',
  tier: 'local',
  widget: '0.1.0',
};
const sent = (hour: Partial<TrafficHour>, seed = 'a'): Sending[] => trafficOf({ ...HOUR, ...hour }, randomOf(seed));
const placesIn = (sendings: readonly Sending[]): Set<string> =>
  new Set(sendings.map(({ batch }) => `${batch.page} ${batch.placement}`));
const manyDays = (hour: Partial<TrafficHour>): Sending[] =>
  Array.from({ length: 60 }, (_, seed) => sent(hour, String(seed))).flat();

test('simulated traffic: every batch is one that the contract allows, on a pattern that the server keeps', () => {
  const sendings = manyDays({});
  assert.ok(sendings.length > 100);
  for (const { batch } of sendings) assert.ok(eventBatchSchema.safeParse(batch).success, JSON.stringify(batch));
  for (const { pattern } of Object.values(PLACES)) assert.equal(toPagePattern(pattern), pattern);
});

test('simulated traffic: one seed is one traffic', () => {
  assert.deepEqual(sent({}), sent({}));
  assert.notDeepEqual(sent({}), sent({}, 'b'));
});

test('simulated traffic: a lost header sends nothing after the redesign, and the rest of the page does', () => {
  const header = '/demo/:slug header';
  assert.ok(placesIn(manyDays({ library: 'garrett', daysAgo: 30 })).has(header));
  const after = placesIn(manyDays({ library: 'garrett', daysAgo: 2 }));
  assert.ok(!after.has(header));
  assert.ok(after.has('/demo/:slug main'));
});

test('simulated traffic: a moved site sends from an address that is not registered; a flood from one network', () => {
  const moved = manyDays({ library: 'caroline', daysAgo: 2 });
  assert.ok(moved.length > 0 && moved.every(({ isElsewhere }) => isElsewhere));
  const flood = sent({ library: 'howard', daysAgo: 8.9 }).filter(({ address }) => address === '100.64.0.1');
  assert.ok(flood.flatMap(({ batch }) => batch.events).length > 120);
});

test('simulated traffic: weekdays, hours and closed desks have their rhythm', () => {
  const views = (hour: Partial<TrafficHour>): number => manyDays(hour).flatMap(({ batch }) => batch.events).length;
  assert.ok(views({ weekday: 'Tue' }) > 2 * views({ weekday: 'Sun' }));
  assert.ok(views({ hour: 15 }) > 10 * views({ hour: 3 }));
  const clicks = (hour: Partial<TrafficHour>): number =>
    manyDays(hour)
      .flatMap(({ batch }) => batch.events)
      .filter(({ kind }) => kind === 'click').length;
  assert.ok(clicks({ state: 'available' }) > clicks({ state: 'closed', tier: null }));
});
