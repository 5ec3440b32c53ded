// How long a request is each tier's own, by how far ahead of the gap help is asked for.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TIERS, escalationSchema, type Tier } from '@askusnow/sdk/contract';
import {
  dueStep,
  move,
  openRequest,
  type Recorded,
  type Rules,
  type RequestState,
} from '../../../server/src/help/assistance/machine.ts';
import { askedTooEarly } from '../../support/data/help-walk.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
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

interface Walk {
  standing: RequestState;
  log: (Recorded & { atMs: number })[];
}

/** From its opening to its end with nobody acting; each step is seen `lateMs` after it has fallen due. */
function byTheClock(
  { startMs, endMs, tier = 'local' }: { startMs: number; endMs: number | null; tier?: Tier },
  rules: (step: number) => Rules = () => ALL,
  lateMs = 0,
): Walk {
  const opened = openRequest(tier, { startMs, endMs }, NOW, rules(0));
  let { standing } = opened;
  const log = opened.recorded.map((each) => ({ ...each, atMs: NOW }));
  for (let count = 1; standing.deadlineMs !== null; count += 1) {
    const atMs = standing.deadlineMs + lateMs;
    const step = dueStep(standing, atMs);
    assert.ok(step !== null);
    const moved = move(standing, { step }, atMs, rules(count));
    assert.ok(moved);
    standing = moved.standing;
    log.push(...moved.recorded.map((each) => ({ ...each, atMs })));
  }
  return { standing, log };
}

/** "24 h before: statewide", each step but the opening. */
const told = ({ standing, log }: Walk): string[] =>
  log.slice(1).map(({ step, owner, atMs }) => {
    const hours = (standing.startMs - atMs) / HOUR;
    const when = hours >= 0 ? `${hours} h before` : `${-hours} h after`;
    return `${when}: ${step === 'escalated' ? owner : step}`;
  });
const ahead = (hours: number, rules = ALL, tier: Tier = 'local'): string[] => {
  const startMs = NOW + hours * HOUR;
  return told(byTheClock({ startMs, endMs: startMs + 4 * HOUR, tier }, () => rules));
};

describe('a request ahead of a gap', () => {
  test('help request ahead: is the library’s own until 24 h before, then statewide, and global in the last 4 h', () => {
    const tiers = ['24 h before: statewide', '4 h before: global', '1 h after: expired'];
    for (const hours of [5 * 24, 60 * 24, 49, 48]) assert.deepEqual(ahead(hours), tiers, `${hours} h`);
  });

  test('help request ahead: made within 48 h is the library’s own for half of what is left, and global for the last twelfth', () => {
    assert.deepEqual(ahead(47).slice(0, 1), ['23.5 h before: statewide']);
    assert.deepEqual(ahead(36), ['18 h before: statewide', '3 h before: global', '1 h after: expired']);
    assert.deepEqual(ahead(24), ['12 h before: statewide', '2 h before: global', '1 h after: expired']);
    assert.deepEqual(ahead(12), ['6 h before: statewide', '1 h before: global', '1 h after: expired']);
    assert.deepEqual(ahead(3), ['1.5 h before: statewide', '0.25 h before: global', '1 h after: expired']);
  });

  test('help request ahead: leaves each tier its minutes, however little is left', () => {
    const [first, second] = byTheClock({ startMs: NOW + 12 * MIN, endMs: NOW + 300 * MIN }).log.slice(1);
    assert.deepEqual([first?.atMs, second?.atMs], [NOW + 10 * MIN, NOW + 25 * MIN]);
  });

  test('help request ahead: at a desk that libraries share begins at its own tier, by the same times', () => {
    assert.deepEqual(ahead(120, ALL, 'statewide'), ['4 h before: global', '1 h after: expired']);
    assert.deepEqual(ahead(120, ALL, 'global'), ['1 h after: expired']);
  });

  test('help request ahead: over a change of clocks counts exact hours', () => {
    // New York: 9 AM on the Monday after the clocks go forward, and after they go back.
    for (const start of ['2027-03-15T13:00:00.000Z', '2026-11-02T14:00:00.000Z'])
      assert.deepEqual(told(byTheClock({ startMs: Date.parse(start), endMs: Date.parse(start) + 4 * HOUR })), [
        '24 h before: statewide',
        '4 h before: global',
        '1 h after: expired',
      ]);
  });

  test('help request ahead: unanswered by its own people and without other recipients, it stays theirs and expires', () => {
    assert.deepEqual(ahead(120, hearing('local')), [
      '24 h before: statewide',
      '4 h before: global',
      '1 h after: expired',
    ]);
  });

  test('help request ahead: does not reach the global tier early because the statewide one has no recipients', () => {
    assert.deepEqual(ahead(120, hearing('local', 'global')).slice(0, 2), [
      '24 h before: statewide',
      '4 h before: global',
    ]);
    // Close to it, nobody’s minutes are waited for.
    const { log } = byTheClock({ startMs: NOW + 15 * MIN, endMs: NOW + 300 * MIN }, () => hearing('local', 'global'));
    assert.deepEqual(
      log.slice(1, 3).map(({ owner, atMs }) => [owner, (atMs - NOW) / MIN]),
      [
        ['statewide', 10],
        ['global', 13.75],
      ],
    );
  });

  test('help request ahead: without recipients in the library it goes at once to the next tier with some', () => {
    assert.deepEqual(ahead(120, hearing('statewide', 'global')), [
      '120 h before: statewide',
      '4 h before: global',
      '1 h after: expired',
    ]);
  });

  test('help request ahead: acknowledged or given back goes on when it would have, or after the tier’s minutes', () => {
    const startMs = NOW + 120 * HOUR;
    const { standing } = openRequest('local', { startMs, endMs: startMs + HOUR }, NOW, ALL);
    const early = move(standing, { step: 'acknowledged' }, NOW + HOUR, ALL);
    assert.equal(early?.standing.deadlineMs, startMs - 24 * HOUR);
    const taken = move(standing, { step: 'taken', taker: { library: 'carroll' } }, NOW + HOUR, ALL)!;
    const back = move(taken.standing, { step: 'released' }, startMs - 2 * HOUR, ALL);
    assert.equal(back?.standing.deadlineMs, startMs - 2 * HOUR + 10 * MIN);
  });

  test('help request ahead: after days without a node it moves on one tier at a time', () => {
    const startMs = NOW + 120 * HOUR;
    const late = byTheClock({ startMs, endMs: startMs + 4 * HOUR }, () => ALL, 23 * HOUR);
    assert.deepEqual(told(late)[0], '1 h before: statewide');
  });
});

