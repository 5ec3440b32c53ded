// What must hold of an answer whatever is known of the queues, and naive answers that break it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerAt, queueNow, type AnswerFacts } from '../../../server/src/availability/answer.ts';
import { aQueue, HORIZON, HOUR, NOW, told, UNIT } from '../../support/data/queue-facts.ts';

const facts: fc.Arbitrary<AnswerFacts[]> = fc.array(
  fc
    .record({
      open: fc.option(
        fc.array(fc.tuple(fc.integer({ min: -48, max: 48 }), fc.integer({ min: 1, max: 12 })), { maxLength: 3 }),
      ),
      closedUntil: fc.option(fc.integer({ min: -10, max: 10 })),
      confirmedAgo: fc.integer({ min: 0, max: 8 }),
      observation: fc.option(
        fc.record({
          state: fc.constantFrom('available' as const, 'busy' as const, 'nobody' as const, 'unknown' as const),
          ageMs: fc.integer({ min: 0, max: 200_000 }),
        }),
      ),
    })
    .map(({ open, closedUntil, confirmedAgo, observation }) =>
      aQueue('local', open?.map(([start, length]) => [start, start + length]) ?? null, {
        closedUntilMs: closedUntil === null ? null : NOW + closedUntil * UNIT,
        confirmedAtMs: NOW - confirmedAgo * UNIT,
        observation: observation && {
          state: observation.state,
          sampledAtMs: NOW - observation.ageMs,
          heldUntilMs: null,
        },
      }),
    ),
  { maxLength: 3 },
);

test('answer: never outlives its own end, and does not change before it', () => {
  fc.assert(
    fc.property(facts, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (queues, share) => {
      const answer = answerAt(queues, NOW, HORIZON);
      const turnsAtMs = Math.min(answer.turnsAtMs, answer.lapsesAtMs);
      assert.ok(answer.validUntilMs > NOW && turnsAtMs > NOW && answer.validUntilMs <= NOW + HOUR);
      assert.ok(answer.asOfMs <= NOW);
      const later = NOW + Math.floor((turnsAtMs - NOW) * share);
      const states = (at: number) => queues.map((each) => queueNow(each, at).state);
      assert.deepEqual(states(later), states(NOW));
      assert.equal(told(answerAt(queues, later, HORIZON)), told(answer));
    }),
    { numRuns: 2000 },
  );
});

test('answer: available only on fresh evidence; the mutant that trusts the schedule of a failing source is not', () => {
  const restsOnFreshEvidence = (answer: (facts: AnswerFacts[]) => string) =>
    fc.check(
      fc.property(facts, (queues) => {
        const isAnswering = answer(queues) === 'available';
        const hasFresh = queues.some(({ observation, open, confirmedAtMs }) =>
          observation
            ? observation.state === 'available' && NOW - observation.sampledAtMs < 90_000
            : NOW - confirmedAtMs < HOUR && (open ?? []).some(({ startMs, endMs }) => startMs <= NOW && NOW < endMs),
        );
        assert.ok(!isAnswering || hasFresh);
      }),
      { numRuns: 2000 },
    );
  assert.equal(restsOnFreshEvidence((queues) => answerAt(queues, NOW, HORIZON).state).failed, false);
  const fallsBackToSchedule = (queues: AnswerFacts[]) =>
    answerAt(
      queues.map((each) => (each.observation?.state === 'unknown' ? { ...each, observation: null } : each)),
      NOW,
      HORIZON,
    ).state;
  const forgetsAge = (queues: AnswerFacts[]) =>
    answerAt(
      queues.map((each) => ({
        ...each,
        confirmedAtMs: NOW,
        observation: each.observation && { ...each.observation, sampledAtMs: NOW },
      })),
      NOW,
      HORIZON,
    ).state;
  assert.equal(restsOnFreshEvidence(fallsBackToSchedule).failed, true);
  assert.equal(restsOnFreshEvidence(forgetsAge).failed, true);
});
