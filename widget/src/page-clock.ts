import { systemClock } from '@askusnow/sdk';
import { now, quiet } from './natives.js';

/** After an hour at the latest it looks again: a laptop sleeps through timers. Units: ms. */
const LONGEST_DELAY_MS = 3_600_000;

const wishes = new Map<object, { at: number; run: () => void }>();
let cancel: (() => void) | undefined;

function set(): void {
  cancel?.();
  if (!wishes.size) return;
  let next = Infinity;
  wishes.forEach(({ at }) => (next = Math.min(next, at)));
  cancel = systemClock.after(Math.min(next - now(), LONGEST_DELAY_MS), ring);
}

/** Runs what is due, and sets the timer to the next wish. */
const ring: () => void = quiet(() => {
  const due: (() => void)[] = [];
  wishes.forEach(({ at, run }, owner) => {
    if (at > now()) return;
    wishes.delete(owner);
    due.push(run);
  });
  // Set first: what runs below may wish again, and may throw.
  set();
  due.forEach((run) => quiet(run)());
});

/**
 * The page's one timer: calls `run` once at the instant `at`, however many tags wish for something.
 * A second wish of the same owner replaces the first.
 * Units: `at` is in ms since the epoch, by the browser's own clock.
 */
export function wish(owner: object, at: number, run: () => void): void {
  wishes.set(owner, { at, run });
  set();
}

/** Takes a wish back. */
export function unwish(owner: object): void {
  if (wishes.delete(owner)) set();
}

/** How many wishes are open. For tests of leaks. */
export function openWishCount(): number {
  return wishes.size;
}
