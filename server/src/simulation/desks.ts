// In:    a desk's opening, a seed, an instant.
// Out:   what the desk's page reports then; null: it is not open in any browser, so nothing is known.
// Never: a person.
import type { DeskState } from '@askusnow/sdk/contract';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { randomOf } from './random.ts';

/** The desks that say by heartbeat whether somebody is there. */
export const WATCHED_DESKS = ['kent', 'talbot'] as const;
/** Since so many days; before, nothing is known of any desk. */
export const WATCHED_DAYS = 12;

export interface Opening {
  startMs: number;
  endMs: number;
}

/** A part of an opening in which the desk is not simply available. */
interface Spell extends Opening {
  state: DeskState | null;
}

const BEFORE_MS = 3 * MINUTE_MS;
const AFTER_MS = 2 * MINUTE_MS;

/** Part of all openings, and the minutes of their gap from an opening's start, middle or end. */
const GAPS = [
  { upTo: 0.12, at: 'start', minutes: 70, state: 'away' },
  { upTo: 0.28, at: 'middle', minutes: 55, state: 'away' },
  { upTo: 0.38, at: 'end', minutes: 45, state: 'away' },
  { upTo: 0.5, at: 'middle', minutes: 110, state: null },
] as const;

function spellsOf({ startMs, endMs }: Opening, random: () => number): Spell[] {
  const drawn = random();
  const gap = GAPS.find(({ upTo }) => drawn < upTo);
  const busyMs = startMs + random() * (endMs - startMs);
  const busy: Spell = { startMs: busyMs, endMs: busyMs + 12 * MINUTE_MS, state: 'busy' };
  if (gap === undefined) return [busy];
  const lengthMs = gap.minutes * MINUTE_MS * (0.6 + 0.8 * random());
  const fromMs = { start: startMs, middle: (startMs + endMs) / 2, end: endMs - lengthMs }[gap.at];
  return [{ startMs: fromMs, endMs: fromMs + lengthMs, state: gap.state }, busy];
}

export function deskStateAt(
  queue: string,
  openings: readonly Opening[],
  { seed, nowMs }: { seed: string; nowMs: number },
): DeskState | null {
  const opening = openings.find(({ startMs, endMs }) => nowMs >= startMs - BEFORE_MS && nowMs < endMs + AFTER_MS);
  if (opening === undefined) return null;
  if (nowMs >= opening.endMs) return 'away';
  const spells = spellsOf(opening, randomOf(seed, queue, opening.startMs));
  const spell = spells.find(({ startMs, endMs }) => nowMs >= startMs && nowMs < endMs);
  return spell === undefined ? 'available' : spell.state;
}
