import type { Cover } from '@askusnow/sdk';

/** Hours that libraries offer and nobody has accepted yet. */
export const openOf = (covers: readonly Cover[], nowMs: number): Cover[] =>
  covers.filter(({ state, end }) => state === 'open' && Date.parse(end) > nowMs);

/** Instants of the wire are in the order of their text. */
export const byStart = (one: { start: string }, other: { start: string }): number =>
  one.start.localeCompare(other.start);

/** A part of a desk's time, with the offers that hold all of it. */
export interface OfferedPart {
  start: string;
  end: string;
  offers: Cover[];
}

/** A desk's time, cut wherever an offer begins or ends; instants of the wire are in the order of their text. */
export function cutAtOffers(
  covers: readonly Cover[],
  queue: string,
  [from, to]: readonly [string, string],
): OfferedPart[] {
  const its = covers.filter((cover) => cover.queue.id === queue && cover.start < to && from < cover.end);
  const inside = its.flatMap(({ start, end }) => [start, end]).filter((at) => from < at && at < to);
  const turns = [...new Set([from, ...inside, to])].toSorted();
  return turns.slice(0, -1).map((start, at) => {
    const end = turns[at + 1]!;
    return { start, end, offers: its.filter((cover) => cover.start <= start && end <= cover.end) };
  });
}
