// The texts of the coverage pages: nothing scheduled is shown as observed, and nothing suppressed as a figure.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoverageSum, QueueNow, QueuePresence } from '@askusnow/sdk/contract';
import { answerWord } from '../../../server/dashboard/out/i18n/answer-text.js';
import {
  coverageBounds,
  coverageValue,
  madeOfText,
  moreCorrectedText,
  noGapText,
  seenMinutes,
} from '../../../server/dashboard/out/i18n/coverage-text.js';
import { clockText, instantText, weekdayClockText } from '../../../server/dashboard/out/i18n/clock-text.js';
import { percentText } from '../../../server/dashboard/out/i18n/count-text.js';
import { missedCountText, weekdayName } from '../../../server/dashboard/out/i18n/missed-text.js';
import {
  fromToText,
  minutesText,
  momentText,
  secondsText,
  untilText,
} from '../../../server/dashboard/out/i18n/moment-text.js';
import {
  freshText,
  nextStep,
  nextText,
  queueWord,
  seenText,
  shouldText,
  tierAnswerText,
} from '../../../server/dashboard/out/i18n/queue-now-text.js';
import { untrueDayText, untrueText } from '../../../server/dashboard/out/i18n/untrue-text.js';
import { aQueue, NOW, plain, uncovered, ZONE } from '../../support/data/desk-words.ts';

describe('a clock time', () => {
  test('coverage page: has minutes only where the hour is not full', () => {
    for (const [instant, clock, written] of [
      ['2026-11-04T14:00:00.000Z', '9 AM', 'Wed, Nov 4, 9 AM EST'],
      ['2026-11-04T14:30:00.000Z', '9:30 AM', 'Wed, Nov 4, 9:30 AM EST'],
      ['2026-11-05T05:00:00.000Z', '12 AM', 'Thu, Nov 5, 12 AM EST'],
      ['2026-11-05T04:01:00.000Z', '11:01 PM', 'Wed, Nov 4, 11:01 PM EST'],
    ] as const) {
      assert.equal(plain(clockText(Date.parse(instant), ZONE)), clock);
      assert.equal(plain(instantText(instant, ZONE)), written);
    }
    assert.equal(plain(weekdayClockText('2026-11-04T14:00:00.000Z', 'Asia/Kolkata')), 'Wednesday 7:30 PM');
    assert.equal(
      plain(instantText('2026-11-04T14:30:00.000Z', 'Asia/Kolkata')),
      'Wed, Nov 4, 8 PM India Standard Time',
    );
  });
});

describe('a moment', () => {
  test('moment: names its day unless it is today by the desk’s own clock', () => {
    assert.equal(plain(momentText('2026-11-04T15:05:00.000Z', ZONE, NOW)), '10:05 AM');
    assert.equal(plain(momentText('2026-11-05T03:00:00.000Z', ZONE, NOW)), '10 PM');
    assert.equal(plain(momentText('2026-11-05T14:00:00.000Z', ZONE, NOW)), 'tomorrow, 9 AM');
    assert.equal(plain(momentText('2026-11-07T14:00:00.000Z', ZONE, NOW)), 'Sat, Nov 7, 9 AM');
    assert.equal(plain(untilText('2026-11-05T17:00:00.000Z', ZONE, NOW)), 'noon tomorrow');
    assert.equal(plain(untilText('2026-11-05T14:00:00.000Z', ZONE, NOW)), '9 AM tomorrow');
    assert.equal(plain(untilText('2026-11-07T14:00:00.000Z', ZONE, NOW)), 'Sat, Nov 7, 9 AM');
    assert.equal(plain(untilText('2026-11-05T05:00:00.000Z', ZONE, NOW)), 'midnight');
    assert.equal(plain(untilText('2026-11-08T05:00:00.000Z', ZONE, NOW)), 'the end of Sat, Nov 7');
    assert.equal(
      plain(fromToText('2026-11-05T14:00:00.000Z', '2026-11-05T16:00:00.000Z', ZONE, NOW)),
      'tomorrow, 9 AM – 11 AM',
    );
    assert.equal(plain(fromToText('2026-11-04T15:05:00.000Z', null, ZONE, NOW)), 'from 10:05 AM on');
  });

  test('length: minutes become hours from one hour on', () => {
    assert.deepEqual([0, 0.5, 45, 60, 80].map(minutesText), ['0 min', 'under 1 min', '45 min', '1 h', '1 h 20 min']);
    assert.deepEqual([0, 40, 60, 95, 950].map(secondsText), ['0 s', '40 s', '1 min', '1 min 35 s', '16 min']);
  });
});

