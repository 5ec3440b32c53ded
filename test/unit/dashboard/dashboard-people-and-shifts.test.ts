// Recipients and shifts as text: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { NOTICE_CHANNELS, NOTICE_KINDS, type NoticeKind, type ShiftFeed } from '@askusnow/sdk/contract';
import {
  CHANNELS,
  KINDS,
  kindsText,
  recipientName,
  recipientState,
} from '../../../server/dashboard/out/i18n/notifications-text.js';
import { heartbeatScript } from '../../../server/dashboard/out/i18n/people-text.js';
import { PRESETS, presetOf } from '../../../server/dashboard/out/logic/notice-presets.js';
import {
  asOnce,
  asWeekly,
  feedText,
  leftOutText,
  newShift,
  readDates,
  shiftText,
  trimmedShift,
} from '../../../server/dashboard/out/i18n/shift-text.js';

const ZONE = 'America/New_York';
const NOW = Date.parse('2026-11-25T12:00:00.000Z');
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('recipients as text', () => {
  test('recipients: a word for every kind and channel of the contract', () => {
    assert.deepEqual(KINDS, [...NOTICE_KINDS]);
    assert.deepEqual(CHANNELS, [...NOTICE_CHANNELS]);
  });

  test('recipients: a kind of a later version by its name', () => {
    assert.equal(kindsText(['assistance-opened', 'tea-is-ready' as NoticeKind]), 'Help requested, tea is ready');
  });

  test('recipients: what was picked is shown by its name, and few that are left out by theirs', () => {
    for (const kinds of Object.values(PRESETS)) assert.deepEqual(PRESETS[presetOf(kinds.toReversed())!], kinds);
    assert.match(kindsText(KINDS), /^Everything: help, hours/);
    assert.equal(kindsText(['monthly-report']), 'The month’s page only');
    assert.equal(
      kindsText(KINDS.filter((kind) => kind !== 'weekly-summary')),
      'All but Each Monday: the week in short',
    );
    assert.equal(kindsText([]), 'Has stopped these mails');
  });

  test('recipients: each shows the state of its deliveries', () => {
    const mail = {
      id: 1,
      tier: 'local',
      library: 'harford',
      channel: 'email',
      address: 'desk@library.example',
      name: null,
      digest: null,
      kinds: KINDS,
      revision: 1,
      lastSentAt: null,
      failing: null,
      pending: null,
    } as const;
    assert.equal(recipientName(mail), 'Email: desk@library.example');
    assert.equal(recipientState(mail, ZONE, NOW), 'Confirmed. Nothing sent yet');
    const failing = { since: '2026-11-24T14:30:00.000Z', detail: 'refused' };
    assert.match(recipientState({ ...mail, failing }, ZONE, NOW), /^Failing since Tue, Nov 24, .*: refused$/);
    const waiting = (until: string | null): string => plain(recipientState({ ...mail, pending: { until } }, ZONE, NOW));
    assert.match(
      waiting('2026-11-26T12:00:00.000Z'),
      /^Waiting for desk@library.example to open the link, until Thu, Nov 26/,
    );
    assert.match(
      waiting('2026-11-25T12:00:00.000Z'),
      /^Nobody has opened the link .* It ended Wed, Nov 25.*: send it again\.$/,
    );
    const refused = { ...mail, kinds: [], pending: { until: null } };
    assert.match(recipientState(refused, ZONE, NOW), /^The mails are not for desk@library.example/);
    assert.match(waiting(null), /^Nothing is sent before desk@library.example has opened a link/);
    assert.equal(
      recipientState({ ...mail, channel: 'atom', address: null }, ZONE, NOW),
      'For feed readers. The address was shown once.',
    );
  });

  test('desk script: a shell runs it unchanged, with its token and a JSON body', () => {
    const script = heartbeatScript('https://ask.example.org', 'to-ken_1');
    const traced = execFileSync(
      'sh',
      ['-c', `curl() { for each; do printf '%s\\n' "$each"; done; exit; }\n${script}`],
      { encoding: 'utf8' },
    ).split('\n');
    assert.ok(traced.includes('https://ask.example.org/v1/heartbeat'));
    assert.ok(traced.includes('Authorization: Bearer to-ken_1'));
    const body = JSON.parse(traced[traced.indexOf('-d') + 1] ?? '') as { state: string; seq: number };
    assert.equal(body.state, 'available');
    assert.ok(Number.isInteger(body.seq));
  });
});

