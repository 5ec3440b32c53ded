// What pages answer first: the line under a title, the hours ahead, what is offered of them, and until when a desk is open.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountList, AnnouncementList, Answers, Cover, ReadinessList } from '@askusnow/sdk';
import { accountsText, manyBrowsersText } from '../../../server/dashboard/out/i18n/account-text.js';
import { openText } from '../../../server/dashboard/out/i18n/announcements.js';
import { messages as meetings } from '../../../server/dashboard/out/i18n/meetings.js';
import { answeredText, statewideText } from '../../../server/dashboard/out/i18n/now-summary.js';
import { openText as hoursText } from '../../../server/dashboard/out/i18n/open-text.js';
import { deskWord } from '../../../server/dashboard/out/i18n/queue-now-text.js';
import { messages as readiness, waitingChecks } from '../../../server/dashboard/out/i18n/readiness.js';
import { hoursAhead, lengthOf } from '../../../server/dashboard/out/logic/hours-ahead.js';
import { aQueue, NOW, plain } from '../../support/data/desk-words.ts';

test('lines under titles: who is scheduled at the statewide desk; nothing of other desks, and of an empty one', () => {
  const scheduled = (tier: 'statewide' | 'local', ...names: string[]) =>
    aQueue({ tier, name: 'Desk', scheduled: names });
  assert.equal(statewideText([scheduled('local', 'Harford'), scheduled('statewide')]), '');
  assert.equal(statewideText([scheduled('statewide', 'Cecil')]), 'Desk: Cecil is scheduled.');
  assert.match(statewideText([scheduled('statewide', 'Cecil', 'Kent')]), /^Desk: Cecil.*Kent are scheduled\.$/);
});

test('meetings: where none is entered, days without shared hours are said beside it', () => {
  assert.equal(meetings.noMeeting([]), 'No meeting is planned.');
  assert.equal(
    meetings.noMeeting([{ date: '2026-12-03', name: 'Partners’ meeting' }]),
    'No meeting is planned. Thu, Dec 3: Partners’ meeting (no shared hours that day).',
  );
});

test('lines under titles: whether patrons are answered now, of the libraries that are live and of a whole list only', () => {
  const of = (states: string, total = states.length) =>
    answeredText({
      total,
      answers: [...states].map((state) => ({
        ...{ name: 'Kent', live: state !== 'n', state: state === 'a' ? 'available' : 'closed' },
      })),
    } as unknown as Answers);
  assert.equal(of('aan'), 'Chat is open at all 2 libraries.');
  assert.equal(of('caa'), 'Chat is open at 2 of 3 libraries, not at Kent.');
  assert.equal(of('acccc'), 'Chat is open at 1 of 5 libraries.', 'more are counted');
  assert.deepEqual([of(''), of('n'), of('aa', 9)], ['', '', '']);
});

test('lines under titles: which library is first and why, and what waits for the coordinator apart from what waits for libraries', () => {
  const of = (waiting: ReadinessList['waiting'], notReady: number, first?: ReadinessList['libraries'][number]) =>
    readiness.openChecks({ waiting, of: 3, notReady } as ReadinessList, first);
  const lines = [
    { key: 'presence', state: 'unknown' },
    { key: 'tag', state: 'unmet' },
    { key: 'policy', state: 'unmet' },
  ];
  assert.equal(of({ coordinator: {}, libraries: {} }, 0), 'All 3 libraries have taken every step.');
  assert.equal(
    of({ coordinator: { policy: 3 }, libraries: { contacts: 2, practice: 3 } }, 3, {
      name: 'Kent',
      lines,
    } as ReadinessList['libraries'][number]),
    '3 of 3 libraries have steps left. Most urgent: Kent, 2 steps left (Button, Policies). Waits for libraries: Practice click (3), Local contacts (2).',
  );
  assert.deepEqual(
    waitingChecks({ fallback: 2, policy: 3 }).map(({ words }) => words),
    ['Policies (3)', 'While nobody can chat (2)'],
  );
});

test('lines under titles: who has not acknowledged, and what the reader has not read', () => {
  const list = (more: object, liaisons: number | null) =>
    ({ announcements: [more], liaisons, silent: null }) as unknown as AnnouncementList;
  assert.equal(openText({ announcements: [], liaisons: 3, silent: [] }), '');
  assert.equal(
    openText(list({ acknowledged: 1, waiting: ['a', 'b'] }, 3)),
    '2 of 3 liaisons have not acknowledged the newest.',
  );
  assert.equal(openText(list({ acknowledged: 3, waiting: [] }, 4)), 'The newest is acknowledged.');
  assert.equal(openText(list({ isUnread: true }, null)), '1 not read yet.');
  assert.equal(openText(list({ isUnread: false }, null)), 'You have read all.');
});

test('lines under titles: accounts that need a look are counted of all, and not of a page of them', () => {
  const NOW_MS = Date.parse('2026-11-24T19:00:00.000Z');
  const accounts = [
    { signedInOn: null, sessions: 0 },
    { signedInOn: '2026-10-02', activeOn: '2026-11-24', sessions: 11 },
    { signedInOn: '2026-10-20', activeOn: '2026-10-20', sessions: 1 },
  ] as AccountList['accounts'];
  assert.equal(
    accountsText({ accounts, total: 3 }, NOW_MS),
    '3 accounts; 1 has never signed in; 1 has not been active for 30 days; 1 is signed in on more than 5 browsers',
  );
  assert.equal(accountsText({ accounts, total: 30 }, NOW_MS), '30 accounts');
  assert.deepEqual(accounts.map(manyBrowsersText), [null, '11 browsers', null]);
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
  assert.equal(plain(hoursText({ ...desk, neverCloses: true, closesAt: null }, NOW)), 'Open at all hours');
  const word = (more: object): string => plain(deskWord({ ...desk, kind: 'unmonitored', ...more }, NOW).word);
  assert.equal(word({}), 'Open until 9 PM', 'no live status is said in a column of its own');
  assert.equal(word({ kind: 'off' }), 'Nobody scheduled');
  assert.equal(word({ observed: 'unknown' }), 'Not known');
  const later = { ...desk, closesAt: '2026-11-09T05:00:00.000Z' };
  assert.equal(plain(hoursText(later, NOW)), 'Open until the end of Sun, Nov 8', 'it closes, though not today');
});

test('offers: a gap is cut where an offer of its desk begins or ends, and each part has those that hold all of it', () => {
  const at = (hour: number): string => `2026-11-25T${hour}:00:00.000Z`;
  const offer = (from: number, to: number, queue = 'desk') =>
    ({ id: `${from}-${to}`, queue: { id: queue }, start: at(from), end: at(to) }) as unknown as Cover;
  const partsOf = (...offers: Cover[]) =>
    hoursAhead(
      [aQueue({ queue: 'desk', forecastGaps: [[at(12), at(18)]], openHours: [[at(20), at(21)]] })],
      offers,
    ).map((part) => [part.start, part.end, part.offers.map(({ id }) => id).join()]);
  const none = [at(20), at(21), ''];
  assert.deepEqual(partsOf(), [[at(12), at(18), ''], none]);
  assert.deepEqual(partsOf(offer(10, 19)), [[at(12), at(18), '10-19'], none]);
  assert.deepEqual(partsOf(offer(12, 14), offer(13, 14), offer(18, 19), offer(12, 18, 'other')), [
    [at(12), at(13), '12-14'],
    [at(13), at(14), '12-14,13-14'],
    [at(14), at(18), ''],
    none,
  ]);
  assert.deepEqual(partsOf(offer(20, 21)).at(-1), [at(20), at(21), '20-21']);
});
