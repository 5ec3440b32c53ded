import type { AssistanceRequest } from '@askusnow/sdk';

/** The events of parts to the page around them. The first four bubble out of every shadow root. */
declare global {
  interface HTMLElementEventMap {
    /** Announce this text to screen readers. */
    'ask-announce': CustomEvent<string>;
    /** The session has ended. */
    'ask-signed-out': CustomEvent<null>;
    /** The reader has signed this browser out. */
    'ask-signed-out-by-hand': CustomEvent<null>;
    /** Data of this page has changed on the server: load it again. With help requests whose change has been announced already. */
    'ask-changed': CustomEvent<readonly AssistanceRequest[]>;
    /** Load again. Dispatched on the part itself, without bubbling. */
    'ask-retry': Event;
  }
  interface DocumentEventMap {
    'ask-announce': CustomEvent<string>;
    'ask-signed-out': CustomEvent<null>;
  }
}

const emit = <T>(from: EventTarget, name: string, detail: T): void => {
  from.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true, composed: true }));
};

/** What begins a change may be gone when the change ends: a page that was read meanwhile shows no button where none is due. */
const whereHeard = (from: EventTarget): EventTarget => (from instanceof Node && !from.isConnected ? document : from);

export const announce = (from: EventTarget, text: string): void => emit(whereHeard(from), 'ask-announce', text);
export const reportSignedOut = (from: EventTarget): void => emit(whereHeard(from), 'ask-signed-out', null);
export const reportSignedOutByHand = (from: EventTarget): void => emit(from, 'ask-signed-out-by-hand', null);
export const reportChanged = (from: EventTarget, own: readonly AssistanceRequest[] = []): void =>
  emit(from, 'ask-changed', own);
/** The draft of a part of a form, for the part around it. Does not bubble. */
export const emitDraft = (from: EventTarget, draft: unknown): void =>
  void from.dispatchEvent(new CustomEvent('ask-draft', { detail: draft }));
export const askRetry = (from: EventTarget): void => void from.dispatchEvent(new Event('ask-retry'));
