import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** On paper, whose width cannot be measured beforehand: a chart of a wide window would have tiny text there. Units: CSS pixels. */
const PAPER_PX = 900;

/** The width of its element, so that a chart is drawn in real pixels and its text keeps its size. */
export class OwnWidth implements ReactiveController {
  /** Units: CSS pixels. A guess until the first layout. */
  px = 640;
  #host: ReactiveControllerHost & Element;
  #measuredPx = this.px;
  #observer = new ResizeObserver(([entry]) => {
    const px = Math.round(entry?.contentRect.width ?? 0);
    if (px === 0) return;
    this.#measuredPx = px;
    this.#draw(px);
  });
  #beforePrint = (): void => this.#draw(PAPER_PX);
  #afterPrint = (): void => this.#draw(this.#measuredPx);

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    addEventListener('beforeprint', this.#beforePrint);
    addEventListener('afterprint', this.#afterPrint);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    removeEventListener('beforeprint', this.#beforePrint);
    removeEventListener('afterprint', this.#afterPrint);
  }

  #draw(px: number): void {
    if (px === this.px) return;
    this.px = px;
    this.#host.requestUpdate();
  }
}
