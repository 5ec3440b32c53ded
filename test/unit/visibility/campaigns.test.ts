import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCampaignSchema } from '@askusnow/sdk/contract';
import { linkEndsOn, stateOf, toPlacement } from '../../../server/src/visibility/campaigns/campaign.ts';
import { campaignChange, sidesOf } from '../../../server/src/visibility/campaigns/comparison.ts';
import { dayBars } from '../../../server/src/visibility/campaigns/day-bars.ts';
import { daysOf } from '../../../server/src/platform/time/day-window.ts';
import { aRandom } from '../../support/data/random.ts';

const SUMMER = { name: 'Summer reading', from: '2026-06-01', to: '2026-08-31' };
const faultsOf = (campaign: object): string[] => {
  const read = newCampaignSchema.safeParse({ ...SUMMER, ...campaign });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
};

for (const name of [
  'Summer reading',
  'Ask us 24/7!',
  'Dr. Seuss Day, 3.5 weeks',
  'Día del niño',
  '图书馆周',
  ' Trimmed ',
])
  test(`campaign: "${name}" is a name`, () => assert.deepEqual(faultsOf({ name }), []));

for (const name of [
  '',
  '   ',
  'x'.repeat(61),
  'See https://evil.example/x',
  'See evil.example',
  'WWW.evil',
  'bücher.example now',
  'ask@library',
  'javascript://alert',
  'two\nlines',
])
  test(`campaign: ${JSON.stringify(name.slice(0, 30))} is no name, and the fault names the field`, () =>
    assert.deepEqual(faultsOf({ name }), ['name']));

test('campaign: dates are in order and at most a year apart, both ends included', () => {
  assert.deepEqual(faultsOf({ to: '2026-06-01' }), []);
  assert.deepEqual(faultsOf({ to: '2026-05-31' }), ['to']);
  assert.deepEqual(faultsOf({ to: '2027-06-01' }), []);
  assert.deepEqual(faultsOf({ to: '2027-06-02' }), ['to']);
  assert.deepEqual(faultsOf({ to: '2026-06-31' }), ['to']);
});

test('campaign: its placement is short, plain, and no other one’s, also of a campaign that was removed', () => {
  const of = (name: string, ...taken: string[]) => toPlacement(name, new Set(taken));
  assert.equal(of('Summer reading'), 'c-summer-reading');
  assert.equal(of('  Día del Niño! '), 'c-dia-del-nino');
  assert.equal(of('图书馆周'), 'c-campaign');
  assert.equal(of('Summer reading', 'c-summer-reading', 'c-summer-reading-2'), 'c-summer-reading-3');
  const long = 'A campaign with a name that is very long';
  assert.equal(of(long), 'c-a-campaign-with-a-name');
  assert.equal(of(long, of(long)), 'c-a-campaign-with-a-name-2');
  for (const name of [long, '-', 'a'.repeat(60), 'x - y'])
    assert.match(of(name, of(name)), /^c-[a-z0-9](?:[a-z0-9-]{0,22}[a-z0-9])?$/);
});

test('campaign: planned, running on both its ends, ended; its link works 90 days longer', () => {
  assert.deepEqual(
    ['2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01'].map((today) => stateOf(SUMMER, today)),
    ['planned', 'running', 'running', 'ended'],
  );
  assert.equal(linkEndsOn(SUMMER), '2026-11-29');
});

test('comparison: as many days on the same weekdays, whole weeks earlier, never today', () => {
  const campaign = { from: '2026-05-04', to: '2026-05-13' };
  assert.deepEqual(sidesOf(campaign, '2026-06-01'), {
    before: { from: '2026-04-20', to: '2026-04-29' },
    during: campaign,
  });
  assert.deepEqual(sidesOf(campaign, '2026-05-06'), {
    before: { from: '2026-04-27', to: '2026-04-28' },
    during: { from: '2026-05-04', to: '2026-05-05' },
  });
  assert.equal(sidesOf(campaign, '2026-05-04'), null);
  const weekdays = (side: { from: string; to: string }) => daysOf(side).map((day) => new Date(day).getUTCDay());
  for (let length = 1; length <= 30; length++) {
    const to = new Date(Date.parse('2026-05-04') + (length - 1) * 86_400_000).toISOString().slice(0, 10);
    const { before, during } = sidesOf({ from: '2026-05-04', to }, '2026-12-01')!;
    assert.deepEqual(weekdays(before), weekdays(during));
    assert.ok(before.to < during.from);
  }
});

