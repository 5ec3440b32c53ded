import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newCampaignSchema } from '@askusnow/sdk/contract';
import { linkEndsOn, stateOf, toPlacement } from '../../../server/src/visibility/campaigns/campaign.ts';
import { campaignChange, sidesOf } from '../../../server/src/visibility/campaigns/comparison.ts';
import { dayBars } from '../../../server/src/visibility/campaigns/day-bars.ts';
import { daysOf } from '../../../server/src/platform/time/day-window.ts';
import { within } from '../../../server/src/visibility/standard/compare.ts';
import { formerChangeOf } from '../../statistics/former.ts';
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
interface Counted {
  countingSince?: string;
  openDays?: readonly string[];
}
const daysWith = (
  countOn: (day: string) => number,
  { countingSince = '2026-01-01', openDays = ALL }: Counted = {},
) => ({
  counts: new Map(ALL.map((day) => [day, countOn(day)])),
  openDays: new Set(openDays),
  countingSince,
});
/** Of different size, and the same in all weeks. */
const OTHERS = [2, 3, 4, 5, 6].map((size) => daysWith(() => size));
const changeOver = (countOn: (day: string) => number, more: Counted & { others?: typeof OTHERS } = {}) =>
  campaignChange(SIDES, { own: daysWith(countOn, more), others: more.others ?? OTHERS }, 'click');

test('comparison: against other libraries, with the interval computed by hand', () => {
  // Nothing varies but by Poisson's law: 168.5 / 84.5 times exp(±t * sqrt(1/84.5 + 1/168.5 + 1/W)), W the sum of the others' (28 n + 0.5) / 2,
  // which is 281.25; Satterthwaite's degrees are 4 * ((0.017769 + 0.003556) / (6 * 0.003556))² = 3.99..., at least the four of five others.
  const change = changeOver((day) => (day < '2026-05-04' ? 3 : 6));
  assert.deepEqual([change.before.count, change.during.count, change.before.perDay], [84, 168, 3]);
  const reach = 2.776445 * Math.sqrt(1 / 84.5 + 1 / 168.5 + 1 / 281.25);
  const expected = [168.5 / 84.5, (168.5 / 84.5) * Math.exp(-reach), (168.5 / 84.5) * Math.exp(reach)];
  const rounded = [change.ratio, change.low, change.high].map((value) => value!.toFixed(3));
  assert.deepEqual(
    rounded,
    expected.map((value) => value.toFixed(3)),
  );
  assert.deepEqual([change.verdict, change.others], ['more', 5]);
  assert.equal(
    change.sentence,
    '6 clicks per open day, 3 before: more than chance explains (1.99 times as many, compared with 5 other libraries in the same weeks, 95\u202f% interval 1.33 to 2.99).',
  );
});

test('comparison: weeks in which all libraries have more are no success; mutant: without the other libraries they are', () => {
  const rising = (day: string): number => (day < '2026-05-04' ? 4 : 6);
  assert.equal(changeOver(rising, { others: OTHERS.map(() => daysWith(rising)) }).verdict, 'no-clear-change');
  const own = daysWith(rising);
  assert.equal(
    formerChangeOf({ before: within(own, daysOf(SIDES.before)), after: within(own, daysOf(SIDES.during)) }).verdict,
    'more',
  );
});

test('comparison: with fewer than five others nothing is told from chance or a season', () => {
  const change = changeOver((day) => (day < '2026-05-04' ? 3 : 6), { others: OTHERS.slice(1) });
  assert.deepEqual([change.others, change.ratio, change.verdict], [4, null, 'too-few']);
  assert.equal(
    change.sentence,
    '6 clicks per open day, 3 before. A season or chance may explain it: to tell takes 5 other libraries with enough clicks in the same weeks.',
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
  assert.equal(
    sentence,
    '5 clicks per open day, 0 before: more than chance explains (compared with 5 other libraries in the same weeks).',
  );
});

test('comparison: closed days are left out on both sides', () => {
  const openDays = ALL.filter((day) => new Date(day).getUTCDay() !== 0);
  const change = changeOver(() => 5, { openDays });
  assert.deepEqual([change.before.openDays, change.during.openDays, change.ratio?.toFixed(9)], [24, 24, '1.000000000']);
  assert.match(change.sentence, /no difference can be told from chance/);
});

test('comparison: mutant: comparing plain rates calls noise a success for about half of the campaigns', () => {
  const random = aRandom(11);
  let claimed = 0;
  let mutant = 0;
  for (let trial = 0; trial < 400; trial++) {
    // Nothing changed: each day between 0 and 10, as chance has it.
    const [own, ...others] = Array.from({ length: 9 }, () => daysWith(() => Math.floor(random() * 11)));
    const change = campaignChange(SIDES, { own: own!, others }, 'click');
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
