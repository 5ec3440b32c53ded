/** What recipients can be notified about. One notice per incident and kind, not per poll. */
export const NOTICE_KINDS = [
  'assistance-opened',
  'assistance-escalated',
  'assistance-taken',
  'assistance-over',
  'hour-offered',
  'hour-accepted',
  'hour-unanswered',
  'feed-failing',
  'presence-failing',
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

/** Channels of chat programs: their addresses are secrets, and they are shown by a name. */
export const CHAT_CHANNELS = ['teams', 'slack'] as const;
/**
 * Whether a recipient's channel is one of {@link CHAT_CHANNELS}.
 * Errors: none.
 * @example isChatChannel('slack'); // true
 */
export const isChatChannel = (channel: string): boolean => (CHAT_CHANNELS as readonly string[]).includes(channel);
