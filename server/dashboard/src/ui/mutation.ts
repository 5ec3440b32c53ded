import { isProblemError } from '@askusnow/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { messages } from '../i18n/ui.js';
import { announce, reportSignedOut } from './events.js';
import { failureOf } from '../logic/failure.js';
import type { FieldErrors } from '../logic/field-errors.js';

/** Why a change failed. The form keeps what was typed. */
export interface Trouble {
  /** The server's problem code; '' if it did not answer. */
  code: string;
  words: string;
  errors: FieldErrors;
}

/** What a change brought; true for one without a result, so that undefined always means that it failed. */
export type Done<T> = T extends void | undefined ? true : T;
/** The announcement of a change that was made. */
export type Said<T> = string | ((done: Done<T>) => string);

const OUT_OF_REACH = messages.changeUnreachable;
const SERVER = messages.changeServerError;

export function troubleOf(error: unknown): Trouble {
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
  protected readonly host: ReactiveControllerHost & EventTarget;

  constructor(host: ReactiveControllerHost & EventTarget) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  get errors(): FieldErrors {
    return this.trouble?.errors ?? [];
  }

  /** Refused, since somebody else has changed it after it was read here. */
  get isStale(): boolean {
    return this.trouble?.code === 'stale-revision';
  }

  /** Undefined if it failed; else `said` is announced. */
  async run<T>(action: () => Promise<T>, said?: Said<T>): Promise<Done<T> | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.forget();
    try {
      const done = ((await action()) ?? true) as Done<T>;
      if (said !== undefined) announce(this.host, typeof said === 'string' ? said : said(done));
      return done;
    } catch (error) {
      if (failureOf(error) === 'signed-out') {
        // The app shows it, and this page again after the reader has signed in.
        reportSignedOut(this.host);
        return undefined;
      }
      this.trouble = troubleOf(error);
      announce(this.host, this.trouble.words);
      return undefined;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  forget(): void {
    this.trouble = undefined;
    this.host.requestUpdate();
  }
}
