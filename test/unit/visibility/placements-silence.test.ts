// The silence rule is held by a simulation: placements that live for years, in worlds with seasons, closings and outages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  judgeSilence,
  PROFILE_DAYS,
  toDayNumber,
  type SilenceFacts,
} from '../../../server/src/visibility/placements/silence.ts';
import { DAY_SHARES, simulate, type Rule, type Simulation } from '../../support/data/placement-years.ts';
import { aRandom } from '../../support/data/random.ts';
import { rule, ruleBefore, WORLDS } from '../../statistics/silence-worlds.ts';

/** Placement-years of each figure. */
const YEARS = 200;
const MAX_ALARMS_PER_YEAR = 0.05;

/** Each world at a rate of views a day at which the rule before raises most false alarms. All rates: `npm run statistics`. */
const WORST: [string, number][] = [
  ['by chance', 1],
  ['days vary by 50 %', 4],
  ['days vary by 70 %', 50],
  ['weeks drift', 2],
  ['a summer at 30 %', 4],
  ['two unannounced closed days a year', 50],
  ['two in a row, unannounced', 10],
  ['a day’s outage a year', 50],
];
const run = (world: string, perDay: number, tested: Rule, more: Partial<Simulation> = {}) =>
  simulate({ world: WORLDS[world]!, perDay, years: YEARS, rule: tested, random: aRandom(perDay), ...more });

describe('silence rule', () => {
  for (const [world, perDay] of WORST) {
    test(`silence rule: ${world}: at most 0.05 false alarms per placement-year at ${perDay} a day, alone and in a site of four`, (t) => {
      for (const places of [1, 4]) {
        const { perYear, delayDays } = run(world, perDay, rule, { places });
        t.diagnostic(`${places} of a site: ${perYear.toFixed(3)} false alarms a year; found after ${delayDays} days`);
        assert.ok(perYear <= MAX_ALARMS_PER_YEAR, `${places} of a site: ${perYear} a year`);
      }
    });
  }

  test('silence rule: what is really gone is found at most half as late again as by the rule before, from 1 view a day', () => {
    for (const perDay of [1, 4, 10, 50]) {
      const [before, after] = [ruleBefore, rule].map((tested) => run('days vary by 50 %', perDay, tested).delayDays);
      assert.ok(after! <= 1.5 * before!, `${perDay} a day: ${after} days, ${before} before`);
    }
  });

  test('silence rule: mutant: the rule before, which knows one dispersion and no other placement, raises false alarms in every world', () => {
    for (const [world, perDay] of WORST.slice(2)) {
      const { perYear } = run(world, perDay, ruleBefore);
      assert.ok(perYear > MAX_ALARMS_PER_YEAR, `${world}: ${perYear} a year`);
    }
  });

  test('silence rule: mutant: closed days that count as silence raise false alarms', () => {
    const [known, unknown] = [true, false].map(
      (knowsClosedDays) => run('days vary by 50 %', 10, rule, { knowsClosedDays }).perYear,
    );
    assert.ok(known! <= MAX_ALARMS_PER_YEAR && unknown! > MAX_ALARMS_PER_YEAR, `${known} and ${unknown} a year`);
  });
});

