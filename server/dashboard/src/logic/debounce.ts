/** Long enough for the next key, short enough to feel immediate. */
const TYPING_MS = 250;

/** Runs the last of several actions, once nothing more has been typed for a moment. */
export class Debounce {
  #timer: ReturnType<typeof setTimeout> | undefined;

  run(action: () => unknown): void {
    this.cancel();
    this.#timer = setTimeout(action, TYPING_MS);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
