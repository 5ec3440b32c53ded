import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { inFormerOrder } from '../logic/now-order.js';

/** Keeps the order of rows while the pointer or the focus is on them; they are sorted when both are gone. */
export class SteadyOrder<Row> implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #idOf: (row: Row) => string;
  #former: string[] = [];
  #asked = '';

  constructor(host: ReactiveControllerHost & HTMLElement, idOf: (row: Row) => string) {
    this.#host = host;
    this.#idOf = idOf;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('focusout', this.#onLeave);
    this.#host.addEventListener('pointerleave', this.#onLeave);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('focusout', this.#onLeave);
    this.#host.removeEventListener('pointerleave', this.#onLeave);
  }

  #onLeave = (): void => this.#host.requestUpdate();

  /** `asked`: what the reader has asked for; where that differs from before, the rows come in their new order at once. */
  order(rows: readonly Row[], asked = ''): Row[] {
    const isBusy = asked === this.#asked && this.#host.matches(':hover, :focus-within');
    this.#asked = asked;
    const shown = isBusy ? inFormerOrder(rows, this.#former, this.#idOf) : [...rows];
    this.#former = shown.map(this.#idOf);
    return shown;
  }
}
