// The texts and announcements of a help request: nothing is announced without a change.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ASSISTANCE_REASONS } from '@askusnow/sdk/contract';
import { inFormerOrder } from '../../../server/dashboard/out/logic/now-order.js';
import { reachText } from '../../../server/dashboard/out/i18n/help-people-text.js';
import { DONE, stepText } from '../../../server/dashboard/out/i18n/help-step-text.js';
import { coverText, planEndText, planLines } from '../../../server/dashboard/out/i18n/help-plan-text.js';
import { answeredFor, chipOf, needText, standingText } from '../../../server/dashboard/out/i18n/help-text.js';
import { reachOf, requestFor, sentPast } from '../../../server/dashboard/out/logic/help-requests.js';
import { messages as notices } from '../../../server/src/help/assistance/messages.ts';
import { changesText } from '../../../server/dashboard/out/i18n/now-changes.js';
import { nowSummary } from '../../../server/dashboard/out/i18n/now-summary.js';
import { aQueue, aRequest, NOW, plain, uncovered, ZONE } from '../../support/data/desk-words.ts';

describe('help request', () => {
  test('help request: shows the current tier, until when, and what happens then', () => {
    assert.equal(plain(needText(aRequest(), ZONE, NOW)), 'nobody is scheduled tomorrow, 9 AM – 11 AM');
    assert.match(
      plain(standingText(aRequest(), ZONE, NOW)),
      /own people\. Next: the statewide service, at 10:40 AM\.$/,
    );
    assert.match(standingText(aRequest({ owner: 'global' }), ZONE, NOW), /It ends at .* if nobody takes it/);
    const taken = aRequest({
      state: 'taken',
      taker: { library: 'carroll' },
      names: { library: 'Harford County Public Library', queue: 'Harford desk', taker: 'Carroll County' },
    });
    assert.match(standingText(taken, ZONE, NOW), /^Taken by Carroll County, until/);
  });

  test('help request: shows the day on which it moves on', () => {
    const on = (deadline: string): string => plain(standingText(aRequest({ deadline }), ZONE, NOW));
    // It is Wednesday, November 4, in New York.
    assert.match(on('2026-11-05T14:00:00.000Z'), / Next: the statewide service, tomorrow at 9 AM\.$/);
    assert.match(on('2026-11-06T23:00:00.000Z'), / on Friday at 6 PM\.$/);
    assert.match(on('2026-11-10T23:00:00.000Z'), / on Tuesday at 6 PM\.$/);
    assert.match(on('2026-11-11T23:00:00.000Z'), / on Wed, Nov 11 at 6 PM\.$/, 'today is a Wednesday, too');
  });

  test('help request: has the same reason on a page and in a notice', () => {
    for (const reason of ASSISTANCE_REASONS) {
      const onPage = needText(aRequest({ reason }), ZONE, NOW).replace(/ tomorrow.*$/, '');
      assert.equal(notices.reason('Desk', null, reason, 'now'), `Desk: ${onPage}, now.`);
    }
  });

  test('help request: "nobody notified" comes first until somebody takes it', () => {
    assert.equal(chipOf(aRequest({ told: 0 })).word, 'Nobody notified');
    assert.equal(chipOf(aRequest({ told: 0, state: 'acknowledged' })).tone, 'bad');
    assert.equal(chipOf(aRequest()).word, 'Waiting');
    assert.match(standingText(aRequest({ told: 0 }), ZONE, NOW), /^Waiting\. Next: /);
    for (const state of ['taken', 'covered', 'closed', 'expired'] as const)
      assert.notEqual(chipOf(aRequest({ told: 0, state })).word, 'Nobody notified', state);
  });

  test('help request: shows beforehand who is notified if that is nobody, or not first the desk’s own people', () => {
    const reach = [
      { library: 'harford', tiers: ['statewide', 'global'] as const },
      { library: null, tiers: ['global'] as const },
    ].map(({ library, tiers }) => ({ library, tiers: [...tiers] }));
    const text = (own: 'local' | 'statewide' | 'global', library: string | null) =>
      reachText(reachOf(reach, own, library), own);
    assert.match(text('local', 'harford') ?? '', /library’s own people: .*straight to the statewide service/);
    assert.match(text('statewide', 'harford') ?? '', /straight to the global cooperative/);
    assert.equal(text('global', null), null);
    assert.equal(text('local', 'carroll'), null, 'not known: nothing is claimed');
    const none = reachText([], 'local') ?? '';
    assert.match(
      none,
      /^A help request from here would notify nobody: .*own people, the statewide service, or the global cooperative\.$/,
    );
    assert.doesNotMatch(none, /[A-Z]+_[A-Z]+|http/);
  });

  test('help request: steps by deadline are shown as such', () => {
    const step = { at: '2026-11-04T15:20:00.000Z', owner: 'statewide', note: null } as const;
    assert.equal(
      plain(stepText({ ...step, step: 'escalated', by: null }, ZONE, NOW)),
      'Went on to the statewide service · automatically, 10:20 AM',
    );
    assert.match(stepText({ ...step, step: 'taken', by: 'Statewide' }, ZONE, NOW), /^Took it · Statewide/);
  });

  test('help request: belongs to its own gap while it is open, and to no other', () => {
    const { start, end } = aRequest().gap;
    assert.equal(requestFor([aRequest()], 'harford-desk', start, end)?.id, 7);
    assert.equal(requestFor([aRequest()], 'state', start, end), undefined);
    assert.equal(requestFor([aRequest({ overAt: start })], 'harford-desk', start, end), undefined);
    assert.equal(
      requestFor([aRequest()], 'harford-desk', '2026-11-05T16:00:00.000Z', '2026-11-05T17:00:00.000Z'),
      undefined,
    );
    // One without an end stands for nothing after the instant that the server gives it.
    const endless = (endsBy: string) => aRequest({ gap: { start: '2026-11-04T15:05:00.000Z', end: null }, endsBy });
    assert.equal(requestFor([endless('2026-11-05T14:00:00.001Z')], 'harford-desk', start, end)?.id, 7);
    assert.equal(requestFor([endless('2026-11-05T14:00:00.000Z')], 'harford-desk', start, end), undefined);
  });

  test('help request: moves patrons to a farther desk only while it is taken there, and not before its time', () => {
    const taken = aRequest({
      state: 'taken',
      taker: { tier: 'statewide' },
      passedOver: ['local'],
      gap: { start: '2026-11-04T15:00:00.000Z', end: '2026-11-04T17:00:00.000Z' },
      endsBy: '2026-11-04T17:00:00.000Z',
    });
    assert.match(plain(answeredFor([taken], ZONE, NOW)), /start at the statewide desk until 12 PM/);
    const ahead = { gap: aRequest().gap, endsBy: aRequest().endsBy };
    assert.equal(answeredFor([{ ...taken, ...ahead }], ZONE, NOW), null);
    assert.equal(answeredFor([{ ...taken, endsBy: '2026-11-04T15:30:00.000Z' }], ZONE, NOW), null);
    assert.equal(answeredFor([{ ...taken, taker: { library: 'carroll' }, passedOver: [] }], ZONE, NOW), null);

    assert.equal(sentPast('local', [taken], NOW), 'statewide');
    assert.equal(sentPast('statewide', [taken], NOW), null, 'whoever helps is not passed over');
    assert.equal(sentPast('local', [{ ...taken, ...ahead }], NOW), null);
    const farther: typeof taken = { ...taken, taker: { tier: 'global' }, passedOver: ['local', 'statewide'] };
    assert.equal(sentPast('local', [farther, taken], NOW), 'global');
  });

  test('help request: without an end, it is taken until a latest time', () => {
    const gap = { start: '2026-11-04T15:00:00.000Z', end: null };
    const deadline = '2026-11-05T03:00:00.000Z';
    const taken = aRequest({
      state: 'taken',
      taker: { tier: 'statewide' },
      passedOver: ['local'],
      gap,
      endsBy: deadline,
      deadline,
    });
    assert.match(plain(standingText(taken, ZONE, NOW)), /, until 10 PM at the latest\.$/);
    assert.match(plain(answeredFor([taken], ZONE, NOW)), /until 10 PM at the latest\.$/);
  });
});

