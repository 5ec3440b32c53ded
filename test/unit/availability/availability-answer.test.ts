// The answer's algebra as a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tier } from '@askusnow/sdk/contract';
import { answerAt, type AnswerFacts } from '../../../server/src/availability/answer.ts';
import { aQueue, HORIZON, UNIT, MINUTE, NOW, seen, told } from '../../support/data/queue-facts.ts';

const unitsFromNow = (ms: number | null) => (ms === null ? null : (ms - NOW) / UNIT);
const openNow: [number, number][] = [[-1, 3]];
const openLater: [number, number][] = [[2, 5]];
const always: [number, number][] = [[-24, 3000]];

interface Case {
  when: string;
  facts: AnswerFacts[];
  told: string;
  /** In units from now. */
  nextChange: number | null;
  validFor: number;
}

const CASES: Case[] = [
  {
    when: 'the own desk is open by its timetable',
    facts: [aQueue('local', openNow), aQueue('global', always)],
    told: 'available local scheduled',
    nextChange: 3,
    validFor: 3,
  },
  {
    when: 'only the statewide desk is open',
    facts: [aQueue('local', openLater), aQueue('statewide', openNow)],
    told: 'available statewide scheduled',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'a farther tier opens and closes behind an open nearer one',
    facts: [aQueue('local', [[-1, 6]]), aQueue('statewide', openLater)],
    told: 'available local scheduled',
    nextChange: 6,
    validFor: 5,
  },
  {
    when: 'every tier is closed',
    facts: [aQueue('local', openLater), aQueue('statewide', [])],
    told: 'closed scheduled',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'nothing is ever open',
    facts: [aQueue('local', [])],
    told: 'closed scheduled',
    nextChange: null,
    validFor: 5,
  },
  {
    when: 'the only desk is open round the clock',
    facts: [aQueue('global', always)],
    told: 'available global scheduled',
    nextChange: null,
    validFor: 5,
  },
  { when: 'hours are unknown', facts: [aQueue('local', null)], told: 'unknown none', nextChange: null, validFor: 6 },
  {
    when: 'hours are unknown and another tier is closed',
    facts: [aQueue('local', null), aQueue('statewide', openLater)],
    told: 'unknown none',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'hours are unknown and another tier is open',
    facts: [aQueue('local', null), aQueue('statewide', openNow)],
    told: 'available statewide scheduled',
    nextChange: 3,
    validFor: 3,
  },
  { when: 'a library names no queue', facts: [], told: 'unknown none', nextChange: null, validFor: 6 },
  {
    when: 'somebody is seen at the own desk',
    facts: [aQueue('local', openNow, seen('available')), aQueue('global', always)],
    told: 'available local observed',
    nextChange: 3,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'somebody is seen at the desk before it opens',
    facts: [aQueue('local', openLater, seen('available'))],
    told: 'available local observed',
    nextChange: 5,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'the own desk is busy and the statewide open',
    facts: [aQueue('local', openNow, seen('busy')), aQueue('statewide', openNow)],
    told: 'available statewide scheduled',
    nextChange: 3,
    validFor: 3,
  },
  {
    when: 'two desks are busy',
    facts: [aQueue('local', openNow, seen('busy')), aQueue('statewide', openNow, seen('busy'))],
    told: 'busy local observed',
    nextChange: 3,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'one desk is busy and the other cannot be seen',
    facts: [aQueue('local', openNow, seen('unknown')), aQueue('statewide', openNow, seen('busy'))],
    told: 'busy statewide observed',
    nextChange: 3,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'nobody is at the desk within its hours',
    facts: [aQueue('local', openNow, seen('nobody'))],
    told: 'closed observed',
    nextChange: null,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'nobody is at the desk, and the other tier is closed by its timetable',
    facts: [aQueue('local', openNow, seen('nobody')), aQueue('statewide', openLater)],
    told: 'closed scheduled',
    nextChange: 2,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'nobody is at two desks, and the one closes before the other',
    facts: [aQueue('local', [[-1, 6]], seen('nobody')), aQueue('statewide', openNow, seen('nobody'))],
    told: 'closed observed',
    nextChange: null,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'somebody is at a desk whose hours are unknown',
    facts: [aQueue('local', null, seen('available')), aQueue('statewide', openNow)],
    told: 'available local observed',
    nextChange: null,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'nobody is at a desk whose hours are unknown',
    facts: [aQueue('local', null, seen('nobody'))],
    told: 'closed observed',
    nextChange: null,
    validFor: MINUTE / UNIT,
  },
  {
    when: 'the source fails within the hours',
    facts: [aQueue('local', openNow, seen('unknown'))],
    told: 'unknown none',
    nextChange: 3,
    validFor: 3,
  },
  {
    when: 'the source fails outside the hours',
    facts: [aQueue('local', openLater, seen('unknown'))],
    told: 'closed scheduled',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'the last sample is 90 s old',
    facts: [aQueue('local', openNow, seen('available', 90_000))],
    told: 'unknown none',
    nextChange: 3,
    validFor: 3,
  },
  {
    when: 'the last sample is a millisecond short of 90 s',
    facts: [aQueue('local', openNow, seen('available', 89_999))],
    told: 'available local observed',
    nextChange: 3,
    validFor: 1 / UNIT,
  },
  {
    when: 'the source fails and a farther tier is open',
    facts: [aQueue('local', openNow, seen('unknown')), aQueue('global', always)],
    told: 'available global scheduled',
    nextChange: null,
    validFor: 5,
  },
  {
    when: 'a desk is closed by hand until later',
    facts: [aQueue('local', openLater, { closedUntilMs: NOW + 2 * UNIT })],
    told: 'closed scheduled',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'a desk with unknown hours is closed by hand',
    facts: [aQueue('local', null, { closedUntilMs: NOW + 2 * UNIT })],
    told: 'closed scheduled',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'a client is left signed in at a desk closed by hand',
    facts: [aQueue('local', openLater, { ...seen('available'), closedUntilMs: NOW + UNIT })],
    told: 'closed scheduled',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'the timetable was confirmed an hour ago',
    facts: [aQueue('local', openNow, { confirmedAtMs: NOW - 6 * UNIT })],
    told: 'unknown none',
    nextChange: 3,
    validFor: 3,
  },
  {
    when: 'the timetable was confirmed an hour ago and says closed',
    facts: [aQueue('local', openLater, { confirmedAtMs: NOW - 6 * UNIT })],
    told: 'unknown none',
    nextChange: 2,
    validFor: 2,
  },
  {
    when: 'the timetable was confirmed 50 minutes ago',
    facts: [aQueue('local', openNow, { confirmedAtMs: NOW - 5 * UNIT })],
    told: 'available local scheduled',
    nextChange: 3,
    validFor: 1,
  },
];

