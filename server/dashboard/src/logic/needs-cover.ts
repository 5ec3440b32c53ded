// The time of a shared desk's week that needs somebody, each moment once and with one reason. Pure.
import type { DeskWeek } from '@askusnow/sdk';

/** In a shift that no library owes; offered and not accepted; in no shift; somebody is there, and more are needed. */
export type Need = 'open' | 'offered' | 'no-shift' | 'more';

export interface NeedSpan {
  start: string;
  end: string;
  why: Need;
}

/** By start, cut to the week. Of two reasons that hold at once, the first of {@link Need}. */
export function needsCover({ open, offers, uneven, from, to }: DeskWeek): NeedSpan[] {
  const few = uneven.filter(({ needed, scheduled }) => scheduled < needed);
  const layers = [
    ['open', open],
    ['offered', offers],
    ['no-shift', few.filter(({ scheduled }) => scheduled === 0)],
    ['more', few],
  ] as const;
  const turns = layers.flatMap(([, spans]) => spans.flatMap(({ start, end }) => [start, end]));
  const inside = [...new Set([from, ...turns, to])].filter((at) => from <= at && at <= to).sort();
  const needs: NeedSpan[] = [];
  for (const [at, start] of inside.slice(0, -1).entries()) {
    const end = inside[at + 1]!;
    const why = layers.find(([, spans]) => spans.some((each) => each.start <= start && end <= each.end))?.[0];
    const last = needs.at(-1);
    if (why === undefined) continue;
    if (last?.why === why && last.end === start) last.end = end;
    else needs.push({ start, end, why });
  }
  return needs;
}