describe('shifts in words', () => {
  test('texts: read as people say them', () => {
    const shift = { ...newShift(), label: 'Reference desk', from: '2026-09-07', except: ['2026-11-26'] };
    assert.equal(plain(shiftText(shift)), 'Mon–Fri, 9 AM – noon, from Mon, Sep 7, 2026, not on Thu, Nov 26, 2026');
    assert.equal(
      plain(shiftText({ label: 'x', date: '2026-12-24', start: '22:00', end: '02:00' })),
      'Thu, Dec 24, 2026, 10 PM – 2 AM the next day',
    );
  });

  test('shifts text: once or weekly, never both, without empty fields', () => {
    const once = asOnce(newShift(), '2026-12-24');
    assert.deepEqual(Object.keys(once).sort(), ['date', 'end', 'label', 'start']);
    assert.equal(asWeekly(once).date, undefined);
    assert.deepEqual(trimmedShift({ ...newShift(), label: ' Desk ', from: '', until: '', except: [] }), {
      ...newShift(),
      label: 'Desk',
    });
    assert.deepEqual(readDates(' 2026-11-26, 2026-12-25;2027-01-01 '), ['2026-11-26', '2026-12-25', '2027-01-01']);
  });

  test('shifts text: whether the last load of a calendar was used, and what is used if not', () => {
    const feed: ShiftFeed = {
      url: 'https://calendar.example/desk.ics',
      checkedAt: '2026-11-24T14:30:00.000Z',
      goodAt: '2026-11-24T14:30:00.000Z',
      owners: [],
      leftOut: null,
      fault: null,
      events: 12,
    };
    assert.deepEqual(feedText({ ...feed, checkedAt: null }, ZONE), { words: 'Not loaded yet.', isBad: false });
    assert.equal(plain(feedText(feed, ZONE).words), 'Loaded Tue, Nov 24, 9:30 AM EST: 12 events.');
    const failed = feedText({ ...feed, fault: { code: 'timeout', detail: 'No answer in 20 s.' } }, ZONE);
    assert.ok(failed.isBad);
    assert.match(failed.words, /failed: No answer in 20 s\. The schedule uses the version of/);
    assert.match(
      feedText({ ...feed, goodAt: null, fault: { code: 'x', detail: 'it is empty' } }, ZONE).words,
      /failed: it is empty\. This calendar has not been loaded yet\. The one before it is still used: 12 events\.$/,
    );
    assert.match(
      feedText({ ...feed, checkedAt: null, goodAt: null }, ZONE).words,
      /^Not loaded yet\. .+before it is still used: 12 events/,
    );
    assert.equal(leftOutText(feed), null);
    const none = { allDay: 0, free: 0, tentative: 0, cancelled: 0 };
    assert.equal(leftOutText({ ...feed, leftOut: none }), null);
    assert.equal(
      leftOutText({ ...feed, leftOut: { ...none, allDay: 1200, tentative: 1 } }),
      'Not counted as shifts: 1,200 all-day, 1 tentative.',
    );
    assert.equal(leftOutText({ ...feed, goodAt: null, leftOut: { ...none, allDay: 1 } }), null);
    const never = { ...feed, goodAt: null, events: 0, fault: { code: 'x', detail: 'it is empty' } };
    assert.match(feedText(never, ZONE).words, /This calendar has not been loaded yet\.$/);
  });
});