const SIDES = sidesOf({ from: '2026-05-04', to: '2026-05-31' }, '2026-12-01')!;
const ALL = daysOf({ from: SIDES.before.from, to: SIDES.during.to });
const changeOver = (countOn: (day: string) => number, more: { countingSince?: string; openDays?: string[] } = {}) =>
  campaignChange(
    SIDES,
    { counts: new Map(ALL.map((day) => [day, countOn(day)])), openDays: ALL, countingSince: '2026-01-01', ...more },
    'click',
  );

test('comparison: the interval is the one computed by hand', () => {
  // Every day alike, so the variance is Poisson's own: 168.5 / 84.5 times exp(±2.00488 * sqrt(1/84.5 + 1/168.5)), with t(54) = 2.00488.
  const change = changeOver((day) => (day < '2026-05-04' ? 3 : 6));
  assert.deepEqual([change.before.count, change.during.count, change.before.perDay], [84, 168, 3]);
  const rounded = [change.ratio, change.low, change.high].map((value) => value!.toFixed(3));
  assert.deepEqual(rounded, ['1.994', '1.526', '2.605']);
  assert.equal(change.verdict, 'more');
  assert.equal(
    change.sentence,
    '6 clicks per open day, 3 before: more than chance explains (1.99 times as many, 95\u202f% interval 1.53 to 2.61).',
  );
});

test('comparison: days before counting began are not days without clicks', () => {
  const change = changeOver((day) => (day < '2026-05-04' ? 0 : 6), { countingSince: '2026-05-04' });
  assert.deepEqual([change.before.openDays, change.before.perDay, change.verdict], [0, null, 'too-few']);
  assert.match(change.sentence, /^Too few to compare: 168 clicks on 28 open days, 0 on 0 open days before\./);
});

test('comparison: a ratio to nothing is not put into words', () => {
  const { sentence, verdict } = changeOver((day) => (day < '2026-05-04' ? 0 : 5));
  assert.equal(verdict, 'more');
  assert.equal(sentence, '5 clicks per open day, 0 before: more than chance explains.');
});

test('comparison: closed days are left out on both sides', () => {
  const openDays = ALL.filter((day) => new Date(day).getUTCDay() !== 0);
  const change = changeOver(() => 5, { openDays });
  assert.deepEqual([change.before.openDays, change.during.openDays, change.ratio], [24, 24, 1]);
  assert.match(change.sentence, /no difference can be told from chance/);
});

test('comparison: mutant: comparing plain rates calls noise a success for about half of the campaigns', () => {
  const random = aRandom(11);
  let claimed = 0;
  let mutant = 0;
  for (let trial = 0; trial < 400; trial++) {
    // Nothing changed: each day between 0 and 10, as chance has it.
    const counts = new Map(ALL.map((day) => [day, Math.floor(random() * 11)]));
    const change = campaignChange(SIDES, { counts, openDays: ALL, countingSince: '2026-01-01' }, 'click');
    if (change.verdict === 'more') claimed += 1;
    if (change.during.perDay! > change.before.perDay!) mutant += 1;
  }
  assert.ok(claimed <= 400 * 0.04, `${claimed} of 400`);
  assert.ok(mutant >= 400 * 0.4, `${mutant} of 400`);
});

test('bars: a day with one event is seen beside a day with thousands; text is escaped', () => {
  const svg = dayBars(
    [
      { date: '2026-05-04', count: 0 },
      { date: '2026-05-05', count: 1 },
      { date: '2026-05-06', count: 5000 },
    ],
    'Most: "5,000" <b>',
  );
  assert.deepEqual(
    [...svg.matchAll(/ height="(\d+)"/g)].map(([, height]) => height),
    ['0', '2', '100'],
  );
  assert.match(svg, /aria-label="Most: &quot;5,000&quot; &lt;b&gt;"/);
});
