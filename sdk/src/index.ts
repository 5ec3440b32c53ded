export type * from './contract/index.js';
export { PATHS } from './contract/paths.js';
export { clickRateBase } from './contract/click-rate.js';
export { CHANGE_KINDS } from './contract/changes.js';
export {
  AFTER_CLOSING_MIN,
  AUDIT_KINDS,
  BUSY_RETRY_SEC,
  DESK_IDLE_DAYS,
  EMAIL_FRESH_MINUTES,
  EVENTS_BODY_LIMIT_BYTES,
  EVENTS_PER_BATCH,
  FORECAST_DAYS,
  HAND_OVER_DAYS,
  HEARTBEAT_SEC,
  ID_PATTERN,
  INVITATION_HOURS,
  LIST_LIMIT,
  MESSAGE_DAYS,
  MESSAGE_LENGTH,
  MONTH_COMMENT_CHARS_MAX,
  NEW_LIBRARIES_MAX,
  ORGANIZATION_MAX_HOURS,
  ORGANIZATION_TOKEN_DAYS,
  OVERVIEW_ORDERS,
  PERSON_IDLE_DAYS,
  PERSON_MAX_DAYS,
  PLACEMENT_NAME_PATTERN,
  POLICY_OWNER_CHARS_MAX,
  POLICY_REPORT_CHARS_MAX,
  POLICY_TEXT_CHARS_MAX,
  RECIPIENT_LINK_DAYS,
  REPORT_SHARE_DAYS,
  SESSION_WARN_DAYS,
  SHIFTS_PER_QUEUE,
  TICK_SEC,
  TIERS,
  WINDOW_DAYS,
} from './contract/limits.js';
export {
  ALERT_CHARS_MAX,
  ALERT_DAYS_MAX,
  CONTACT_NAME_CHARS_MAX,
  CONTACT_NOTE_CHARS_MAX,
  CONTACT_VERIFY_DAYS,
  LIAISON_MESSAGE_DAYS,
  LIAISON_MESSAGES_MAX,
  LIAISON_SUBJECT_CHARS_MAX,
  LIAISON_TEXT_CHARS_MAX,
  SCRIPT_NAME_CHARS_MAX,
  SCRIPT_TEXT_CHARS_MAX,
} from './contract/local-limits.js';
export {
  MEETING_PLACE_CHARS_MAX,
  PROPOSAL_DETAIL_CHARS_MAX,
  PROPOSAL_TITLE_CHARS_MAX,
} from './contract/meeting-limits.js';
export { SHARED_HOURS } from './contract/shared-hours-defaults.js';
export { isChatChannel, mayWait, NOTICE_DIGESTS, NOTICE_KINDS, URGENT_KINDS } from './contract/notice-kinds.js';
export { KEY_PAGE_NAME_CHARS_MAX, PROPOSED_REASON_CHARS_MAX } from './contract/proposed-address-limits.js';
export { SHIFT_REQUEST_REASON_CHARS_MAX } from './contract/shift-request-limits.js';
export { REVEALED_SEC, SEALED_CHARS_MAX, SEALED_FIELDS } from './contract/sealed-limits.js';
export { COLLEAGUE_ROLES, COLLEAGUES_AT_ONCE, ROLE_IS_FOR, TOKEN_MAX_DAYS, TOKEN_SCOPES } from './contract/roles.js';
export { toTel } from './contract/telephone.js';
export { PAGE_WORDS, toPagePattern } from './page-pattern.js';
export { type Client, type ClientOptions, createClient } from './client.js';
export * from './errors.js';
export { type Clock, systemClock } from './clock.js';
export type { Connection, RequestOptions } from './request.js';
export { getAvailability } from './availability/get.js';
export {
  type AvailabilityListener,
  type AvailabilitySnapshot,
  type AvailabilityWatch,
  type AvailabilityWatcher,
  createAvailabilityWatcher,
  sharedWatcher,
  type WatcherOptions,
} from './availability/watch.js';
export { toMs } from './availability/read.js';
export { reconnectDelayMs } from './reconnect.js';
export { createEventSender } from './events/page-sender.js';
export { createBatchSender, type EventSender, type EventSenderOptions } from './events/sender.js';
export type { EventContext } from './events/queue.js';
export { toBatchId } from './events/batch-id.js';
export { checkOrigin, getBranch, getLibraries, getSnippets, nextOpeningAddress } from './public-routes.js';
export * from './management/session.js';
export * from './management/accounts.js';
export * from './management/colleagues.js';
export * from './management/audit.js';
export * from './management/tokens.js';
export * from './management/numbers.js';
export * from './management/contributions.js';
export * from './management/duty-corrections.js';
export * from './management/reports.js';
export * from './management/page-checks.js';
export * from './management/hand-overs.js';
export * from './management/campaigns.js';
export * from './management/questions.js';
export * from './management/surveys.js';
export * from './management/follow-ups.js';
export * from './management/training.js';
export * from './management/served.js';
export * from './management/announcements.js';
export * from './management/meetings.js';
export * from './management/state-sheet.js';
export * from './management/problem-reports.js';
export * from './management/policy-pages.js';
export * from './management/policy-search.js';
export * from './management/policy-files.js';
export * from './management/contacts.js';
export * from './management/liaison-messages.js';
export * from './management/scripts.js';
export * from './management/alerts.js';
export * from './management/covers.js';
export * from './management/made-up-hours.js';
export * from './management/announced-closings.js';
export * from './management/shift-requests.js';
export * from './management/sealed-fields.js';
export * from './management/registration.js';
export * from './management/proposed-addresses.js';
export * from './management/standard.js';
export * from './management/calendars.js';
export * from './management/hours.js';
export * from './management/closings.js';
export * from './management/library-message.js';
export * from './management/shifts.js';
export * from './management/presence.js';
export * from './management/desk-clock.js';
export * from './management/changes.js';
export * from './management/notices.js';
export * from './management/assistance.js';
export * from './management/coverage.js';
export * from './management/system.js';
export * from './management/readiness.js';
export * from './management/tasks.js';