describe('announcements', () => {
  const answers = [{ library: 'harford', name: 'Harford', state: 'available', tier: 'local' }] as const;
  const reading = { queues: [aQueue()], answers, requests: [] };

  test('announcements: none at the first result, and none without a change', () => {
    assert.equal(changesText(undefined, { ...reading, queues: [uncovered], requests: [aRequest()] }), '');
    assert.equal(changesText(reading, { ...reading, queues: [aQueue({ sampledAt: '2026-11-04T15:30:00.000Z' })] }), '');
  });

  test('announcements: mutant: one for each result speaks all day without news', () => {
    const naive = (_before: unknown, after: typeof reading): string => `${after.queues.length} desk read.`;
    const later = { ...reading, queues: [aQueue({ sampledAt: '2026-11-04T15:30:00.000Z' })] };
    assert.notEqual(naive(reading, later), '');
    assert.equal(changesText(reading, later), '');
  });

  test('announcements: a desk that is empty or covered again, not one that closes', () => {
    assert.equal(changesText(reading, { ...reading, queues: [uncovered] }), 'Harford desk: nobody there.');
    assert.equal(changesText({ ...reading, queues: [uncovered] }, reading), 'Harford desk: covered.');
    const closed = aQueue({ kind: 'off', hours: 'closed', scheduled: [] });
    assert.equal(changesText(reading, { ...reading, queues: [closed] }), '');
  });

  test('announcements: an empty desk of another page as a count, and nothing twice', () => {
    const page = { ...reading, pages: 'first', counts: { uncovered: 2, unstaffed: 0 } };
    const rise = { ...page, counts: { uncovered: 3, unstaffed: 0 } };
    assert.equal(changesText(page, rise), 'Nobody at 3 desks, was 2.');
    assert.equal(changesText(rise, page), '', 'fewer is no trouble');
    assert.equal(changesText(page, { ...rise, queues: [uncovered] }), 'Harford desk: nobody there.');
    assert.equal(
      changesText(page, { ...page, queues: [uncovered], counts: { uncovered: 4, unstaffed: 1 } }),
      'Harford desk: nobody there. Nobody at 4 desks, was 2. Nobody scheduled at 1 desk, was 0.',
    );
  });

  test('announcements: no row of a page that the reader turned to', () => {
    const page = { ...reading, pages: 'first', counts: { uncovered: 1, unstaffed: 0 } };
    const closed = [{ ...answers[0], state: 'closed' as const, tier: null }];
    const turned = { ...page, queues: [uncovered], answers: closed, pages: 'second' };
    assert.equal(changesText(page, turned), '');
    assert.equal(changesText(page, { ...turned, counts: { uncovered: 2, unstaffed: 0 } }), 'Nobody at 2 desks, was 1.');
  });

  test('announcements: each step of a help request', () => {
    const asked = { ...reading, requests: [aRequest()] };
    assert.equal(changesText(reading, asked), 'Harford County Public Library asks for help.');
    const moved = { ...reading, requests: [aRequest({ owner: 'statewide', revision: 2 })] };
    assert.match(changesText(asked, moved), /moved to the statewide tier/);
    const taken = { ...reading, requests: [aRequest({ owner: 'statewide', state: 'taken', revision: 3 })] };
    assert.equal(changesText(moved, taken), 'The request of Harford County Public Library has been taken.');
    const covered = { ...reading, requests: [aRequest({ owner: 'statewide', state: 'covered', revision: 4 })] };
    assert.equal(changesText(taken, covered), 'The request of Harford County Public Library is covered.');
    const gone = { ...reading, requests: [aRequest({ owner: 'statewide', state: 'taken', revision: 5 })] };
    assert.equal(
      changesText(covered, gone),
      'The request of Harford County Public Library needs help again: the desk is empty.',
    );
  });

  test('announcements: not the reader’s own step, which was announced at once, and nothing of an older result', () => {
    const [asked, taken] = [aRequest(), aRequest({ state: 'taken', revision: 2 })];
    const before = { ...reading, requests: [asked] };
    assert.equal(changesText(reading, before, [asked]), '');
    assert.equal(changesText(before, { ...reading, requests: [taken] }, [taken]), '');
    assert.equal(changesText(before, before, [taken]), '');
    assert.equal(changesText({ ...reading, requests: [taken] }, before), '');
    const closed = { ...reading, requests: [aRequest({ state: 'closed', revision: 3 })] };
    assert.equal(changesText(before, closed, [taken]), 'The request of Harford County Public Library is closed.');
    for (const say of Object.values(DONE)) assert.match(say('Harford'), /^You.* Harford.*\.$/);
  });

  test('announcements: a library’s changed answer; of many changes some are named', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...answers[0], library: `l${index}`, name: `L${index}` }));
    const closed = many.map((answer) => ({ ...answer, state: 'closed' as const, tier: null }));
    assert.equal(
      changesText({ ...reading, answers: many }, { ...reading, answers: closed }),
      'L0: closed. L1: closed. L2: closed, and 6 other changes.',
    );
  });

  test('summary: one line of all desks and requests', () => {
    assert.equal(
      nowSummary({ queues: 5, covered: 1, uncovered: 1, unknown: 0, unstaffed: 0, withoutSource: 3 }, 1),
      '1 help request is open; nobody at 1 desk; 1 desk covered, 3 without live status.',
    );
  });
});

