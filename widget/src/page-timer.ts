import { systemClock } from '@askusnow/sdk';
import { now, quiet } from './natives.js';

/** The timer fires at least once an hour, since a sleeping laptop misses timers. Units: ms. */
const LONGEST_DELAY_MS = 3_600_000;

const deadlines = new Map<object, { at: number; run: () => void }>();
let cancel: (() => void) | undefined;

function set(): void {
  cancel?.();
  if (!deadlines.size) return;
  let next = Infinity;
  deadlines.forEach(({ at }) => (next = Math.min(next, at)));
  cancel = systemClock.after(Math.min(next - now(), LONGEST_DELAY_MS), runDue);
}

/** Runs the callbacks that are due, and sets the timer to the next deadline. A page that is left may not come to its timers. */
export const runDue: () => void = quiet(() => {
  const due: (() => void)[] = [];
  deadlines.forEach(({ at, run }, owner) => {
    if (at > now()) return;
    deadlines.delete(owner);
    due.push(run);
  });
  // Set first: a callback below may set a deadline again, and may throw.
  set();
  due.forEach((run) => quiet(run)());
});

/**
 * The page's one timer for all tags: calls `run` once at the instant `at`.
 * A second deadline of the same owner replaces the first.
 * Units: `at` is in ms since the epoch, by the browser's own clock.
 */
export function setDeadline(owner: object, at: number, run: () => void): void {
  deadlines.set(owner, { at, run });
  set();
}

/** Removes the deadline of an owner. */
export function clearDeadline(owner: object): void {
  if (deadlines.delete(owner)) set();
}

/** How many deadlines are open. For tests of leaks. */
export function openDeadlineCount(): number {
  return deadlines.size;
}
