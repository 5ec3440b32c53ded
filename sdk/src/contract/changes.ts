// No zod in this file: pages import it as a value.

/**
 * What may have changed, for whoever is signed in: hours, closings or the cooperative's file (`queue`), shifts, what becomes
 * of them and corrections of it (`schedule`), what a queue is seen or shown as (`presence`), calls for help and who
 * would be told of one (`requests`), what people were told of them (`notices`), and what the tag's pages reported (`counts`, some
 * seconds late where many do). Kinds alone: what exactly has changed, the doors tell to those who may see it.
 */
export const CHANGE_KINDS = ['queue', 'schedule', 'presence', 'requests', 'notices', 'counts'] as const;
/** One of {@link CHANGE_KINDS}. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Data of an event `changed`. */
export interface Changes {
  /** In the order of {@link CHANGE_KINDS}; each once. */
  what: ChangeKind[];
}