describe('help plan', () => {
  test('help plan: each tier with its time, also those that are not asked', () => {
    const now = new Date(NOW).toISOString();
    const plan = {
      calls: [
        { tier: 'statewide' as const, at: now, recipients: 2 },
        { tier: 'global' as const, at: '2026-11-05T08:43:00.000Z', recipients: 1 },
      ],
      endsAt: '2026-11-05T16:00:00.000Z',
      mayAtOnce: [],
      already: null,
      coveredBy: null,
    };
    const lines = planLines(plan, 'local', ZONE, NOW).map(({ when, who }) => plain(`${when}: ${who}`));
    assert.deepEqual(lines, [
      'Not asked: the library’s own people',
      'Now: the statewide service (2 recipients)',
      'Tomorrow, 3:43 AM: the global cooperative (1 recipient)',
    ]);
    assert.equal(plain(planEndText(plan, ZONE, NOW)), 'If nobody takes it, the request ends tomorrow at 11 AM.');
    const unheard = { ...plan, calls: [{ tier: 'statewide' as const, at: now, recipients: 0 }] };
    assert.match(planLines(unheard, 'statewide', ZONE, NOW)[0]!.who, /since no recipient is listed$/);
  });

  test('help plan: who covers the time, with the names of the shifts where they have some', () => {
    assert.equal(coverText({ by: 'presence', shifts: [] }), 'Somebody is at the desk now.');
    assert.equal(
      coverText({ by: 'shifts', shifts: ['Reference desk', 'Evening team'] }),
      'People are scheduled for all of this time (Reference desk and Evening team).',
    );
  });
});

describe('the order of what happens now', () => {
  test('row order: kept while a person works in the list; new rows come last', () => {
    const idOf = (row: string): string => row;
    assert.deepEqual(inFormerOrder(['c', 'new', 'a', 'b'], ['a', 'b', 'c', 'gone'], idOf), ['a', 'b', 'c', 'new']);
  });
});
