import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The width of its element, so that a chart is drawn in real pixels and its text keeps its size. */
export class OwnWidth implements ReactiveController {
  /** Units: CSS pixels. A guess until the first layout. */
  px = 640;
  #host: ReactiveControllerHost & Element;
  #observer = new ResizeObserver(([entry]) => {
    const px = Math.round(entry?.contentRect.width ?? 0);
    if (px === 0 || px === this.px) return;
    this.px = px;
    this.#host.requestUpdate();
  });

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }
}
