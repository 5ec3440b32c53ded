// In:    nothing.
// Out:   the row types, spelled as in psql.
// Never: camelCase; a feature's store.ts maps to its own words.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  AnswerState,
  AssistanceReason,
  AssistanceState,
  AssistanceStep,
  CoverageKind,
  DeskState,
  Escalation,
  EventColumn,
  Evidence,
  Exception,
  FeedLeftOut,
  Form,
  NoticeChannel,
  NoticeKind,
  PresenceSource,
  PresenceState,
  Role,
  Season,
  ShiftRule,
  Tier,
  Viewport,
  WeeklyRule,
} from '@askusnow/sdk/contract';

/** A civil day `YYYY-MM-DD` in the zone of the library it belongs to. Read and written as text in both dialects. */
type CivilDate = ColumnType<string, string, string>;
/** An instant. Read as Date in both dialects. */
type Instant = ColumnType<Date, Date | string, Date | string>;

/** One row: the cooperative itself. */
export interface CooperativeTable {
  id: 'cooperative';
  name: string;
  /** Where the facts come from and what they are for, as the file says it. */
  note: string | null;
  /** How long each tier has to take a request for assistance; null: the defaults. */
  escalation: JSONColumnType<Escalation> | null;
  /** Words of page addresses that are hidden or shown beside the published lists; null: none. */
  page_words: JSONColumnType<{ hide: string[]; show: string[] }> | null;
  /** What the tag speaks beside the languages that are always on; null: nothing. */
  languages: JSONColumnType<string[]> | null;
}

/** A desk that can answer. */
export interface QueueTable {
  id: string;
  name: string;
  tier: Tier;
  /** IANA name. */
  zone: string;
  /** What staff should know of it, as the file says it: "Demo hours, not the library's". */
  note: string | null;
  /** Null: hours unknown, no claim. */
  weekly: JSONColumnType<WeeklyRule[]> | null;
  seasons: JSONColumnType<Season[]>;
  exceptions: JSONColumnType<Exception[]>;
  /** By hand, and not of the file: no import touches it. */
  closed_until: Instant | null;
  /** Grows with every change; see sdk/src/contract/hours.ts. */
  revision: Generated<number>;
  /** Last change of the hours by a person; null: as imported. A later import needs --replace over it. */
  edited_at: Instant | null;
  /** Where its presence is observed; null: by schedule alone. */
  presence: JSONColumnType<PresenceSource> | null;
  /** Who is scheduled, in local terms. */
  shifts: JSONColumnType<ShiftRule[], string | undefined, string>;
  /** Grows with every change of shifts or of their calendar; see sdk/src/contract/shifts.ts. */
  shifts_revision: Generated<number>;
  /** Last change of the shifts by a person; null: as imported. */
  shifts_edited_at: Instant | null;
}

/** A partner library. */
export interface LibraryTable {
  id: string;
  name: string;
  zone: string;
  live: boolean;
  fallback_phone: string | null;
  fallback_form: string | null;
  fallback_page: string | null;
  /** No longer in the cooperative's file. The row stays, since its counters do; nobody is served by it. */
  removed: Generated<boolean>;
}

/** A library's queue at one tier, and the chat address to use there. */
export interface LibraryQueueTable {
  library_id: string;
  tier: Tier;
  queue_id: string;
  chat_url: string | null;
}

/** Where a library's tag may stand. Many-to-many: a vendor's host serves several libraries. */
export interface LibraryOriginTable {
  id: Generated<number>;
  library_id: string;
  /** `https://www.example.org`, or `https://*.example.org`; http is allowed and flagged. */
  origin: string;
  /** False once the file drops it. The row stays: placements, and with them counters, hang on it. */
  registered: Generated<boolean>;
}

/** An expected placement. Every condition that is not null must hold. */
export interface KeyPageTable {
  id: Generated<number>;
  library_id: string;
  name: string;
  origin: string | null;
  pattern: string | null;
  placement: string | null;
  viewport: Viewport | null;
  /** At least so many distinct patterns match; 1 unless the file says otherwise. */
  min_patterns: Generated<number>;
  weight: Generated<number>;
}

