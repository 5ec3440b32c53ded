// A call for help by its rules alone: whose turn it is, until when, and what each state lets happen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIERS, escalationSchema, type Tier } from '@askusnow/sdk/contract';
import {
  COVERED_MS,
  dueStep,
  endsBy,
  move,
  OPEN_ENDED_MS,
  openRequest,
  type Moved,
  type Rules,
  type RequestState,
} from '../../../server/src/help/assistance/machine.ts';

const MIN = 60_000;
const NOW = Date.parse('2026-05-04T14:00:00.000Z');
const minutes = escalationSchema.parse({});
const hearing = (...tiers: Tier[]): Rules => ({
  minutes,
  hasRecipient: {
    local: tiers.includes('local'),
    statewide: tiers.includes('statewide'),
    global: tiers.includes('global'),
  },
});
const ALL = hearing(...TIERS);
const HOUR_FROM_NOW = { startMs: NOW, endMs: NOW + 60 * MIN };
const after = (ms: number): string => `${(ms - NOW) / MIN} min`;
const shown = ({ standing, recorded }: Moved): unknown => [
  standing.state,
  standing.owner,
  standing.deadlineMs === null ? null : after(standing.deadlineMs),
  recorded.map(({ step, owner }) => `${step} ${owner}`),
];
/** What the clock does by itself from here on. */
const byTheClock = (from: RequestState, rules: Rules): string[] => {
  const said: string[] = [];
  for (let standing = from, step = dueStep(standing, standing.deadlineMs ?? 0); step !== null;) {
    const atMs = standing.deadlineMs ?? 0;
    const moved = move(standing, { step }, atMs, rules);
    assert.ok(moved);
    said.push(...moved.recorded.map((each) => `${after(atMs)} ${each.step} ${each.owner}`));
    standing = moved.standing;
    step = dueStep(standing, standing.deadlineMs ?? 0);
  }
  return said;
};
const open = (gap = HOUR_FROM_NOW as { startMs: number; endMs: number | null }, rules = ALL): RequestState =>
  openRequest('local', gap, NOW, rules).standing;
const moved = (from: RequestState, made: Parameters<typeof move>[1], atMs = NOW, rules = ALL): Moved => {
  const found = move(from, made, atMs, rules);
  assert.ok(found, `${from.state} has no ${made.step}`);
  return found;
};

