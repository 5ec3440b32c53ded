import type { ReactiveElement } from 'lit';

/** Calls `show` whenever the place that the address names within the page changes. */
export function followHash(host: ReactiveElement, show: () => void): void {
  host.addController({
    hostConnected: () => addEventListener('hashchange', show),
    hostDisconnected: () => removeEventListener('hashchange', show),
  });
}
