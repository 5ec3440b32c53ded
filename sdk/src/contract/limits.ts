// No zod in this file: pages import these as values, and the schemas are made of them.

/**
 * Who can answer, nearest first: the library's own desk, the statewide desk, the global cooperative.
 * Source: a question rolls up in this order, so the order is part of the meaning.
 */
export const TIERS = ['local', 'statewide', 'global'] as const;
/** What entries of the audit log are about: the first word of their subject. */
export const AUDIT_KINDS = [
  'account',
  'closing',
  'cooperative',
  'library',
  'message',
  'presence',
  'queue',
  'tier',
] as const;
/** Shape of a library's or a queue's id: lower-case letters, digits and inner hyphens, 1 to 40 characters. */
export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
/** Shape of the webmaster's name for a tag's position: lower-case letters, digits and hyphens, 1 to 32 characters. */
export const PLACEMENT_NAME_PATTERN = /^[a-z0-9-]{1,32}$/;
/** Most branches of one library. */
export const BRANCHES_MAX = 200;
/** Windows that the liaison's pages offer. Units: civil days of the library, today included. */
export const WINDOW_DAYS = [7, 30, 90] as const;
/** One of {@link WINDOW_DAYS}. Units: days. */
export type WindowDays = (typeof WINDOW_DAYS)[number];
/** When a busy server may be asked again: Retry-After of its 503. Units: seconds. */
export const BUSY_RETRY_SEC = 5;
/** Shortest pause between a page's polls. Units: seconds. */
export const POLL_MIN_SEC = 5;
/** Longest pause between a page's polls, and the longest wait that a server may ask for. Units: seconds. */
export const POLL_MAX_SEC = 3600;
/** Seconds between ticks on the stream. */
export const TICK_SEC = 15;
/** Largest body that the events route reads. Units: bytes. */
export const EVENTS_BODY_LIMIT_BYTES = 8192;
/** Most events in one batch. */
export const EVENTS_PER_BATCH = 50;
/** How long past its closing time a desk that still sends is shown, where the cooperative's file does not say. Units: minutes. */
export const AFTER_CLOSING_MIN = 120;
/** The longest that the file may say. Units: minutes. */
export const AFTER_CLOSING_MAX_MIN = 1440;
/** Most shift rules of one queue. */
export const SHIFTS_PER_QUEUE = 5000;
/** Most rows of a list in one reply, and as many as are given where none are asked for: the first page of a longer list. */
export const LIST_LIMIT = 1000;
/** How long a sign-in link of an invitation works. Units: hours. */
export const INVITATION_HOURS = 72;
/** An account's address may be changed for so long after a sign-in. Units: minutes. */
export const EMAIL_FRESH_MINUTES = 10;
/** How long the link that confirms a new address works. Units: hours. */
export const EMAIL_CONFIRM_HOURS = 24;
/** How long the link works by which a recipient's address agrees to notices. Units: days. */
export const RECIPIENT_LINK_DAYS = 7;
/** How long a former address can undo its change. Units: days. */
export const EMAIL_UNDO_DAYS = 7;
/** A person's session ends when it has not been used for so long. Units: days. */
export const PERSON_IDLE_DAYS = 14;
/** A person's session ends so long after it was opened, however much it is used. Units: days. */
export const PERSON_MAX_DAYS = 90;
/** The session of an account that signs in with its organization ends so long after it was opened. Units: hours. */
export const ORGANIZATION_MAX_HOURS = 8;
/** The API tokens of such an account end so long after its last sign-in. Units: days. */
export const ORGANIZATION_TOKEN_DAYS = 30;
/** A desk's session ends when it has not been used for so long; its heartbeats use it. Units: days. */
export const DESK_IDLE_DAYS = 30;
/** People are warned of the end of a session that is so near. Units: days. */
export const SESSION_WARN_DAYS = 7;
/** Seconds between a desk's heartbeats. */
export const HEARTBEAT_SEC = 30;
/** The longest period whose coverage is listed interval by interval; a longer one has numbers only. Units: days. */
export const LEDGER_DAYS = 31;
/** How far ahead unscheduled gaps are forecast. Units: days. */
export const FORECAST_DAYS = 14;
/** A gap that is shorter is nobody's alarm, and calls for no help. Units: seconds. */
export const ALERT_AFTER_SEC = 300;
/** What the coordinator's table is sorted by; each begins with what asks for attention, or with what is most. */
export const OVERVIEW_ORDERS = [
  'attention',
  'name',
  'key-pages',
  'places',
  'refused',
  'viewable',
  'clicks',
  'click-through',
  'score',
  'moved',
  'hand-overs',
] as const;
export type OverviewOrder = (typeof OVERVIEW_ORDERS)[number];

/** How long a webmaster's link can work. Units: days. */
export const HAND_OVER_DAYS = [7, 30, 90] as const;
/** How long a link to a library's month reports may work. Units: days. */
export const REPORT_SHARE_DAYS = [30, 90, 365] as const;

/** Longest message. Units: characters. Source: two lines beside a button. */
export const MESSAGE_LENGTH = 100;
/** A message ends at the latest so long after it was written: what lasts longer belongs on the site. Units: days. */
export const MESSAGE_DAYS = 14;

/** Longest comment on a month's numbers. Units: characters. */
export const MONTH_COMMENT_CHARS_MAX = 1_000;

/** Longest text of a policy page. Units: characters. */
export const POLICY_TEXT_CHARS_MAX = 20_000;
/** Longest name of the person or desk that keeps a policy page up to date. Units: characters. */
export const POLICY_OWNER_CHARS_MAX = 80;
/** Max follow-ups of one reply. */
export const FOLLOW_UP_LIST_LIMIT = 200;
/** Max rows of a pasted list of follow-ups: a list is one transaction, and on PGlite others wait for it. */
export const FOLLOW_UP_ROWS_MAX = 2_000;
/** Longest pasted list of follow-ups. Units: characters. Source: a row that is right has 44 at most. */
export const FOLLOW_UP_LIST_CHARS_MAX = 100 * FOLLOW_UP_ROWS_MAX;

/** Longest report of an error on a policy page. Units: characters. */
export const POLICY_REPORT_CHARS_MAX = 300;
/** Longest file of a library's policy pages. Units: characters. */
export const POLICY_FILE_CHARS_MAX = 1_000_000;
/** Libraries that are registered at once. Source: the partners of a large state. */
export const NEW_LIBRARIES_MAX = 100;
