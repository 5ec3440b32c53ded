import { addEventListener, quietly, removeEventListener } from './natives.js';

/** False in workers and Node, which are never hidden or left. */
export const inPage = 'document' in globalThis;

/**
 * Whether this page is hidden, or is being left.
 * A form named `visibilityState` replaces the document's property: that counts as visible.
 */
export const isHidden = (event?: Event): boolean =>
  inPage && (document.visibilityState === 'hidden' || event?.type === 'pagehide');

/** Whether this browser has Global Privacy Control on. Source: https://w3c.github.io/gpc/. */
export const asksForPrivacy = (): boolean =>
  !!(globalThis.navigator as { globalPrivacyControl?: boolean } | undefined)?.globalPrivacyControl;

/** Listens for the page being shown, hidden and left, on the window, where the document's events arrive too; `false` stops. */
export const listenToPage = (listener: (event: Event) => void, on: boolean): void => {
  for (const type of ['visibilitychange', 'pagehide', 'pageshow', 'online'])
    void quietly(() => (on ? addEventListener : removeEventListener)?.(type, listener));
};
