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

/** The parts of a time that are offered, merged, by start; instants of the wire are in the order of their text. */
export function offeredParts(covers: readonly Cover[], [from, to]: readonly [string, string]): [string, string][] {
  const parts: [string, string][] = [];
  for (const { start, end } of covers.toSorted((one, other) => (one.start < other.start ? -1 : 1))) {
    const part: [string, string] = [start < from ? from : start, end > to ? to : end];
    const last = parts.at(-1);
    if (last === undefined || last[1] < part[0]) parts.push(part);
    else if (last[1] < part[1]) last[1] = part[1];
  }
  return parts;
}