describe('by the clock', () => {
  test('machine: a request that nobody takes goes from the library to the statewide and the global tier, and then expires', () => {
    const gap = { startMs: NOW, endMs: NOW + 300 * MIN };
    assert.deepEqual(shown(openRequest('local', gap, NOW, ALL)), ['open', 'local', '10 min', ['opened local']]);
    assert.deepEqual(byTheClock(open(gap), ALL), [
      '10 min escalated statewide',
      '25 min escalated global',
      '85 min expired global',
    ]);
  });

  test('machine: a request expires when the gap ends, at any tier', () => {
    assert.deepEqual(byTheClock(open({ startMs: NOW, endMs: NOW + 5 * MIN }), ALL), ['5 min expired local']);
    assert.deepEqual(byTheClock(open(), ALL).at(-1), '60 min expired global');
  });

  test('machine: acknowledging gives the owner one more span of its time, and no more', () => {
    const acknowledged = moved(open(), { step: 'acknowledged' }, NOW + 8 * MIN);
    assert.deepEqual(shown(acknowledged), ['acknowledged', 'local', '18 min', ['acknowledged local']]);
    assert.equal(move(acknowledged.standing, { step: 'acknowledged' }, NOW + 9 * MIN, ALL), null);
    assert.deepEqual(byTheClock(acknowledged.standing, ALL)[0], '18 min escalated statewide');
  });

  test('machine: a tier without recipients is skipped at once, and the history records it', () => {
    const opened = openRequest('local', HOUR_FROM_NOW, NOW, hearing('statewide'));
    assert.deepEqual(shown(opened), ['open', 'statewide', '15 min', ['opened local', 'escalated statewide']]);
    assert.match(opened.recorded[1]?.remark ?? '', /Skipped: the local tier has no recipients/);
    const escalated = moved(open(), { step: 'escalated' }, NOW + 10 * MIN, hearing('local', 'global'));
    assert.deepEqual(shown(escalated), ['open', 'global', '60 min', ['escalated statewide', 'escalated global']]);
  });

  test('machine: without any recipient it stays at the last tier for its time', () => {
    assert.deepEqual(shown(openRequest('local', { ...HOUR_FROM_NOW, endMs: null }, NOW, hearing())), [
      'open',
      'global',
      '60 min',
      ['opened local', 'escalated statewide', 'escalated global'],
    ]);
  });

  test('machine: a server that was away for hours moves it one level on, with that level’s whole time', () => {
    const late = NOW + 240 * MIN;
    const standing = open({ startMs: NOW, endMs: NOW + 600 * MIN });
    assert.equal(dueStep(standing, late), 'escalated');
    assert.equal(after(moved(standing, { step: 'escalated' }, late).standing.deadlineMs ?? 0), '255 min');
    assert.equal(dueStep(open(), late), 'expired', 'but not past the end of the gap');
  });

  test('machine: taken, it closes when the gap ends; without an end, after twelve hours', () => {
    const taken = moved(open(), { step: 'taken', taker: { tier: 'statewide' } }).standing;
    assert.deepEqual(byTheClock(taken, ALL), ['60 min closed local']);
    const endless = open({ startMs: NOW, endMs: null });
    assert.equal(endsBy(endless), NOW + OPEN_ENDED_MS);
    const held = moved(endless, { step: 'taken', taker: { library: 'carroll' } }).standing;
    assert.deepEqual(byTheClock(held, ALL), ['720 min closed local']);
  });

  test('machine: covered, it closes ten minutes later', () => {
    const covered = moved(open(), { step: 'covered' }, NOW + 3 * MIN).standing;
    assert.equal(covered.deadlineMs, NOW + 3 * MIN + COVERED_MS);
    assert.deepEqual(byTheClock(covered, ALL), ['13 min closed local']);
  });

  test('machine: if the helper is gone again, the request goes on where it was, with its owner', () => {
    const covered = moved(open(), { step: 'covered' }, NOW + 3 * MIN).standing;
    assert.deepEqual(shown(moved(covered, { step: 'uncovered' }, NOW + 13 * MIN)), [
      'open',
      'local',
      '23 min',
      ['uncovered local'],
    ]);
    const taken = moved(open(), { step: 'taken', taker: { tier: 'global' } }).standing;
    const left = moved(moved(taken, { step: 'covered' }).standing, { step: 'uncovered' });
    assert.deepEqual(shown(left), ['taken', 'local', '60 min', ['uncovered local']]);
    assert.deepEqual(left.standing.taker, { tier: 'global' });
  });

  test('machine: a shared desk begins at its own tier; nearer tiers with recipients are not notified', () => {
    const gap = { startMs: NOW, endMs: NOW + 300 * MIN };
    const state = openRequest('statewide', gap, NOW, ALL);
    assert.deepEqual(shown(state), ['open', 'statewide', '15 min', ['opened statewide']]);
    assert.deepEqual(byTheClock(state.standing, ALL), ['15 min escalated global', '75 min expired global']);
    const world = openRequest('global', gap, NOW, hearing('local', 'statewide'));
    assert.deepEqual(shown(world), ['open', 'global', '60 min', ['opened global']]);
    assert.deepEqual(byTheClock(world.standing, ALL), ['60 min expired global']);
    assert.equal(move(world.standing, { step: 'escalated' }, NOW, ALL), null);
  });
});

describe('by people', () => {
  test('machine: by people: given back, it is open at its owner’s tier with a fresh deadline', () => {
    const far = moved(open(), { step: 'escalated' }, NOW + 10 * MIN).standing;
    const taken = moved(far, { step: 'taken', taker: { tier: 'statewide' } }, NOW + 12 * MIN).standing;
    const released = moved(taken, { step: 'released' }, NOW + 20 * MIN);
    assert.deepEqual(shown(released), ['open', 'statewide', '35 min', ['released statewide']]);
    assert.equal(released.standing.taker, null);
  });

  test('machine: by people: what is taken cannot be taken, what is over stays over, and a note moves nothing', () => {
    const taken = moved(open(), { step: 'taken', taker: { library: 'carroll' } }).standing;
    assert.equal(move(taken, { step: 'taken', taker: { tier: 'statewide' } }, NOW, ALL), null);
    const closed = moved(taken, { step: 'closed' }).standing;
    for (const step of ['acknowledged', 'released', 'covered', 'closed', 'noted', 'escalated', 'expired'] as const)
      assert.equal(move(closed, { step }, NOW, ALL), null, step);
    const { revision, ...rest } = moved(taken, { step: 'noted' }).standing;
    assert.deepEqual({ ...rest, revision: revision - 1 }, taken);
  });
});
