import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { inFormerOrder } from '../logic/now-order.js';

/** Keeps rows where they are while the pointer is over them or the focus among them; they are put in order when both are gone. */
export class SteadyOrder<Row> implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #idOf: (row: Row) => string;
  #former: string[] = [];

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

  order(rows: readonly Row[]): Row[] {
    const isBusy = this.#host.matches(':hover, :focus-within');
    const shown = isBusy ? inFormerOrder(rows, this.#former, this.#idOf) : [...rows];
    this.#former = shown.map(this.#idOf);
    return shown;
  }
}