describe('silence of one placement', () => {
  const today = toDayNumber('2026-11-24');
  const isLost = (facts: SilenceFacts): boolean => judgeSilence(facts) === 'lost';
  const aPlacement = ({
    perDay = 10,
    silentDays = 0,
    ageDays = PROFILE_DAYS,
    closed = [] as number[],
  } = {}): SilenceFacts => {
    const fromDay = today - silentDays - ageDays + 1;
    const days = Array.from({ length: ageDays }, (_, index) => fromDay + index);
    return {
      fromDay,
      days,
      views: days.map(() => perDay),
      today,
      isAfternoon: false,
      closedDays: new Set(closed.map((ago) => today - ago)),
    };
  };
  const whenLost = (over: Parameters<typeof aPlacement>[0]): number => {
    let silentDays = 0;
    while (!isLost(aPlacement({ ...over, silentDays }))) silentDays += 1;
    return silentDays;
  };

  test('silence: only whole days are a silence; after one, the next morning counts from noon on', () => {
    const busy = (silentDays: number, isAfternoon: boolean) =>
      judgeSilence({ ...aPlacement({ perDay: 1000, silentDays }), isAfternoon });
    assert.deepEqual([busy(1, false), busy(1, true)], ['explained', 'explained']);
    assert.deepEqual([busy(2, false), busy(2, true)], ['quiet', 'lost']);
  });
  test('silence: one whole day is a loss where the site’s other placements go on, and none where they have few views, too', () => {
    const silent = aPlacement({ perDay: 50, silentDays: 2 });
    const other = aPlacement({ perDay: 50 });
    const fallen = { ...other, views: other.views.map((views, index) => (index < PROFILE_DAYS - 2 ? views : 2)) };
    assert.equal(
      judgeSilence(silent, () => [other]),
      'lost',
    );
    assert.equal(
      judgeSilence(silent, () => [silent]),
      'quiet',
    );
    assert.equal(
      judgeSilence(silent, () => [fallen]),
      'quiet',
    );
  });
  test('silence: a straggler, a page that was kept open, holds back no loss of a whole site', () => {
    const gone = aPlacement({ perDay: 50, silentDays: 5 });
    const straggler = aPlacement({ perDay: 50, silentDays: 4 });
    assert.deepEqual([judgeSilence(gone, () => [straggler]), judgeSilence(straggler, () => [gone])], ['lost', 'lost']);
  });
  test('silence: the busier the placement, the sooner it is lost', () => {
    const limits = [0.5, 1, 2, 4, 10, 50].map((perDay) => whenLost({ perDay }));
    assert.deepEqual(
      limits,
      [...limits].sort((one, other) => other - one),
    );
    assert.ok(limits[0]! > 14 && limits.at(-1) === 3, limits.join());
  });
  test('silence: days on which the library is closed are no silence', () => {
    assert.equal(isLost(aPlacement({ silentDays: 4 })), true);
    assert.equal(isLost(aPlacement({ silentDays: 4, closed: [1, 2, 3] })), false);
  });
  test('silence: a placement that was seen on closed days alone is not lost while the library is closed', () => {
    const closed = Array.from({ length: 14 }, (_, ago) => ago);
    assert.equal(isLost(aPlacement({ ageDays: 14, silentDays: 4, closed })), false);
  });

  test('silence: without a view in all days that are read it is quiet, since how often it had one is not known', () => {
    assert.equal(judgeSilence({ ...aPlacement({}), days: [], views: [] }), 'quiet');
    assert.equal(judgeSilence(aPlacement({ perDay: 1, silentDays: PROFILE_DAYS + 1 })), 'lost');
  });
  test('silence: below one view a day a placement is quiet long before it is lost', () => {
    const slow = (silentDays: number) => {
      const facts = aPlacement({ silentDays });
      const some = facts.days.filter((day) => day % 3 === 0);
      return judgeSilence({ ...facts, days: some, views: some.map(() => 1) });
    };
    assert.deepEqual([slow(15), slow(30), slow(60)], ['explained', 'quiet', 'lost']);
  });
  test('silence: a placement that was seen on one day only is judged, too', () => {
    const once = { ...aPlacement({}), fromDay: today - 30, days: [today - 30], views: [40] };
    assert.equal(isLost(once), true);
  });
  test('silence: each weekday is judged by itself: a quiet Sunday is no loss where Sundays are quiet', () => {
    const placement = aPlacement({ silentDays: 2 });
    const isSunday = (day: number): boolean => new Date(day * 86_400_000).getUTCDay() === 0;
    const monday = toDayNumber('2026-11-23');
    const quietSundays = {
      ...placement,
      today: monday,
      isAfternoon: true,
      views: placement.days.map((day) => (isSunday(day) ? 1 : 40)),
    };
    const days = quietSundays.days.filter((day) => day < monday - 1);
    assert.equal(isLost({ ...quietSundays, days, views: quietSundays.views.slice(0, days.length) }), false);
    const sameEveryDay = days.map(() => 40);
    assert.equal(isLost({ ...quietSundays, days, views: sameEveryDay }), true);
  });
});

test('silence simulation: its week has the rhythm of a library, and one view a day at one a day', () => {
  assert.equal(DAY_SHARES.length, 7);
  assert.ok(Math.abs(DAY_SHARES.reduce((sum, share) => sum + share, 0) - 7) < 0.01);
});
