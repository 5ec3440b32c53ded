// In:    libraries' messages, loaded again with each change; the clock.
// Out:   each library's message, from memory; each change of it, its end included.
// Never: a message past its end, even where a timer is late.
import type { LibraryMessage } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { createLiveSnapshot } from '../platform/live-snapshot/live-snapshot.ts';
import { loadMessages, onMessageChange } from './message-store.ts';

export interface LibraryMessages {
  /** Null: none. */
  of(library: string): LibraryMessage | null;
  /** Called with the library whose message has changed or ended. Returns how to stop. */
  onChange(listener: (library: string) => void): () => void;
  close(): Promise<void>;
}

export async function createLibraryMessages({
  database,
  clock,
  onError,
}: {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}): Promise<LibraryMessages> {
  const listeners = new Set<(library: string) => void>();
  let messages = new Map<string, LibraryMessage>();
  let timer: { cancel(): void } | undefined;

  const isEnded = ({ until }: LibraryMessage): boolean => Date.parse(until) <= clock.now();

  const replace = (fresh: Map<string, LibraryMessage>): void => {
    const [before, now] = [messages, fresh];
    messages = now;
    timer?.cancel();
    const nextMs = Math.min(...[...now.values()].map(({ until }) => Date.parse(until)));
    timer = nextMs === Infinity ? undefined : clock.after(nextMs - clock.now(), dropEnded);
    for (const library of new Set([...before.keys(), ...now.keys()]))
      if (JSON.stringify(before.get(library)) !== JSON.stringify(now.get(library)))
        for (const listener of listeners) listener(library);
  };

  function dropEnded(): void {
    replace(new Map([...messages].filter(([, message]) => !isEnded(message))));
  }

  const snapshot = await createLiveSnapshot({
    clock,
    load: () => loadMessages(database.db, clock.now()),
    apply: replace,
    subscribe: (changed) => onMessageChange(database, changed),
    onError,
  });

  return {
    of(library) {
      const message = messages.get(library);
      return message === undefined || isEnded(message) ? null : message;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      await snapshot.close();
      timer?.cancel();
    },
  };
}
