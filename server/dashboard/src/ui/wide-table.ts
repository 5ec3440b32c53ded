import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * A table that is wider than its part scrolls in a region of its own, `.wide`. Keys scroll the focused element, so the region
 * is focusable while there is something to scroll, and only then.
 */
export class WideTable implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement & { renderRoot: HTMLElement | DocumentFragment };
  #observer = new ResizeObserver(() => this.hostUpdated());

  constructor(host: ReactiveControllerHost & HTMLElement & { renderRoot: HTMLElement | DocumentFragment }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  hostUpdated(): void {
    for (const region of this.#host.renderRoot?.querySelectorAll<HTMLElement>('.wide') ?? []) {
      if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
      else region.removeAttribute('tabindex');
    }
  }
}
