/** Sent at once to everybody: calls for help, hours that are given, and a desk or calendar that stops working. */
export const URGENT_KINDS = [
  'assistance-opened',
  'assistance-escalated',
  'assistance-taken',
  'assistance-over',
  'hour-offered',
  'hour-accepted',
  'hour-unanswered',
  'feed-failing',
  'presence-failing',
] as const;

/** What recipients can be notified about. One notice per incident and kind, not per poll. */
export const NOTICE_KINDS = [
  ...URGENT_KINDS,
  'hour-not-made-up',
  'open-hours',
  'desk-expiring',
  'placement-lost',
  'reports-refused',
  'counts-suspect',
  'questions-to-count',
  'contact-changed',
  'contacts-due',
  'follow-ups-received',
  'follow-ups-overdue',
  'policy-error-reported',
  'policy-review-due',
  'announcement',
  'announcement-unacknowledged',
  'refresher-requested',
  'meeting-ahead',
  'weekly-summary',
  'monthly-report',
  'problem-reported',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Mails with a day of their own. */
export const SUMMARY_KINDS = ['weekly-summary', 'monthly-report'] as const satisfies readonly NoticeKind[];
/** How often a mail may have what is not urgent, all in one. */
export const NOTICE_DIGESTS = ['day', 'week'] as const;
export type NoticeDigest = (typeof NOTICE_DIGESTS)[number];
/**
 * Whether a notice waits for the mail of the day or the week, where its recipient has chosen that.
 * Errors: none.
 * @example mayWait('meeting-ahead'); // true
 */
export const mayWait = (kind: string): boolean =>
  (NOTICE_KINDS as readonly string[]).includes(kind) &&
  !([...URGENT_KINDS, ...SUMMARY_KINDS] as readonly string[]).includes(kind);

/** Channels of chat programs: their addresses are secrets, and they are shown by a name. */
export const CHAT_CHANNELS = ['teams', 'slack'] as const;
/**
 * Whether a recipient's channel is one of {@link CHAT_CHANNELS}.
 * Errors: none.
 * @example isChatChannel('slack'); // true
 */
export const isChatChannel = (channel: string): boolean => (CHAT_CHANNELS as readonly string[]).includes(channel);
