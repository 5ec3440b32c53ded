import type { AssistanceRequest } from '@askusnow/sdk';

/** What a part asks of the page around it. The first four bubble out of every shadow root. */
declare global {
  interface HTMLElementEventMap {
    /** Say this to people who listen to the page: something that they caused has changed it. */
    'ask-announce': CustomEvent<string>;
    /** The server no longer knows this browser. */
    'ask-signed-out': CustomEvent<null>;
    /** The reader has signed this browser out. */
    'ask-signed-out-by-hand': CustomEvent<null>;
    /** What this page shows has been changed on the server: read it again. With the calls for help as their own step left them: that has been said. */
    'ask-changed': CustomEvent<readonly AssistanceRequest[]>;
    /** Ask the server again. Heard on the part itself. */
    'ask-retry': Event;
  }
}

const emit = <T>(from: EventTarget, name: string, detail: T): void => {
  from.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true, composed: true }));
};

export const announce = (from: EventTarget, text: string): void => emit(from, 'ask-announce', text);
export const reportSignedOut = (from: EventTarget): void => emit(from, 'ask-signed-out', null);
export const reportSignedOutByHand = (from: EventTarget): void => emit(from, 'ask-signed-out-by-hand', null);
export const reportChanged = (from: EventTarget, own: readonly AssistanceRequest[] = []): void =>
  emit(from, 'ask-changed', own);
/** What somebody types into a part of a form, for the part around it alone. */
export const emitDraft = (from: EventTarget, draft: unknown): void =>
  void from.dispatchEvent(new CustomEvent('ask-draft', { detail: draft }));
export const askRetry = (from: EventTarget): void => void from.dispatchEvent(new Event('ask-retry'));