/** (library, origin, page pattern, slot): where an entry point stands. */
export interface PlacementTable {
  id: Generated<number>;
  library_id: string;
  /** The registered origin row, never the page's own words. */
  origin_id: number;
  /** Held by a CHECK to the page-pattern grammar, or "(other)". */
  pattern: string;
  name: string;
  form: Form;
  /** The tag's version, last seen. */
  widget: string;
  /** To the hour: finer is nobody's business. */
  first_seen_at: Instant;
  last_seen_at: Instant;
  /** False while a candidate: no key page, and not seen on two days, or too little for a word that is not published. */
  established: boolean;
}

type EventColumns = Record<EventColumn, Generated<number>>;

/** counted: a patron's; practice: a trial by staff; bot; suspect: past the cap per network. */
export type EventClass = 'counted' | 'practice' | 'bot' | 'suspect';

/** What stands where, by day. Kept for good. */
export interface PlacementDayTable extends EventColumns {
  library_id: string;
  placement_id: number;
  date: CivilDate;
  state: AnswerState;
  /** 'none' where no tier answered. */
  tier: Tier | 'none';
  class: EventClass;
}

/** When it is used, by hour. Monthly partitions, kept 13 months. */
export interface LibraryHourTable extends EventColumns {
  library_id: string;
  date: CivilDate;
  /** 0..23 by the library's clock; the two 01:00 hours of an autumn night are one. */
  hour: number;
  state: AnswerState;
  tier: Tier | 'none';
  class: EventClass;
}

/** Batches already committed. Daily partitions, dropped after two days. No time, no library beside the id. */
export interface EventBatchTable {
  /** UTC day that the id itself names. */
  day: CivilDate;
  /** 128 random bits as a uuid. */
  id: string;
}

/** Refused batches: a count and nothing else. `library_id` is '' where no such library exists. */
export interface RefusalDayTable {
  library_id: string;
  /** The library's civil day; UTC where there is no library. */
  date: CivilDate;
  reason: string;
  count: Generated<number>;
}

/** What patrons were told: transitions, not samples. `ended_at` null: still told. */
export interface AvailabilityIntervalTable {
  id: Generated<number>;
  library_id: string;
  started_at: Instant;
  ended_at: Instant | null;
  state: AnswerState;
  tier: Tier | null;
  evidence: Evidence;
}

/** Who may sign in. No name and no address: a function, as the invitation words it. */
export interface AccountTable {
  id: Generated<number>;
  label: string;
  role: Role;
  created_at: Generated<Date>;
  /** Null: it may sign in. The row stays, since what the account did stands under it. */
  ended_at: Instant | null;
  /** The UTC day of its last sign-in. */
  signed_in_on: CivilDate | null;
}

/** The queues at which a desk account answers. */
export interface AccountQueueTable {
  account_id: number;
  queue_id: string;
}

export interface AccountLibraryTable {
  account_id: number;
  library_id: string;
}

/** A one-time sign-in link. Only its hash is kept. */
export interface InvitationTable {
  token_hash: Buffer;
  account_id: number;
  expires_at: Instant;
  used_at: Instant | null;
}

/** A signed-in browser. Only the cookie's hash is kept. */
export interface SessionTable {
  id: Generated<number>;
  token_hash: Buffer;
  account_id: number;
  /** To the hour, as `used_at` is. */
  opened_at: Instant;
  used_at: Instant;
  /** What server/src/accounts/session-limits.ts makes of both. */
  expires_at: Instant;
}

/** Who changed what. Append only. */
export interface AuditEntryTable {
  id: Generated<number>;
  at: Generated<Date>;
  /** Null: the command line. */
  account_id: number | null;
  /** The account's label at the time, or 'command line'. */
  by: string;
  /** `queue:ID`; `presence:QUEUE` of what people set it to; `account:NUMBER`; of who is told, `library:ID` or `tier:NAME`; `cooperative`. */
  subject: string;
  action: string;
  before: unknown;
  after: unknown;
  note: string | null;
}

