import type { Tier } from '@askusnow/sdk/contract';
import type { Answer, AnswerFacts } from '../../../server/src/availability/answer.ts';
import { mergeIntervals } from '../../../server/src/platform/time/intervals.ts';
import type { Observation } from '../../../server/src/coverage/presence/hysteresis.ts';

export const NOW = Date.parse('2026-05-04T14:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** What hours are given in: six of them are the life of a schedule. */
export const UNIT = 10 * MINUTE;
export const HORIZON = NOW + 8 * 24 * HOUR;

/** Hours as [from, to] relative to now, in units. */
export const aQueue = (tier: Tier, open: [number, number][] | null, more: Partial<AnswerFacts> = {}): AnswerFacts => ({
  tier,
  chatUrl: `https://chat.example.org/${tier}`,
  open: open && mergeIntervals(open.map(([start, end]) => ({ startMs: NOW + start * UNIT, endMs: NOW + end * UNIT }))),
  closedUntilMs: null,
  shownHours: null,
  confirmedAtMs: NOW - UNIT,
  observation: null,
  ...more,
});
export const seen = (state: Observation['state'], ageMs = 30_000): Partial<AnswerFacts> => ({
  observation: { state, sampledAtMs: NOW - ageMs, heldUntilMs: null },
});
export const told = ({ state, tier, evidence }: Answer) =>
  [state, tier, evidence].filter((word) => word !== null).join(' ');
