import type { Cover } from '@askusnow/sdk';

/** Hours that libraries offer and nobody has accepted yet. */
export const openOf = (covers: readonly Cover[], nowMs: number): Cover[] =>
  covers.filter(({ state, end }) => state === 'open' && Date.parse(end) > nowMs);

/** Those of a desk within a time. */
export function offeredWithin(covers: readonly Cover[], queue: string, [from, to]: readonly [string, string]): Cover[] {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  return covers.filter(
    (cover) => cover.queue.id === queue && Date.parse(cover.start) < toMs && Date.parse(cover.end) > fromMs,
  );
}