describe('whatever the lead time', () => {
  const recipients = fc.record({ local: fc.boolean(), statewide: fc.boolean(), global: fc.boolean() });
  const gap = fc.record({
    // From a day ago to 60 days ahead, much of it near.
    startMs: fc
      .oneof(fc.integer({ min: -24 * 60, max: 60 * 24 * 60 }), fc.integer({ min: -60, max: 50 * 60 }))
      .map((min) => NOW + min * MIN),
    lengthMin: fc.option(fc.integer({ min: 1, max: 7 * 24 * 60 })),
    tier: fc.constantFrom(...TIERS),
    hasRecipient: fc.array(recipients, { minLength: 4, maxLength: 4 }),
    lateMs: fc.constantFrom(0, 0, 7_000, 3 * HOUR, 30 * HOUR),
  });
  type Gap = typeof gap extends fc.Arbitrary<infer Value> ? Value : never;
  const toGap = ({ startMs, lengthMin, tier }: Gap) => ({
    startMs,
    endMs: lengthMin === null ? null : Math.max(startMs + lengthMin * MIN, NOW + MIN),
    tier,
  });
  const walk = (made: Gap): Walk => {
    const rules = (step: number): Rules => ({ minutes, hasRecipient: made.hasRecipient[Math.min(step, 3)]! });
    return byTheClock(toGap(made), rules, made.lateMs);
  };

  test('any lead time: no tier is asked before its time, each once, and a request that nobody takes expires, not before help is due', () => {
    fc.assert(
      fc.property(gap, (made) => {
        const { standing, log } = walk(made);
        assert.equal(askedTooEarly(standing, log), null);
        assert.equal(standing.state, 'expired');
        assert.ok((standing.overAtMs ?? 0) > standing.startMs, 'given up before it began');
        const tiers = log.map(({ owner }) => TIERS.indexOf(owner));
        assert.deepEqual(tiers, tiers.toSorted());
      }),
      { numRuns: 2_000 },
    );
  });

  test('any lead time: a gap that has begun keeps its minutes', () => {
    const live = gap.map((made) => ({ ...made, startMs: Math.min(made.startMs, NOW), lateMs: 0 }));
    fc.assert(
      fc.property(live, (made) => {
        const { standing, log } = walk(made);
        const endMs = standing.endMs ?? Infinity;
        const spans = { local: 10, statewide: 15, global: 60 };
        for (const [index, { owner, atMs }] of log.entries()) {
          const next = log[index + 1];
          if (next === undefined || next.atMs === atMs) continue;
          assert.equal(next.atMs, Math.min(atMs + spans[owner] * MIN, endMs));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('any lead time: mutant: minutes alone ask the global tier for a gap five days off after 25 minutes', () => {
    const startMs = NOW + 120 * HOUR;
    const minutesAlone = [
      { step: 'escalated', owner: 'statewide', atMs: NOW + 10 * MIN },
      { step: 'escalated', owner: 'global', atMs: NOW + 25 * MIN },
    ] as const;
    assert.equal(askedTooEarly({ openedMs: NOW, startMs }, minutesAlone), 'statewide');
    assert.equal(askedTooEarly({ openedMs: NOW, startMs }, minutesAlone.slice(1)), 'global');
    assert.equal(askedTooEarly({ openedMs: NOW, startMs: NOW }, minutesAlone), null, 'right for a gap that has begun');
  });
});
