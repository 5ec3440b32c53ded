// Never a false all-clear: what each library should look at, and in which order libraries stand. One function for both pages.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Attention, LibraryStatus, RefusalReason } from '@askusnow/sdk/contract';
import {
  attentionOf,
  lossOf,
  urgencyOf,
  type AttentionFacts,
} from '../../../server/src/visibility/placements/attention.ts';

const refusedOn = (count: number, lastDate = '2026-11-24', reason: RefusalReason = 'origin-not-registered') => [
  { reason, count, lastDate },
];
const someFacts = (over: Partial<AttentionFacts> = {}): AttentionFacts => ({
  status: 'live',
  lostPlaces: 0,
  quietPlaces: 0,
  missingKeyPages: 0,
  refusals: [],
  refusedSince: '2026-11-10',
  impressionCount: 1_000,
  doubtCount: 0,
  suspectCount: 0,
  desk: { isEmpty: false, gapsAhead: 0 },
  ...over,
});
const told = (attention: Attention[]): string =>
  attention.map(({ reason, level, count }) => `${level} ${reason} ${count}`).join(', ');

const CASES: [string, Partial<AttentionFacts>, string][] = [
  ['live in every place', {}, ''],
  [
    'one place lost and 49 reports refused',
    { lostPlaces: 1, refusals: refusedOn(49) },
    'warn some-refused 49, warn places-lost 1',
  ],
  ['214 refusals beside few impressions', { refusals: refusedOn(214) }, 'bad some-refused 214'],
  ['refusals that ended three weeks ago', { refusals: refusedOn(214, '2026-11-03') }, ''],
  [
    'refusals for visitors’ wrong clocks alone',
    { refusals: refusedOn(300, '2026-11-24', 'batch-day') },
    'note some-refused 300',
  ],
  ['every report refused', { status: 'refused', impressionCount: 0, refusals: refusedOn(3) }, 'bad refused 3'],
  [
    'every report refused, three weeks ago',
    { status: 'refused', impressionCount: 0, refusals: refusedOn(3, '2026-11-03') },
    'bad refused 3',
  ],
  ['every place lost', { status: 'lost', lostPlaces: 2, missingKeyPages: 2 }, 'bad lost 2'],
  ['two places quiet', { quietPlaces: 2 }, 'note quiet 2'],
  ['never seen', { status: 'never-seen', impressionCount: 0, missingKeyPages: 2 }, 'warn never-seen 1'],
  ['new, a key page missing', { status: 'new', missingKeyPages: 1 }, 'note key-pages 1, note new 1'],
  ['seen and never clicked', { status: 'zero' }, 'warn no-clicks 1'],
  ['counts in doubt', { doubtCount: 2 }, 'warn doubtful 2'],
  ['a few suspect events', { suspectCount: 5 }, 'note suspect 5'],
  ['many suspect events', { suspectCount: 400 }, 'warn suspect 400'],
  ['the own desk empty', { desk: { isEmpty: true, gapsAhead: 0 } }, 'bad desk-empty 1'],
  ['gaps ahead', { desk: { isEmpty: false, gapsAhead: 3 } }, 'warn gaps-ahead 3'],
  [
    'everything at once',
    {
      lostPlaces: 1,
      missingKeyPages: 1,
      refusals: refusedOn(214),
      doubtCount: 1,
      suspectCount: 1,
      desk: { isEmpty: true, gapsAhead: 2 },
    },
    'bad desk-empty 1, bad some-refused 214, warn places-lost 1, warn gaps-ahead 2, warn doubtful 1, note suspect 1, note key-pages 1',
  ],
];

describe('what a library should look at', () => {
  for (const [name, over, expected] of CASES)
    test(`attention: ${name}: ${expected || 'nothing'}`, () =>
      assert.equal(told(attentionOf(someFacts(over))), expected));

  test('attention: libraries stand in the order of their worst finding', () => {
    const order = [
      'every report refused',
      'every place lost',
      'the own desk empty',
      '214 refusals beside few impressions',
      'never seen',
      'gaps ahead',
      'new, a key page missing',
      'live in every place',
    ];
    const urgencies = order.map((name) => urgencyOf(attentionOf(someFacts(CASES.find(([each]) => each === name)![1]))));
    assert.deepEqual(
      urgencies,
      urgencies.toSorted((one, other) => one - other),
    );
    assert.equal(new Set(urgencies).size, order.length);
  });

  const loss = (over: Partial<AttentionFacts>, live = true) =>
    lossOf({ live, attention: attentionOf(someFacts(over)) })?.reason;

  test('attention: patrons or counts are lost by what is lost or refused; not by a note, by what may come, nor before it is live', () => {
    assert.equal(loss({}), undefined);
    assert.equal(loss({ missingKeyPages: 1 }), undefined);
    assert.equal(loss({ desk: { isEmpty: false, gapsAhead: 1 } }), undefined);
    assert.equal(loss({ refusals: refusedOn(1) }), 'some-refused');
    assert.equal(loss({ refusals: refusedOn(1) }, false), undefined);
  });

  test('attention: mutant: the status alone gives an all-clear to a live library with a silent place and refusals', () => {
    const mutant = (status: LibraryStatus): boolean => ['refused', 'lost', 'never-seen'].includes(status);
    const facts = { lostPlaces: 1, refusals: refusedOn(49) };
    assert.equal(mutant(someFacts(facts).status), false);
    assert.equal(loss(facts), 'some-refused');
  });
});
