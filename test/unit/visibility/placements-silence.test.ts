// The silence rule is held by a simulation: placements that live for years, with a weekday rhythm, holidays, and days that vary.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isLost, PROFILE_DAYS, toDayNumber } from '../../../server/src/visibility/placements/silence.ts';
import { aRandom } from '../../support/data/random.ts';
import { DAY_SHARES, simulate, type Rule } from '../../support/data/placement-years.ts';

const RATES = [0.5, 0.7, 1, 1.5, 2, 3, 4, 6, 8, 10, 15, 20, 30, 50];
/** Placement-years for each rate. */
const YEARS = 400;
const MAX_ALARMS_PER_YEAR = 0.05;

const rule: Rule = ({ days, views, closedDays, fromDay, today }) => isLost({ days, views, closedDays, fromDay, today });
/** The rule before: ln(1000)/λ days within 1 to 14, at the mean rate of 28 days. */
const constantRate: Rule = ({ days, views, lastEventDay, now }) => {
  const recent = views.reduce((sum, each, index) => sum + (days[index]! > now - 28 ? each : 0), 0);
  const limitDays = Math.min(Math.max(Math.log(1000) / (recent / 28), 1), 14);
  return now - lastEventDay > limitDays;
};

const alarms = (perDay: number, tested: Rule, more: { variation?: number; knowsClosedDays?: boolean } = {}) =>
  simulate({ perDay, years: YEARS, rule: tested, random: aRandom(perDay * 1000), ...more });

describe('silence rule', () => {
  for (const variation of [0, 0.5]) {
    test(`silence rule: at most 0.05 false alarms per placement-year at 0.5 to 50 views a day, ${variation === 0 ? 'by chance' : 'whose days vary by half'}`, (t) => {
      for (const perDay of RATES) {
        const { perYear, delayDays, lateDays } = alarms(perDay, rule, { variation });
        t.diagnostic(
          `${perDay} a day: ${perYear.toFixed(3)} false alarms a year; found after ${delayDays} days, nine of ten within ${lateDays}`,
        );
        assert.ok(perYear <= MAX_ALARMS_PER_YEAR, `${perDay} a day: ${perYear} a year`);
      }
    });
  }

  test('silence rule: a placement that is really gone is found within 4 days at 10 views a day, 7 at 4, 18 at 1', () => {
    const found = [10, 4, 1].map((perDay) => alarms(perDay, rule).lateDays);
    assert.ok(found[0]! <= 4 && found[1]! <= 7 && found[2]! <= 18, found.join());
  });

  test('silence rule: mutant: ln(1000) by a constant rate, the rule before, raises false alarms', () => {
    const { perYear } = alarms(4, constantRate);
    assert.ok(perYear > 1, `${perYear} a year`);
  });

  test('silence rule: mutant: closed days that count as silence raise false alarms', () => {
    const [known, unknown] = [true, false].map((knowsClosedDays) => alarms(10, rule, { knowsClosedDays }).perYear);
    assert.ok(known! <= MAX_ALARMS_PER_YEAR && unknown! > MAX_ALARMS_PER_YEAR, `${known} and ${unknown} a year`);
  });
});

describe('silence of one placement', () => {
  const today = toDayNumber('2026-11-24');
  const aPlacement = ({ perDay = 10, silentDays = 0, ageDays = PROFILE_DAYS, closed = [] as number[] }) => {
    const fromDay = today - ageDays + 1;
    const days = Array.from({ length: ageDays - silentDays }, (_, index) => fromDay + index);
    return {
      fromDay,
      days,
      views: days.map(() => perDay),
      today,
      closedDays: new Set(closed.map((ago) => today - ago)),
    };
  };
  const whenLost = (over: Parameters<typeof aPlacement>[0]): number => {
    let silentDays = 0;
    while (!isLost(aPlacement({ ...over, silentDays }))) silentDays += 1;
    return silentDays;
  };

  test('silence: today and the day of the last view never count: they are not over', () => {
    assert.equal(isLost(aPlacement({ perDay: 1000, silentDays: 1 })), false);
    assert.equal(isLost(aPlacement({ perDay: 1000, silentDays: 2 })), true);
  });
  test('silence: the busier the placement, the sooner it is lost', () => {
    const limits = [0.5, 1, 2, 4, 10, 50].map((perDay) => whenLost({ perDay }));
    assert.deepEqual(
      limits,
      [...limits].sort((one, other) => other - one),
    );
    assert.ok(limits[0]! > 14 && limits.at(-1) === 2, limits.join());
  });
  test('silence: days on which the library is closed are no silence', () => {
    assert.equal(isLost(aPlacement({ silentDays: 4 })), true);
    assert.equal(isLost(aPlacement({ silentDays: 4, closed: [1, 2, 3] })), false);
  });
  test('silence: a placement that was seen on closed days alone is not lost while the library is closed', () => {
    const closed = Array.from({ length: 14 }, (_, ago) => ago);
    assert.equal(isLost(aPlacement({ ageDays: 14, silentDays: 4, closed })), false);
  });

  test('silence: without a view in all days that are read it is lost, however rare it was', () => {
    assert.equal(isLost({ ...aPlacement({}), days: [], views: [] }), true);
    assert.equal(isLost(aPlacement({ perDay: 1, silentDays: PROFILE_DAYS - 1 })), true);
  });
  test('silence: a placement that was seen on one day only is judged, too', () => {
    const once = { ...aPlacement({}), fromDay: today - 30, days: [today - 30], views: [40] };
    assert.equal(isLost(once), true);
  });
  test('silence: each weekday is judged by itself: a quiet Sunday is no loss where Sundays are quiet', () => {
    const placement = aPlacement({ silentDays: 2 });
    const isSunday = (day: number): boolean => new Date(day * 86_400_000).getUTCDay() === 0;
    const monday = toDayNumber('2026-11-23');
    const quietSundays = { ...placement, today: monday, views: placement.days.map((day) => (isSunday(day) ? 1 : 40)) };
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
