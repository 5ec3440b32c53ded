// In:    nothing.
// Out:   what is known of a library and of a queue without asking the database.
// Never: hours or shifts: schedule reads those.
import type { Fallback, PresenceSource, Tier } from '@askusnow/sdk/contract';
import type { KeyPage } from './key-page.ts';

export interface RegisteredLibrary {
  id: string;
  name: string;
  zone: string;
  live: boolean;
  fallback: Fallback;
  /** Nearest tier first. */
  queues: { tier: Tier; queueId: string; chatUrl: string | null }[];
  origins: { id: number; origin: string }[];
  /** In the file's order. */
  keyPages: KeyPage[];
}

export interface RegisteredQueue {
  id: string;
  name: string;
  tier: Tier;
  zone: string;
  /** Where its presence is observed; null: by schedule alone. */
  presence: PresenceSource | null;
}