for (const { when, facts, told: expected, nextChange, validFor } of CASES) {
  test(`answer: ${when}: ${expected}`, () => {
    const answer = answerAt(facts, NOW, HORIZON);
    assert.equal(told(answer), expected);
    assert.equal(unitsFromNow(answer.nextChangeMs), nextChange);
    assert.equal(unitsFromNow(answer.validUntilMs), validFor);
    assert.equal(answer.chatUrl, answer.tier === null ? null : `https://chat.example.org/${answer.tier}`);
  });
}

test('answer: a change of a farther tier makes a new frame with the same answer', () => {
  const answer = answerAt([aQueue('local', [[-1, 6]]), aQueue('statewide', openLater)], NOW, HORIZON);
  assert.deepEqual([unitsFromNow(answer.turnsAtMs), unitsFromNow(answer.nextChangeMs)], [2, 6]);
});

test('answer: skips a desk whose help request a farther tier took, no nearer desk, and hides no available one', () => {
  const [local, state, world] = [aQueue('local', openNow), aQueue('statewide', openNow), aQueue('global', always)];
  const tiersOf = (facts: AnswerFacts[]) =>
    [[], ['local'], ['statewide'], ['local', 'statewide']].map(
      (passed) => answerAt(facts, NOW, HORIZON, passed as Tier[]).tier,
    );
  assert.deepEqual(tiersOf([local, state, world]), ['local', 'statewide', 'local', 'global']);
  assert.deepEqual(tiersOf([state, world]), ['statewide', 'statewide', 'global', 'global']);
  assert.deepEqual(tiersOf([local]), Array(4).fill('local'));
});

/** Two languages at three desks, of which the statewide one closes first. */
const local = aQueue('local', [[-1, 5]], { languages: ['en'] });
const state = aQueue('statewide', [[-1, 2]], { languages: ['es', 'en'] });
const world = aQueue('global', always, { languages: ['es'] });

test('answer: names for each language the first tier that is available and is not passed over', () => {
  const placesOf = (facts: AnswerFacts[], passed: Tier[] = []) => answerAt(facts, NOW, HORIZON, passed).byLanguage;
  assert.deepEqual(placesOf([local, state, world]), { en: 0, es: 1 });
  assert.deepEqual(placesOf([local, state, world], ['statewide']), { en: 0, es: 2 });
  assert.deepEqual(placesOf([local, { ...state, ...seen('busy') }, world]), { en: 0, es: 2 });
  assert.deepEqual(placesOf([local]), { en: 0 });
  assert.equal(placesOf([aQueue('local', openNow)]), null);
});

test('answer: holds until the first tier turns that a page may show; mutant: until the nearest one does, a Spanish page shows a closed desk', () => {
  const validFor = (facts: AnswerFacts[]) => unitsFromNow(answerAt(facts, NOW, HORIZON).validUntilMs);
  assert.equal(validFor([local, state, world]), 2);
  const silent = [local, state, world].map((facts) => ({ ...facts, languages: null }));
  assert.equal(validFor(silent), 5, 'mutant');
  const watched = { observation: { state: 'available' as const, sampledAtMs: NOW - MINUTE, heldUntilMs: null } };
  assert.equal(answerAt([local, { ...state, ...watched }], NOW, HORIZON).validUntilMs, NOW + MINUTE / 2);
});
