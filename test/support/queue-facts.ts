import type { Tier } from '@askusnow/sdk/contract';
import type { Answer, QueueFacts } from '../../server/src/availability/answer.ts';
import type { Observation } from '../../server/src/presence/shown.ts';

export const NOW = Date.parse('2026-05-04T14:00:00.000Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const HORIZON = NOW + 8 * 24 * HOUR;

/** Hours as [from, to] relative to now. */
export const aQueue = (tier: Tier, open: [number, number][] | null, more: Partial<QueueFacts> = {}): QueueFacts => ({
  tier,
  chatUrl: `https://chat.example.org/${tier}`,
  open: open?.map(([start, end]) => ({ startMs: NOW + start * HOUR, endMs: NOW + end * HOUR })) ?? null,
  closedUntilMs: null,
  readAtMs: NOW - HOUR,
  observation: null,
  ...more,
});
export const seen = (state: Observation['state'], ageMs = 30_000): Partial<QueueFacts> => ({
  observation: { state, sampledAtMs: NOW - ageMs, heldUntilMs: null },
});
export const told = ({ state, tier, evidence }: Answer) =>
  [state, tier, evidence].filter((word) => word !== null).join(' ');
