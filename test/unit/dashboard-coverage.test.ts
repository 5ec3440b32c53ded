// What the coverage pages say: nothing scheduled is told as seen, nothing hidden as a figure, and what is no news is not said.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssistanceRequest, CoverageSum, QueueNow, QueuePresence } from '@askusnow/sdk/contract';
import { inFormerOrder, worstFirst } from '../../server/dashboard/out/now-order.js';
import { coverageBounds, coverageValue, madeOfText } from '../../server/dashboard/out/words/coverage-text.js';
import {
  answeredFor,
  needText,
  requestFor,
  standingText,
  stepText,
} from '../../server/dashboard/out/words/help-text.js';
import { cellText, weekdayName } from '../../server/dashboard/out/words/missed-text.js';
import { fromToText, minutesText, momentText } from '../../server/dashboard/out/words/moment-text.js';
import { changesText } from '../../server/dashboard/out/words/now-changes.js';
import { nowSummary } from '../../server/dashboard/out/words/now-summary.js';
import {
  freshText,
  nextStep,
  queueWord,
  seenText,
  shouldText,
  toldText,
} from '../../server/dashboard/out/words/queue-now-text.js';

const ZONE = 'America/New_York';
/** 10:30 in New York. */
const NOW = Date.parse('2026-11-04T15:30:00.000Z');
const plain = (text: string | null): string => (text ?? 'null').replace(/\s/g, ' ');

const aQueue = (more: Partial<QueueNow> = {}): QueueNow => ({
  queue: 'harford-desk',
  name: 'Harford desk',
  tier: 'local',
  zone: ZONE,
  libraries: 1,
  hours: 'open',
  scheduled: ['Reference desk'],
  hasShifts: true,
  observed: 'available',
  since: '2026-11-04T14:00:00.000Z',
  sampledAt: '2026-11-04T15:29:30.000Z',
  kind: 'covered',
  uncoveredSince: null,
  nextChange: '2026-11-04T22:00:00.000Z',
  forecastGaps: [],
  ...more,
});
const uncovered = aQueue({
  kind: 'uncovered',
  observed: 'nobody',
  since: '2026-11-04T15:05:00.000Z',
  uncoveredSince: '2026-11-04T15:05:00.000Z',
});

const aRequest = (more: Partial<AssistanceRequest> = {}): AssistanceRequest => ({
  id: 7,
  library: 'harford',
  queue: 'harford-desk',
  reason: 'forecast-gap',
  state: 'open',
  gap: { start: '2026-11-05T14:00:00.000Z', end: '2026-11-05T16:00:00.000Z' },
  owner: 'local',
  deadline: '2026-11-04T15:40:00.000Z',
  taker: null,
  note: null,
  openedAt: '2026-11-04T15:18:00.000Z',
  overAt: null,
  version: 1,
  may: [],
  steps: [],
  ...more,
});

describe('a moment', () => {
  test('names its day only where that is not today, by the desk’s own clock', () => {
    assert.equal(plain(momentText('2026-11-04T15:05:00.000Z', ZONE, NOW)), '10:05 AM');
    assert.equal(plain(momentText('2026-11-05T03:00:00.000Z', ZONE, NOW)), '10:00 PM');
    assert.equal(plain(momentText('2026-11-05T14:00:00.000Z', ZONE, NOW)), 'tomorrow, 9:00 AM');
    assert.equal(plain(momentText('2026-11-07T14:00:00.000Z', ZONE, NOW)), 'Sat, Nov 7, 9:00 AM');
    assert.equal(
      plain(fromToText('2026-11-05T14:00:00.000Z', '2026-11-05T16:00:00.000Z', ZONE, NOW)),
      'tomorrow, 9:00 AM – 11:00 AM',
    );
    assert.equal(plain(fromToText('2026-11-04T15:05:00.000Z', null, ZONE, NOW)), 'from 10:05 AM on');
  });

  test('of some minutes is told in hours where there are any', () => {
    assert.deepEqual([0, 0.5, 45, 60, 80].map(minutesText), ['0 min', 'under 1 min', '45 min', '1 h', '1 h 20 min']);
  });
});

