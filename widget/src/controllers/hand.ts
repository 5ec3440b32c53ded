import type { ReactiveControllerHost } from '@lit/reactive-element';
import { listen, now } from '../natives.js';
import { unwish, wish } from '../page-clock.js';

/** A press lasts at least so long: touch screens hold the click back, and some know no `:active`. Units: ms. */
const PRESS_MS = 1500;

/**
 * One truth: whether a person has the tag in hand, by focus or by pointer. While so, its link does not move.
 * The pseudo-classes know of a hand that came before this script did.
 */
export function watchHand(host: ReactiveControllerHost & HTMLElement): { isHeld(): boolean } {
  let pressedAt = 0;
  const isHeld = (): boolean => Math.abs(now() - pressedAt) < PRESS_MS || host.matches(':focus-within,:active');
  const ask = (afterMs: number): void =>
    wish(ask, now() + afterMs, () => (isHeld() ? ask(PRESS_MS) : host.requestUpdate()));
  listen(host, 'pointerdown', () => {
    pressedAt = now();
    ask(PRESS_MS);
  });
  // A task later: while the event is told, the old state still shows.
  listen(host, 'focusout', () => ask(0));
  host.addController({ hostDisconnected: () => unwish(ask) });
  return { isHeld };
}
