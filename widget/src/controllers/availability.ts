import { type AvailabilitySnapshot, type AvailabilityWatch, sharedWatcher } from '@askusnow/sdk';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import { complain, quiet } from '../natives.js';

/** A subscription to the availability of one library. */
export interface Following {
  /** Subscribes to another library; an empty endpoint or library: to none. */
  follow(endpoint: string, library: string): void;
  /** The last snapshot; null: none yet. */
  snapshot(): AvailabilitySnapshot | null;
}

/** Keeps the server's last answer for one library. Many tags share one connection. */
export function followAvailability(host: ReactiveControllerHost & HTMLElement): Following {
  let last: AvailabilitySnapshot | null = null;
  let endpoint = '';
  let library = '';
  let watch: AvailabilityWatch | undefined;

  const onSnapshot = quiet((snapshot: AvailabilitySnapshot) => {
    if (!snapshot.availability && !last)
      complain(`${endpoint} has no answer for "${library}": check both and connect-src`);
    last = snapshot;
    host.requestUpdate();
  });
  const open = (): void => {
    if (endpoint && library) watch ??= sharedWatcher(endpoint).watch(library, onSnapshot);
  };
  // The shared watcher keeps its connection while a tag is only moved.
  const close = (): void => {
    watch?.close();
    watch = undefined;
  };
  host.addController({ hostConnected: open, hostDisconnected: close });

  return {
    follow(toEndpoint, toLibrary) {
      if (endpoint === toEndpoint && library === toLibrary) return;
      close();
      last = null;
      endpoint = toEndpoint;
      library = toLibrary;
      open();
    },
    snapshot: () => last,
  };
}
