import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * If an update removes the focused element (another person has taken the request whose button it was), the focus moves to the
 * heading of the part, and not to the top of the document.
 */
export class KeepFocus implements ReactiveController {
  #host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  #to: string;
  #hadFocus = false;

  constructor(host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment }, to: string) {
    this.#host = host;
    this.#to = to;
    host.addController(this);
  }

  hostConnected(): void {}

  get #active(): Element | null {
    const root = this.#host.renderRoot as ShadowRoot | undefined;
    return root?.activeElement ?? null;
  }

  /** Whether the focus is within, so that rows stay where they are under it. */
  get isWithin(): boolean {
    return this.#active !== null;
  }

  hostUpdate(): void {
    this.#hadFocus = this.isWithin;
  }

  hostUpdated(): void {
    if (!this.#hadFocus || this.isWithin || document.activeElement !== document.body) return;
    const heading = this.#host.renderRoot.querySelector<HTMLElement>(this.#to);
    heading?.focus();
    // What the same update added above may push it off the screen.
    requestAnimationFrame(() => heading?.scrollIntoView({ block: 'nearest' }));
  }
}
