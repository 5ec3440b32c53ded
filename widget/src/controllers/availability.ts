import { type AvailabilitySnapshot, type AvailabilityWatch, sharedWatcher } from '@askusnow/sdk';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import { complain, quiet } from '../natives.js';

/** What the server last said about one library. */
export interface Following {
  /** Listens to another library from now on; an empty endpoint or library: to none. */
  follow(endpoint: string, library: string): void;
  /** The last news; null: none yet. */
  snapshot(): AvailabilitySnapshot | null;
}

/** One truth: what the server last said about one library. Many tags share one connection. */
export function followAvailability(host: ReactiveControllerHost & HTMLElement): Following {
  let last: AvailabilitySnapshot | null = null;
  let endpoint = '';
  let library = '';
  let watch: AvailabilityWatch | undefined;

  const hear = quiet((snapshot: AvailabilitySnapshot) => {
    if (!snapshot.availability && !last)
      complain(`${endpoint} has no answer for "${library}": check both and connect-src`);
    last = snapshot;
    host.requestUpdate();
  });
  const open = (): void => {
    if (endpoint && library) watch ??= sharedWatcher(endpoint).watch(library, hear);
  };
  // For a tag that is only moved the shared watcher sees no difference.
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