describe('accuracy', () => {
  test('accuracy: out of the watched time, and not known if nothing was watched', () => {
    assert.equal(untrueText(0, 0, true), 'cannot be checked: no live status then');
    assert.equal(untrueText(0, 0, false), '0 s', 'never shown');
    assert.equal(untrueText(40, 7200, true), '40 s of 2 h');
    assert.deepEqual([null, 0, 40].map(untrueDayText), ['–', '0 s', '40 s']);
  });
});

describe('a desk now', () => {
  test('desk now: an empty one shows since when, and what to do', () => {
    assert.equal(queueWord(uncovered).word, 'Nobody there');
    const step = nextStep(uncovered, 'liaison', false, NOW);
    assert.match(plain(step.text), /^Nobody has been seen since 10:05 AM\. Ask for help/);
    assert.equal(step.help, true);
    const asked = nextStep(uncovered, 'liaison', true, NOW);
    assert.match(asked.text, /Help was requested/);
    assert.equal(asked.help, false);
  });

  test('desk now: where somebody has just come back, it is covered and shows from when patrons see it', () => {
    const back = aQueue({ since: '2026-11-04T15:29:45.000Z', heldUntil: '2026-11-04T15:31:00.000Z' });
    assert.equal(queueWord(back).word, 'Covered');
    assert.equal(plain(seenText(back, NOW)), 'Somebody is back; patrons see it from 10:31 AM');
  });

  test('desk now: without a source it is scheduled, never observed', () => {
    const bare: QueueNow = aQueue({ observed: null, since: null, sampledAt: null, kind: 'unmonitored' });
    assert.equal(queueWord(bare).word, 'No live status');
    assert.match(seenText(bare, NOW), /^No live status$/);
    assert.equal(freshText(bare, undefined, NOW), null);
    assert.doesNotMatch(tierAnswerText({ state: 'available', evidence: 'scheduled' }), /can answer now/);
    assert.match(tierAnswerText({ state: 'available', evidence: 'observed' }), /can answer now/);
    assert.match(nextStep(bare, 'liaison', false, NOW).text, /Ask your coordinator/);
    assert.doesNotMatch(nextStep(bare, 'coordinator', false, NOW).text, /your coordinator/);
  });

  test('desk now: open by its hours and observed have different words, in the list of all answers too', () => {
    assert.deepEqual(answerWord({ state: 'available', evidence: 'scheduled' }), { word: 'Open', tone: 'note' });
    assert.deepEqual(answerWord({ state: 'available', evidence: 'observed' }), { word: 'Can answer', tone: 'good' });
  });

  test('desk now: mutant: words by the state alone claim that somebody can answer where nobody was observed', () => {
    const naive = ({ state }: { state: string }): string => (state === 'available' ? 'somebody can answer now' : state);
    const scheduled = { state: 'available', evidence: 'scheduled' } as const;
    assert.match(naive(scheduled), /can answer now/);
    assert.doesNotMatch(tierAnswerText(scheduled), /can answer now/);
  });

  test('desk now: names who is scheduled, that the hours count as scheduled, or that nobody is', () => {
    assert.equal(shouldText(aQueue(), NOW), 'Reference desk');
    assert.match(shouldText(aQueue({ scheduled: [], hasShifts: false }), NOW), /^No shifts: open by its hours/);
    const unstaffed = aQueue({ scheduled: [], kind: 'off' });
    assert.match(plain(shouldText(unstaffed, NOW)), /^Nobody until 5 PM, though it is open/);
    assert.equal(queueWord(unstaffed).word, 'Not scheduled');
    assert.match(nextStep(unstaffed, 'liaison', false, NOW).text, /^Enter the shift/);
    const bare = aQueue({ scheduled: [], kind: 'off', observed: 'nobody' });
    assert.equal(queueWord(bare).word, 'Nobody scheduled');
    assert.equal(nextStep(bare, 'liaison', false, NOW).help, true);
    const closed = aQueue({ scheduled: [], kind: 'off', hours: 'closed' });
    assert.equal(queueWord(closed).word, 'Closed');
    const holiday = aQueue({ scheduled: [], kind: 'off', observed: 'nobody', holiday: 'Founders’ Day' });
    assert.deepEqual([queueWord(holiday).word, shouldText(holiday, NOW)], ['Open', 'Nobody (Founders’ Day)']);
    assert.match(nextStep(holiday, 'liaison', false, NOW).text, /^Nothing to do now/);
    assert.equal(nextStep(closed, 'liaison', false, NOW).help, false);
  });

  test('desk now: says who is scheduled after the next change, or what the desk is then', () => {
    const next = (more: Parameters<typeof aQueue>[0]) => plain(nextText(aQueue(more), NOW));
    assert.equal(next({}), '5 PM: closed');
    assert.equal(next({ scheduledNext: ['Kent', 'Cecil'] }), '5 PM: Kent, Cecil');
    assert.equal(next({ scheduled: ['Kent'], scheduledNext: ['Kent'] }), '5 PM: next shift, Kent');
    assert.equal(next({ closesAt: '2026-11-05T02:00:00.000Z' }), '5 PM: nobody scheduled');
    assert.equal(next({ closesAt: null, hasShifts: false }), '5 PM: open');
    assert.equal(next({ hours: 'unknown' }), '5 PM: nobody scheduled');
    const closed = { hours: 'closed', closesAt: null } as const;
    assert.equal(next({ ...closed, opensAt: '2026-11-04T22:00:00.000Z', hasShifts: false }), '5 PM: open');
    assert.equal(next({ ...closed, opensAt: null }), '5 PM: closed');
    assert.equal(nextText(aQueue({ nextChange: null }), NOW), null);
  });

  test('desk now: past closing time it says until when patrons see somebody, or from when on again', () => {
    const closedAt = '2026-11-04T15:00:00.000Z';
    const past = (afterClosing: QueueNow['afterClosing']) =>
      aQueue({ kind: 'off', hours: 'closed', scheduled: [], hasShifts: false, afterClosing });
    const shown = past({ closedAt, shown: true, until: '2026-11-04T17:00:00.000Z' });
    assert.deepEqual(queueWord(shown), { word: 'Past closing', tone: 'note' });
    assert.equal(
      plain(nextStep(shown, 'liaison', false, NOW).text),
      'Patrons still see somebody here, although chat closed at 10 AM. From 12 PM on they see this desk as closed. If everybody has left, the desk needs to sign out.',
    );
    const over = past({ closedAt, shown: false, until: '2026-11-05T13:30:00.000Z' });
    assert.equal(queueWord(over).word, 'Closed');
    assert.match(
      plain(nextStep(over, 'viewer', false, NOW).text),
      /^Patrons see this desk as closed, since chat closed at 10 AM, although it still sends its status\. From tomorrow, 8:30 AM on it is shown again\./,
    );
    const long = past({ closedAt: null, shown: false, until: null });
    assert.match(
      nextStep(long, 'viewer', false, NOW).text,
      /^Patrons see this desk as closed, since chat is closed, although it still sends its status\. If/,
    );
  });

  test('desk now: another’s desk has no task for a liaison', () => {
    const unknown = aQueue({ kind: 'off', hours: 'unknown', hasShifts: false, scheduled: [], observed: null });
    assert.match(nextStep(unknown, 'liaison', false, NOW).text, /^Enter its hours/);
    assert.match(
      nextStep({ ...unknown, tier: 'statewide' }, 'liaison', false, NOW).text,
      /^Only the coordinator can enter its hours/,
    );
    assert.match(nextStep({ ...unknown, tier: 'statewide' }, 'coordinator', false, NOW).text, /^Enter its hours/);
    const unwatched = aQueue({ kind: 'unmonitored', observed: null, tier: 'global' });
    assert.doesNotMatch(nextStep(unwatched, 'liaison', false, NOW).text, /Ask your coordinator/);
  });

  test('desk now: a failing source is named by host in plain words, without its answer', () => {
    const dark = aQueue({ observed: 'unknown', kind: 'unmonitored', since: '2026-11-04T15:06:30.000Z' });
    const presence = (code: string): QueuePresence => ({
      queue: 'harford-desk',
      source: { kind: 'xmpp', at: 'chat.example.org' },
      state: 'unknown',
      since: null,
      sampledAt: null,
      heldUntil: null,
      failing: { since: '2026-11-04T15:05:00.000Z', code, detail: '<html>' },
      afterClosing: null,
      desks: [],
      settable: true,
    });
    assert.match(
      plain(freshText(dark, presence('timeout'), NOW)),
      /^Last update at 10:29 AM\. Live status \(chat\.example\.org\) has failed since 10:05 AM: it takes too long to answer\.$/,
    );
    assert.match(plain(freshText(dark, presence('of-a-later-version'), NOW)), /its answer cannot be read\.$/);
    assert.doesNotMatch(plain(freshText(dark, presence('unreadable'), NOW)), /html/);
    assert.match(plain(seenText(dark, NOW)), /^Not known since 10:06 AM/);
  });
});

