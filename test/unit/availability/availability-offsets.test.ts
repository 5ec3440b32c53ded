// An answer carries the library's UTC offsets, so that a page shows its times without a table of zones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { availabilitySchema } from '@askusnow/sdk/contract';
import { answerAt } from '../../../server/src/availability/answer.ts';
import { toAvailability, toFrame } from '../../../server/src/availability/frame.ts';
import type { RegisteredLibrary } from '../../../server/src/cooperative/registered.ts';

const aLibrary = (zone: string): RegisteredLibrary => ({
  id: 'harford',
  name: 'Harford',
  zone,
  live: true,
  fallback: {},
  queues: [],
  origins: [],
  branches: [],
  keyPages: [],
});

function answerIn(zone: string, now: string, languages: string[] = []) {
  const nowMs = Date.parse(now);
  const horizonMs = nowMs + 8 * 86_400_000;
  const answer = answerAt([], nowMs, horizonMs);
  return toAvailability(aLibrary(zone), answer, [], {
    nowMs,
    horizonMs,
    unconfirmedSinceMs: null,
    languages,
    urgent: null,
    message: null,
  });
}

test('offsets: start a day before the answer and include each clock change after it', () => {
  const cases: [string, string, [string, number][]][] = [
    ['America/New_York', '2026-11-24T19:00:00.000Z', [['2026-11-23T00:00:00.000Z', -300]]],
    [
      'America/New_York',
      '2026-10-30T19:00:00.000Z',
      [
        ['2026-10-29T00:00:00.000Z', -240],
        ['2026-11-01T06:00:00.000Z', -300],
      ],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-03T00:00:00.000Z',
      [
        ['2026-04-02T00:00:00.000Z', 660],
        ['2026-04-04T15:00:00.000Z', 630],
      ],
    ],
    ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', [['2025-12-31T00:00:00.000Z', 345]]],
    ['UTC', '2026-01-01T23:59:59.999Z', [['2025-12-31T00:00:00.000Z', 0]]],
  ];
  for (const [zone, now, offsets] of cases) {
    const answer = answerIn(zone, now);
    assert.deepEqual(answer.offsets, offsets, `${zone} ${now}`);
    availabilitySchema.parse(answer);
  }
});

test('offsets: the same all day, so that equal answers are equal bytes', () => {
  const morning = answerIn('America/New_York', '2026-11-24T00:00:00.000Z');
  assert.deepEqual(answerIn('America/New_York', '2026-11-24T23:59:00.000Z').offsets, morning.offsets);
});

test('offsets: cost a frame 46 bytes, 80 in a week with a clock change', () => {
  const cost = (now: string): number => {
    const answer = answerIn('America/New_York', now);
    const { offsets: _offsets, ...older } = answer;
    return toFrame(answer).body.length - toFrame(older).body.length;
  };
  assert.deepEqual([cost('2026-11-24T19:00:00.000Z'), cost('2026-10-30T19:00:00.000Z')], [46, 80]);
});

test('answer: lists the languages that the cooperative turned on, and has no list without any', () => {
  assert.equal('languages' in answerIn('UTC', '2026-01-01T00:00:00.000Z'), false);
  assert.deepEqual(answerIn('UTC', '2026-01-01T00:00:00.000Z', ['fr', 'zh-Hant']).languages, ['fr', 'zh-Hant']);
});
