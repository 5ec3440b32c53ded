// In:    nothing.
// Out:   the row types, spelled as in psql.
// Never: camelCase; a feature's store.ts maps to its own words.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  AnswerState,
  Evidence,
  Exception,
  Form,
  Role,
  Season,
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
  /** False while a candidate: seen on one day only, and not a key page. */
  established: boolean;
}

/** Event columns, kinds × viewport. Units: events. */
export type EventColumn =
  `${'impression' | 'unmeasurable' | 'viewable' | 'first_screen' | 'click' | 'follow'}_${Viewport}`;
type EventColumns = Record<EventColumn, Generated<number>>;

/** counted: a patron's; practice: a trial by staff; bot; suspect: past the inflation cap. */
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

/** A signed-in browser of a liaison or coordinator. Only the cookie's hash is kept. */
export interface SessionTable {
  token_hash: Buffer;
  account_id: number;
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
  /** `queue:ID`, `cooperative`. */
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

/** Periodic work runs once however many nodes there are. */
export interface LeaseTable {
  name: string;
  holder: string;
  expires_at: Instant;
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
  invitation: InvitationTable;
  session: SessionTable;
  audit_entry: AuditEntryTable;
  widget_build: WidgetBuildTable;
  lease: LeaseTable;
}