describe('coverage in numbers', () => {
  const sum: CoverageSum = {
    scheduledBy: 'shifts',
    scheduled: 240,
    covered: 174,
    unmonitored: 19,
    uncovered: 47,
    value: 0.7873,
    low: 0.725,
    high: 0.8042,
    observedShare: 0.9208,
    hidden: false,
    unscheduled: 0,
    lateStart: 6,
    earlyEnd: 30,
  };

  test('coverage: has its bounds and the observed share beside it', () => {
    assert.equal(plain(coverageValue(sum)), '78.7 %');
    assert.equal(plain(coverageBounds(sum)), '72.5–80.4 %, live status 92.1 % of the time');
    assert.equal(madeOfText(sum), '2 h 54 min covered, 47 min nobody there, 19 min not known, of 4 h');
  });

  test('coverage: no figure if less than half was observed, whatever the value', () => {
    const hidden = { ...sum, hidden: true, observedShare: 0.3 };
    assert.equal(coverageValue(hidden), 'too little seen');
    assert.match(plain(coverageBounds(hidden)), /^live status 30 % of the time: too little for a figure/);
    assert.equal(coverageValue({ ...sum, scheduled: 0, value: null }), 'nothing scheduled');
  });

  test('coverage: "no gap" only if none was observed, not after a correction', () => {
    assert.match(noGapText(0), /^No gap seen while there was live status\./);
    assert.equal(noGapText(1), '1 gap observed, corrected.');
    assert.equal(noGapText(2), '2 gaps observed, corrected.');
    assert.equal(moreCorrectedText(1), '1 more gap observed, corrected.');
  });

  test('coverage: late starts of unwatched time are not known', () => {
    assert.equal(seenMinutes({ ...sum, observedShare: 0 }, 0), 'not known');
    assert.equal(seenMinutes(sum, 6), '6 min');
  });

  test('coverage: mutant: the value alone shows 100 % of hardly watched time', () => {
    const naive = ({ value }: CoverageSum): string => (value === null ? 'none' : percentText(value));
    const hidden = { ...sum, value: 1, hidden: true, observedShare: 0.02 };
    assert.equal(plain(naive(hidden)), '100 %');
    assert.equal(coverageValue(hidden), 'too little seen');
  });
});

describe('missed demand', () => {
  const cell = { weekday: 1, daypart: 'morning', clicks: 0, viewable: 0, suppressed: false } as const;

  test('unmet demand: a suppressed number is "fewer than 5", zero is 0, and what is zero is left out', () => {
    assert.equal(missedCountText({ ...cell, suppressed: true }), 'fewer than 5');
    assert.equal(missedCountText(cell), '0');
    assert.equal(missedCountText({ ...cell, clicks: 6, viewable: 1200 }), '6 clicks, 1,200 views');
    assert.equal(missedCountText({ ...cell, viewable: 16 }), '16 views');
    assert.deepEqual([weekdayName(1), weekdayName(7)], ['Monday', 'Sunday']);
  });
});
