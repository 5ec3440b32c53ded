// No zod in this file: pages import it as a value.

/**
 * What may have changed, for the signed-in account: hours, closings, a library's message or the cooperative's file (`queue`),
 * shifts, what becomes of them and corrections of it (`schedule`), what a queue is seen or shown as and who presses its clock (`presence`), calls for
 * help and who would be notified of one (`requests`), the notices sent (`notices`), what the tag's pages reported (`counts`,
 * some seconds late where many do), and what libraries keep for their work and for those who answer for them, such as
 * follow-ups and sealed fields (`workspace`). Kinds alone: what exactly has changed, the routes return to those who may see it.
 */
export const CHANGE_KINDS = ['queue', 'schedule', 'presence', 'requests', 'notices', 'counts', 'workspace'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Data of an event `changed`. */
export interface Changes {
  /** In the order of {@link CHANGE_KINDS}; each once. */
  what: ChangeKind[];
}
