import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls back when a hidden tab becomes visible again: what it shows may be old. */
export class VisibleAgain implements ReactiveController {
  #callback: () => void;

  constructor(host: ReactiveControllerHost, callback: () => void) {
    this.#callback = callback;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onChange);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onChange);
  }

  #onChange = (): void => {
    if (document.visibilityState === 'visible') this.#callback();
  };
}
