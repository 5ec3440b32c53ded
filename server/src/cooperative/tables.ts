// Out:   the rows of the cooperative, its queues and its libraries.
import type { Generated, JSONColumnType } from 'kysely';
import type {
  Escalation,
  Exception,
  PresenceSource,
  Season,
  ShiftRule,
  Tier,
  Viewport,
  WeeklyRule,
} from '@askusnow/sdk/contract';
import type { Instant } from '../platform/db/tables.ts';

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

export interface CooperativeTables {
  cooperative: CooperativeTable;
  queue: QueueTable;
  library: LibraryTable;
  library_queue: LibraryQueueTable;
  library_origin: LibraryOriginTable;
  key_page: KeyPageTable;
}
