// What pages answer first: the line under a title, the hours ahead, what is offered of them, and until when a desk is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountList, AnnouncementList, Cover, ReadinessList } from '@askusnow/sdk';
import { accountsText } from '../../../server/dashboard/out/i18n/account-text.js';
import { openText } from '../../../server/dashboard/out/i18n/announcements.js';
import { statewideText } from '../../../server/dashboard/out/i18n/now-summary.js';
import { openText as hoursText } from '../../../server/dashboard/out/i18n/open-text.js';
import { CHECKS, messages as readiness } from '../../../server/dashboard/out/i18n/readiness.js';
import { hoursAhead, lengthOf } from '../../../server/dashboard/out/logic/hours-ahead.js';
import { offeredParts } from '../../../server/dashboard/out/logic/open-covers.js';
import { aQueue, NOW, plain } from '../../support/data/desk-words.ts';

test('lines under titles: who is scheduled at the statewide desk; nothing of other desks, and of an empty one', () => {
  const scheduled = (tier: 'statewide' | 'local', ...names: string[]) =>
    aQueue({ tier, name: 'Desk', scheduled: names });
  assert.equal(statewideText([scheduled('local', 'Harford'), scheduled('statewide')]), '');
  assert.equal(statewideText([scheduled('statewide', 'Cecil')]), 'Desk: Cecil is scheduled.');
  assert.match(statewideText([scheduled('statewide', 'Cecil', 'Kent')]), /^Desk: Cecil.*Kent are scheduled\.$/);
});

test('lines under titles: how many libraries lack something, and what most of them lack', () => {
  const of = (lacking: Partial<ReadinessList['met']>, notReady: number) =>
    readiness.lacking({
      met: { ...Object.fromEntries(CHECKS.map((key) => [key, 3])), ...lacking } as ReadinessList['met'],
      of: 3,
      notReady,
    } as ReadinessList);
  assert.equal(of({}, 0), '0 of 3 libraries lack something.');
  assert.equal(
    of({ policy: 0, hours: 2, tag: 1 }, 3),
    '3 of 3 libraries lack something. Most often: Policies (3), Button (2).',
  );
});

test('lines under titles: who has not acknowledged, and what the reader has not read', () => {
  const list = (more: object, liaisons: number | null) =>
    ({ announcements: [more], liaisons, silent: null }) as unknown as AnnouncementList;
  assert.equal(openText({ announcements: [], liaisons: 3, silent: [] }), '');
  assert.equal(openText(list({ acknowledged: 1 }, 3)), '2 of 3 liaisons have not acknowledged the newest.');
  assert.equal(openText(list({ acknowledged: 3 }, 3)), 'Each liaison has acknowledged the newest.');
  assert.equal(openText(list({ acknowledgedAt: null }, null)), '1 not read yet.');
  assert.equal(openText(list({ acknowledgedAt: '2026-11-24T19:00:00.000Z' }, null)), 'You have read all.');
});

test('lines under titles: accounts that never signed in are counted of all, and not of a page of them', () => {
  const accounts = [{ signedInOn: null }, { signedInOn: '2026-11-24' }] as AccountList['accounts'];
  assert.equal(accountsText({ accounts, total: 2 }), '2 accounts; 1 has never signed in');
  assert.equal(accountsText({ accounts, total: 30 }), '30 accounts');
});

test('hours ahead: gaps and hours that no library has in one order, and their length', () => {
  const desk = aQueue({
    forecastGaps: [['2026-11-25T20:00:00.000Z', '2026-11-25T22:00:00.000Z']],
    openHours: [['2026-11-25T14:00:00.000Z', '2026-11-25T14:30:00.000Z']],
  });
  const ahead = hoursAhead([desk]);
  assert.deepEqual(
    ahead.map(({ isOpenHour }) => isOpenHour),
    [true, false],
  );
  assert.equal(lengthOf(ahead), 2.5);
});

test('desks: open until its hours end, though a shift turns before', () => {
  const desk = aQueue({ observed: null, nextChange: '2026-11-04T22:00:00.000Z', closesAt: '2026-11-05T02:00:00.000Z' });
  assert.equal(plain(hoursText(desk, NOW)), 'Open until 9 PM');
  const closed = { ...desk, hours: 'closed' as const, closesAt: null, opensAt: '2026-11-05T14:00:00.000Z' };
  assert.equal(plain(hoursText(closed, NOW)), 'Closed until 9 AM tomorrow');
});

test('offers: parts of a gap are merged where they touch, cut to it, and nothing between them is claimed', () => {
  const at = (hour: number): string => `2026-11-25T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const offer = (from: number, to: number) => ({ start: at(from), end: at(to) }) as Cover;
  const partsOf = (...offers: Cover[]) => offeredParts(offers, [at(10), at(18)]);
  assert.deepEqual(partsOf(offer(8, 20)), [[at(10), at(18)]]);
  assert.deepEqual(partsOf(offer(12, 13), offer(8, 12)), [[at(10), at(13)]]);
  assert.deepEqual(partsOf(offer(10, 11), offer(16, 17)), [
    [at(10), at(11)],
    [at(16), at(17)],
  ]);
});
