// Out:   the in-memory facts about a library and a queue.
// Never: hours or shifts: schedule reads those.
import type { Fallback, PresenceSource, Tier } from '@askusnow/sdk/contract';
import type { KeyPage } from './key-page.ts';

/** One building of a library, with its own other ways to ask. */
export interface RegisteredBranch {
  id: string;
  name: string;
  fallback: Fallback;
}

export interface RegisteredLibrary {
  id: string;
  name: string;
  zone: string;
  live: boolean;
  fallback: Fallback;
  /** Nearest tier first. */
  queues: { tier: Tier; queueId: string; chatUrl: string | null; languages?: string[] | null }[];
  origins: { id: number; origin: string }[];
  /** By id. */
  branches: RegisteredBranch[];
  /** In the file's order. */
  keyPages: KeyPage[];
}

export interface RegisteredQueue {
  id: string;
  name: string;
  tier: Tier;
  zone: string;
  /** The source of its presence; null: the schedule only. */
  presence: PresenceSource | null;
  /** In which it answers, as the tag names them; null: not said. */
  languages: string[] | null;
}