describe('a desk now', () => {
  test('that nobody is seen at says since when, and what to do', () => {
    assert.equal(queueWord(uncovered).word, 'Nobody there');
    const step = nextStep(uncovered, 'liaison', false, NOW);
    assert.match(plain(step.text), /^Nobody has been seen since 10:05 AM\. Ask for help/);
    assert.equal(step.help, true);
    const asked = nextStep(uncovered, 'liaison', true, NOW);
    assert.match(asked.text, /Help has been asked for/);
    assert.equal(asked.help, false);
  });

  test('without a source is told as scheduled, never as seen', () => {
    const bare = aQueue({ observed: null, since: null, sampledAt: null, kind: 'unmonitored' });
    assert.equal(queueWord(bare).word, 'Not watched');
    assert.match(seenText(bare, NOW), /Scheduled, not seen/);
    assert.equal(freshText(bare, undefined, NOW), null);
    assert.doesNotMatch(toldText({ state: 'available', evidence: 'scheduled' }), /can answer now/);
    assert.match(toldText({ state: 'available', evidence: 'observed' }), /can answer now/);
    assert.match(nextStep(bare, 'liaison', false, NOW).text, /Ask your coordinator/);
    assert.doesNotMatch(nextStep(bare, 'coordinator', false, NOW).text, /your coordinator/);
  });

  test('names who should be there, or that hours stand in, or that nobody is', () => {
    assert.equal(shouldText(aQueue(), NOW), 'Reference desk');
    assert.match(shouldText(aQueue({ scheduled: [], hasShifts: false }), NOW), /service hours count/);
    const unstaffed = aQueue({ scheduled: [], kind: 'off' });
    assert.match(plain(shouldText(unstaffed, NOW)), /^Nobody is scheduled until 5:00 PM, though/);
    assert.equal(queueWord(unstaffed).word, 'Nobody scheduled');
    assert.equal(nextStep(unstaffed, 'liaison', false, NOW).help, true);
    const closed = aQueue({ scheduled: [], kind: 'off', hours: 'closed' });
    assert.equal(queueWord(closed).word, 'Closed');
    assert.equal(nextStep(closed, 'liaison', false, NOW).help, false);
  });

  test('whose source fails says so in plain words, with the host, and repeats nothing that it answered', () => {
    const dark = aQueue({ observed: 'unknown', kind: 'unmonitored', since: '2026-11-04T15:06:30.000Z' });
    const presence = (code: string): QueuePresence => ({
      queue: 'harford-desk',
      source: { kind: 'xmpp', at: 'chat.example.org' },
      state: 'unknown',
      since: null,
      sampledAt: null,
      heldUntil: null,
      failing: { since: '2026-11-04T15:05:00.000Z', code, detail: '<html>' },
      desks: [],
    });
    assert.match(
      plain(freshText(dark, presence('timeout'), NOW)),
      /^Last heard at 10:29 AM\. Its source \(chat\.example\.org\) has failed since 10:05 AM: it takes too long to answer\.$/,
    );
    assert.match(plain(freshText(dark, presence('of-a-later-version'), NOW)), /makes no sense\.$/);
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

  test('has its bounds and the observed share beside it', () => {
    assert.equal(plain(coverageValue(sum)), '78.7 %');
    assert.equal(plain(coverageBounds(sum)), 'between 72.5 % and 80.4 %; 92.1 % of scheduled time was watched');
    assert.equal(madeOfText(sum), '2 h 54 min covered, 47 min nobody there, 19 min not known, of 4 h');
  });

  test('is no figure where less than half was observed, whatever stands in the value', () => {
    const hidden = { ...sum, hidden: true, observedShare: 0.3 };
    assert.equal(coverageValue(hidden), 'too little seen');
    assert.match(plain(coverageBounds(hidden)), /^30 % of scheduled time was watched: less than half/);
    assert.equal(coverageValue({ ...sum, scheduled: 0, value: null }), 'nothing scheduled');
  });
});

describe('missed demand', () => {
  const cell = { weekday: 1, daypart: 'morning', clicks: 0, viewable: 0, suppressed: false } as const;

  test('shows small numbers as small, and nothing as nothing', () => {
    assert.equal(cellText({ ...cell, suppressed: true }), '<5');
    assert.equal(cellText(cell), '0');
    assert.equal(cellText({ ...cell, clicks: 6, viewable: 1200 }), '6 / 1,200');
    assert.deepEqual([weekdayName(1), weekdayName(7)], ['Monday', 'Sunday']);
  });
});

describe('a call for help', () => {
  const names = new Map([['carroll', 'Carroll County']]);

  test('says whose turn it is, until when, and what happens then', () => {
    assert.equal(plain(needText(aRequest(), ZONE, NOW)), 'nobody is scheduled tomorrow, 9:00 AM – 11:00 AM');
    assert.match(
      plain(standingText(aRequest(), names, ZONE, NOW)),
      /own people\. It goes on to the statewide service at 10:40 AM\.$/,
    );
    assert.match(standingText(aRequest({ owner: 'global' }), names, ZONE, NOW), /It ends at .* if nobody takes it/);
    const taken = aRequest({ state: 'taken', taker: { library: 'carroll' } });
    assert.match(standingText(taken, names, ZONE, NOW), /^Taken by Carroll County, until/);
  });

  test('tells the clock’s steps as the clock’s', () => {
    const step = { at: '2026-11-04T15:20:00.000Z', owner: 'statewide', note: null } as const;
    assert.equal(
      plain(stepText({ ...step, step: 'escalated', by: 'clock' }, ZONE, NOW)),
      'Went on to the statewide service · by itself, 10:20 AM',
    );
    assert.match(stepText({ ...step, step: 'taken', by: 'Statewide' }, ZONE, NOW), /^Took it · Statewide/);
  });

  test('stands for its own gap while it is open, and for no other', () => {
    const { start, end } = aRequest().gap;
    assert.equal(requestFor([aRequest()], 'harford-desk', start, end)?.id, 7);
    assert.equal(requestFor([aRequest()], 'state', start, end), undefined);
    assert.equal(requestFor([aRequest({ overAt: start })], 'harford-desk', start, end), undefined);
    assert.equal(
      requestFor([aRequest()], 'harford-desk', '2026-11-05T16:00:00.000Z', '2026-11-05T17:00:00.000Z'),
      undefined,
    );
    const endless = aRequest({ gap: { start: '2026-11-04T15:05:00.000Z', end: null } });
    assert.equal(requestFor([endless], 'harford-desk', start, end)?.id, 7);
  });

  test('moves patrons to a farther desk only while it is taken there, and not before its time', () => {
    const taken = aRequest({
      state: 'taken',
      taker: { tier: 'statewide' },
      gap: { start: '2026-11-04T15:00:00.000Z', end: '2026-11-04T17:00:00.000Z' },
    });
    assert.match(plain(answeredFor([taken], ZONE, NOW)), /start at the statewide desk until 12:00 PM/);
    assert.equal(answeredFor([aRequest({ state: 'taken', taker: { tier: 'statewide' } })], ZONE, NOW), null);
    assert.equal(answeredFor([{ ...taken, taker: { library: 'carroll' } }], ZONE, NOW), null);
    assert.equal(answeredFor([{ ...taken, state: 'open' }], ZONE, NOW), null);
  });
});

describe('what is said aloud', () => {
  const answers = [{ library: 'harford', name: 'Harford', state: 'available', tier: 'local' }] as const;
  const reading = { queues: [aQueue()], answers, requests: [] };

  test('is nothing at the first reading, and at one that says the same', () => {
    assert.equal(changesText(undefined, { ...reading, queues: [uncovered], requests: [aRequest()] }), '');
    assert.equal(changesText(reading, { ...reading, queues: [aQueue({ sampledAt: '2026-11-04T15:30:00.000Z' })] }), '');
  });

  test('is a desk that nobody is at, and one that is covered again; that one closes is no news', () => {
    assert.equal(changesText(reading, { ...reading, queues: [uncovered] }), 'Harford desk: nobody there.');
    assert.equal(changesText({ ...reading, queues: [uncovered] }, reading), 'Harford desk: covered.');
    const closed = aQueue({ kind: 'off', hours: 'closed', scheduled: [] });
    assert.equal(changesText(reading, { ...reading, queues: [closed] }), '');
  });

  test('is each step of a call for help', () => {
    const asked = { ...reading, requests: [aRequest()] };
    assert.equal(changesText(reading, asked), 'Harford asks for help.');
    const moved = { ...reading, requests: [aRequest({ owner: 'statewide' })] };
    assert.match(changesText(asked, moved), /gone on to the statewide tier/);
    const taken = { ...reading, requests: [aRequest({ owner: 'statewide', state: 'taken' })] };
    assert.equal(changesText(moved, taken), 'The request of Harford has been taken.');
  });

  test('is a library’s answer that has turned; of very many changes some are named', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...answers[0], library: `l${index}`, name: `L${index}` }));
    const closed = many.map((answer) => ({ ...answer, state: 'closed' as const, tier: null }));
    assert.equal(
      changesText({ ...reading, answers: many }, { ...reading, answers: closed }),
      'L0: closed. L1: closed. L2: closed, and 6 other changes.',
    );
  });

  test('in one line tells how it stands', () => {
    assert.equal(
      nowSummary([aQueue(), uncovered], [aRequest()]),
      '1 call for help is open; nobody at 1 desk; 1 of 2 desks seen covered.',
    );
  });
});

describe('the order of what happens now', () => {
  const answer = (library: string, state: 'available' | 'closed' | 'unknown', live = true) => ({
    library,
    name: library,
    live,
    state,
    tier: null,
    evidence: 'none' as const,
    startsAt: null,
    asOf: '',
    validUntil: '',
    nextChange: null,
  });

  test('has what patrons cannot use first, and libraries that are not live last', () => {
    const rows = [
      answer('a', 'available'),
      answer('b', 'unknown', false),
      answer('c', 'closed'),
      answer('d', 'unknown'),
    ];
    assert.deepEqual(
      worstFirst(rows).map(({ library }) => library),
      ['d', 'c', 'a', 'b'],
    );
  });

  test('is kept while somebody is at work in it, and what is new comes after', () => {
    const idOf = (row: string): string => row;
    assert.deepEqual(inFormerOrder(['c', 'new', 'a', 'b'], ['a', 'b', 'c', 'gone'], idOf), ['a', 'b', 'c', 'new']);
  });
});
