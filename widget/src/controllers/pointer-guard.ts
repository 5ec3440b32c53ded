import type { ReactiveControllerHost } from '@lit/reactive-element';
import { listen, now } from '../natives.js';
import { clearDeadline, setDeadline } from '../page-timer.js';

/** How long a press lasts at least: touch screens delay the click, and some have no `:active`. Units: ms. */
const PRESS_MS = 1500;

/**
 * Whether a person is about to use the tag, by focus or by pointer. While so, its link does not change.
 * The pseudo-classes cover a focus or a press from before the script ran.
 */
export function guardPointer(host: ReactiveControllerHost & HTMLElement): { isInUse(): boolean } {
  let pressedAt = 0;
  const isInUse = (): boolean => Math.abs(now() - pressedAt) < PRESS_MS || host.matches(':focus-within,:active');
  const updateAfter = (afterMs: number): void =>
    setDeadline(updateAfter, now() + afterMs, () => (isInUse() ? updateAfter(PRESS_MS) : host.requestUpdate()));
  listen(host, 'pointerdown', () => {
    pressedAt = now();
    updateAfter(PRESS_MS);
  });
  // One task later: during the event the old state still matches.
  listen(host, 'focusout', () => updateAfter(0));
  host.addController({ hostDisconnected: () => clearDeadline(updateAfter) });
  return { isInUse };
}
