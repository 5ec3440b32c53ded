// In:    how many people a desk needs when, and which libraries are to be there.
// Out:   where these differ.
// Never: reads a clock, steps by half hours, or counts an hour that nobody is to work.
import type { Interval } from '../../platform/time/intervals.ts';
import type { Needed } from '../shifts/needed.ts';
import type { Duty } from './duties.ts';

/** A time in which another number of people is scheduled than needed. */
export interface Uneven extends Interval {
  needed: number;
  scheduled: number;
}

/** `needed`: disjoint; none where nobody is needed. Sorted by start, cut to the window; neighbours of one kind are one. */
export function unevenIn(
  needed: readonly Needed[],
  duties: readonly Pick<Duty, 'startMs' | 'endMs' | 'people'>[],
  window: Interval,
): Uneven[] {
  /** By instant: how many more, or fewer, from then on. */
  const turns = new Map<number, { needed: number; scheduled: number }>([[window.endMs, { needed: 0, scheduled: 0 }]]);
  const add = (kind: 'needed' | 'scheduled', { startMs, endMs, people }: Needed): void => {
    const [from, to] = [Math.max(startMs, window.startMs), Math.min(endMs, window.endMs)];
    if (from >= to) return;
    for (const [atMs, more] of [
      [from, people],
      [to, -people],
    ] as const) {
      const turn = turns.get(atMs) ?? { needed: 0, scheduled: 0 };
      turns.set(atMs, { ...turn, [kind]: turn[kind] + more });
    }
  };
  for (const each of needed) add('needed', each);
  for (const each of duties) add('scheduled', each);
  const uneven: Uneven[] = [];
  const now: Uneven = { startMs: window.startMs, endMs: window.startMs, needed: 0, scheduled: 0 };
  for (const [atMs, more] of [...turns].sort(([one], [other]) => one - other)) {
    const { startMs, needed: asked, scheduled } = now;
    const last = uneven.at(-1);
    if (asked !== scheduled && startMs < atMs) {
      if (last?.endMs === startMs && last.needed === asked && last.scheduled === scheduled) last.endMs = atMs;
      else uneven.push({ startMs, endMs: atMs, needed: asked, scheduled });
    }
    now.startMs = atMs;
    now.needed += more.needed;
    now.scheduled += more.scheduled;
  }
  return uneven;
}