/** A build of the tag that this cooperative has served: pages pin its version and its hashes for years. */
export interface WidgetBuildTable {
  version: string;
  /** Each file's bytes in base64, by name. */
  files: JSONColumnType<Record<string, string>>;
}

/** The calendar that a queue's shifts are read from, and its last good reading. */
export interface ShiftFeedTable {
  queue_id: string;
  url: string;
  etag: string | null;
  last_modified: string | null;
  checked_at: Instant | null;
  /** The reading that brought what is kept: a schedule that rests on an older one is out of date. */
  good_at: Instant | null;
  /** The last good reading, or word that nothing had changed. */
  confirmed_at: Instant | null;
  fault_code: string | null;
  fault_detail: string | null;
  /** The last good reading, reduced to what a shift needs: server/src/schedule/calendars/sanitize-calendar.ts and kept-body.ts. */
  body: string | null;
  events: Generated<number>;
  /** Events of the last good reading that are no shifts, by the reason; null: not counted yet. */
  left_out: ColumnType<FeedLeftOut | null, string | null | undefined, string | null>;
  /** In a row. */
  failures: Generated<number>;
  /** When it is asked again; ahead of that, who has claimed it may. */
  next_at: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** By which rules, and which tz database, a queue's schedule became instants. */
export interface ScheduleExpansionTable {
  queue_id: string;
  hours_revision: number;
  shifts_revision: number;
  /** The calendar's good_at; null: none. */
  feed_good_at: Instant | null;
  tz: string;
  through_at: Instant;
  expanded_at: Instant;
}

/** Promised hours and shifts as instants. What lay before a change stays: it was the promise then. */
export interface ScheduleRangeTable {
  id: Generated<number>;
  queue_id: string;
  kind: 'hours' | 'shift';
  starts_at: Instant;
  ends_at: Instant;
  /** Null for hours, and where they stand in. */
  label: string | null;
  /** `hours` on a shift: the queue had no shifts, so its service hours stood in for them. */
  source: 'rules' | 'feed' | 'hours';
  /** The event's UID in its calendar, or the rule's own; null without a label. */
  uid: string | null;
}

/** A calendar address that needs no sign-in. Only its hash is kept. */
export interface CalendarTokenTable {
  /** The account that made it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  token_hash: Buffer;
  queue_id: string;
  by: string;
  created_at: Instant;
}

/** A queue as its source last saw it: one row, not a history. */
export interface QueuePresenceTable {
  queue_id: string;
  /** As sampled, before hysteresis. */
  state: Exclude<PresenceState, 'unknown'> | null;
  /** When this state began; with `state` null: never sampled. */
  since: Instant | null;
  sampled_at: Instant | null;
  /** The last sample with nobody there. */
  last_nobody_at: Instant | null;
  failing_since: Instant | null;
  fault_code: string | null;
  fault_detail: string | null;
}

/** What a source saw: transitions that are over. The one that lasts stands in queue_presence. */
export interface PresenceIntervalTable {
  queue_id: string;
  started_at: Instant;
  ended_at: Instant;
  state: PresenceState;
}

/** A desk that sends heartbeats. Only its token's hash is kept. */
export interface DeskTable {
  id: Generated<number>;
  /** The account that made it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  queue_id: string;
  name: string;
  token_hash: Buffer | null;
  /** The account whose page sends for it; null: a script, with a token. */
  account_id: number | null;
  seq: Generated<number>;
  state: DeskState | null;
  beat_at: Instant | null;
}

/** A person's word over what was observed. Append only; the latest that covers an instant counts. */
export interface CoverageCorrectionTable {
  id: Generated<number>;
  queue_id: string;
  starts_at: Instant;
  ends_at: Instant;
  kind: CoverageKind;
  account_id: number | null;
  by: string;
  at: Instant;
  why: string;
}

/** A call for help, as it stands. */
export interface AssistanceRequestTable {
  id: Generated<number>;
  /** Null: the desk is no library's own, and calls for itself. */
  library_id: string | null;
  queue_id: string;
  reason: AssistanceReason;
  state: AssistanceState;
  gap_starts_at: Instant;
  gap_ends_at: Instant | null;
  owner: Tier;
  deadline_at: Instant | null;
  taken_tier: Tier | null;
  taken_library_id: string | null;
  note: string | null;
  opened_at: Instant;
  over_at: Instant | null;
  version: number;
}

/** Everything that happened to a request. Append only; the notes of people go 90 days after its end. */
export interface AssistanceStepTable {
  id: Generated<number>;
  request_id: number;
  at: Instant;
  step: AssistanceStep;
  account_id: number | null;
  /** The account's label at the time; null: the clock. A word for it could be somebody's label. */
  by: string | null;
  owner: Tier;
  note: string | null;
}

/** Who is told, of what, how. Staff, never a patron. */
export interface NoticeRecipientTable {
  id: Generated<number>;
  /** The account that made it, for its quota. */
  made_by: ColumnType<number | null, number | null | undefined, number | null>;
  tier: Tier;
  library_id: string | null;
  channel: NoticeChannel;
  address: string | null;
  /** A webhook's signing secret: it must be had again to sign. */
  secret: string | null;
  /** An Atom feed's token. */
  token_hash: Buffer | null;
  kinds: NoticeKind[];
  created_at: Instant;
  by: string;
  /** No longer told. The row stays, since what was sent hangs on it. */
  stopped_at: Instant | null;
}

/** One thing to be told. `key` names the incident and the kind, so that it is told once. */
export interface NoticeTable {
  /** Also the mail's Message-ID and the webhook's id: whoever gets it twice can tell. */
  id: string;
  key: string;
  kind: NoticeKind;
  tier: Tier;
  library_id: string | null;
  subject: string;
  text: string;
  data: unknown;
  at: Instant;
}

/** A notice on its way to one recipient. */
export interface NoticeDeliveryTable {
  notice_id: string;
  recipient_id: number;
  state: 'waiting' | 'sent' | 'given-up';
  attempts: Generated<number>;
  next_at: Instant;
  sent_at: Instant | null;
  error: string | null;
}

/** Periodic work runs once however many nodes there are. */
export interface LeaseTable {
  name: string;
  holder: string;
  expires_at: Instant;
}

/** A running server process. Rows of processes that have ended go. */
export interface NodeTable {
  /** Random per process. */
  id: string;
  version: string;
  /** Its own clock, less the database's; null: not measured. Units: ms. */
  skew_ms: number | null;
  /** By the clock that nodes share. */
  seen_at: Instant;
}

/** What became of a job's last run, whichever node did it: server/src/platform/jobs. */
export interface JobTable {
  name: string;
  last_run_at: Instant;
  last_success_at: Instant | null;
  last_failure_at: Instant | null;
  duration_ms: number;
  failures: number;
  next_run_at: Instant;
}

export interface Tables {
  cooperative: CooperativeTable;
  queue: QueueTable;
  library: LibraryTable;
  library_queue: LibraryQueueTable;
  library_origin: LibraryOriginTable;
  key_page: KeyPageTable;
  placement: PlacementTable;
  placement_day: PlacementDayTable;
  library_hour: LibraryHourTable;
  event_batch: EventBatchTable;
  refusal_day: RefusalDayTable;
  availability_interval: AvailabilityIntervalTable;
  account: AccountTable;
  account_library: AccountLibraryTable;
  account_queue: AccountQueueTable;
  invitation: InvitationTable;
  session: SessionTable;
  audit_entry: AuditEntryTable;
  widget_build: WidgetBuildTable;
  lease: LeaseTable;
  node: NodeTable;
  job: JobTable;
  shift_feed: ShiftFeedTable;
  schedule_expansion: ScheduleExpansionTable;
  schedule_range: ScheduleRangeTable;
  calendar_token: CalendarTokenTable;
  queue_presence: QueuePresenceTable;
  presence_interval: PresenceIntervalTable;
  desk: DeskTable;
  coverage_correction: CoverageCorrectionTable;
  assistance_request: AssistanceRequestTable;
  assistance_step: AssistanceStepTable;
  notice_recipient: NoticeRecipientTable;
  notice: NoticeTable;
  notice_delivery: NoticeDeliveryTable;
}
