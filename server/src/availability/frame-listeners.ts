// In:    listeners, each with the libraries that it follows.
// Out:   each changed frame, to those that follow its library.
// Never: a frame that nobody follows: building one costs far more than its gist.
import type { Frame } from './frame.ts';

type Listener = (frame: Frame) => void;

export interface FrameListeners {
  /** Returns how to stop. */
  add(listener: Listener, follows: (library: string) => boolean): () => void;
  isFollowed(library: string): boolean;
  notify(frame: Frame): void;
}

export function createFrameListeners(): FrameListeners {
  const listeners = new Map<Listener, (library: string) => boolean>();
  return {
    add(listener, follows) {
      listeners.set(listener, follows);
      return () => listeners.delete(listener);
    },
    isFollowed(library) {
      for (const follows of listeners.values()) if (follows(library)) return true;
      return false;
    },
    notify(frame) {
      for (const [listener, follows] of listeners) if (follows(frame.library)) listener(frame);
    },
  };
}
