import { isProblemError } from '@askusnow/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { messages } from '../i18n/ui.js';
import { announce, reportSignedOut } from './events.js';
import { failureOf } from './failure.js';
import type { FieldErrors } from '../logic/field-errors.js';

/** Why a change failed. The form keeps what was typed. */
export interface Trouble {
  /** The server's problem code; '' if it did not answer. */
  code: string;
  words: string;
  errors: FieldErrors;
}

const OUT_OF_REACH = messages.changeUnreachable;
const SERVER = messages.changeServerError;

function troubleOf(error: unknown): Trouble {
  if (!isProblemError(error)) {
    const isAway = failureOf(error) === 'out-of-reach';
    return { code: '', words: isAway ? OUT_OF_REACH : SERVER, errors: [] };
  }
  const { code, status, detail, title, errors = [] } = error.problem;
  return { code, words: status >= 500 ? SERVER : (detail ?? title), errors };
}

/**
 * One change at a time: while it is under way its buttons are disabled. A failure is announced, and shown until the next try.
 */
export class Mutation implements ReactiveController {
  busy = false;
  trouble: Trouble | undefined;
  #host: ReactiveControllerHost & EventTarget;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  get errors(): FieldErrors {
    return this.trouble?.errors ?? [];
  }

  /** Undefined if it failed. */
  async run<T>(action: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.forget();
    try {
      return await action();
    } catch (error) {
      if (failureOf(error) === 'signed-out') {
        // The app shows it, and this page again after the reader has signed in.
        reportSignedOut(this.#host);
        return undefined;
      }
      this.trouble = troubleOf(error);
      announce(this.#host, this.trouble.words);
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  forget(): void {
    this.trouble = undefined;
    this.#host.requestUpdate();
  }
}
