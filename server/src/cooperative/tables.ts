// Out:   the rows of the cooperative, its queues and its libraries.
import type { Generated, JSONColumnType } from 'kysely';
import type {
  CooperativeHoliday,
  Escalation,
  Exception,
  NeededRule,
  PageKind,
  PolicyTopic,
  PresenceSource,
  Season,
  SharedHours,
  ShiftRule,
  Standard,
  Tier,
  Urgent,
  Viewport,
  WeeklyRule,
} from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** One row: the cooperative itself. */
export interface CooperativeTable {
  id: 'cooperative';
  name: string;
  /** The sources and the purpose of the facts, from the file. */
  note: string | null;
  /** How long each tier has to take a help request; null: the defaults. */
  escalation: JSONColumnType<Escalation> | null;
  /** Words of page addresses that are hidden or shown in addition to the published lists; null: none. */
  page_words: JSONColumnType<{ hide: string[]; show: string[] }> | null;
  /** The tag's languages in addition to those that are always on; null: none. */
  languages: JSONColumnType<string[]> | null;
  /** Where patrons find help at once; null: not set. */
  urgent: JSONColumnType<Urgent> | null;
  /** The topics of the libraries' policy pages; null: the default ones. */
  policy_topics: JSONColumnType<PolicyTopic[]> | null;
  /** How long past its closing time a desk that still sends is shown; null: the default. Units: minutes. */
  after_closing_min: number | null;
  /** How the libraries share the hours of the shared desks; null: the defaults. */
  shared_hours: JSONColumnType<SharedHours> | null;
  /** Days on which no library owes an hour; null: none. */
  holidays: JSONColumnType<CooperativeHoliday[]> | null;
  /** Grows with every change of the fields above; see sdk/src/contract/registration.ts. */
  revision: Generated<number>;
  /** Last change of these by a person; null: as imported. A later import needs --replace to overwrite it. */
  edited_at: Instant | null;
  /** Changes to the default visibility standard; null: none. */
  standard: JSONColumnType<Standard> | null;
  /** Grows with every change of the standard. */
  standard_revision: Generated<number>;
  /** Last change of the standard by a person; null: as imported. */
  standard_edited_at: Instant | null;
}

/** A desk that can answer. */
export interface QueueTable {
  id: string;
  name: string;
  tier: Tier;
  /** IANA name. */
  zone: string;
  /** A note for staff, from the file: "Demo hours, not the library's". */
  note: string | null;
  /** Null: hours unknown, no claim. */
  weekly: JSONColumnType<WeeklyRule[]> | null;
  seasons: JSONColumnType<Season[]>;
  exceptions: JSONColumnType<Exception[]>;
  /** Set by a person, not by the file: no import changes it. */
  closed_until: Instant | null;
  /** Grows with every change; see sdk/src/contract/hours.ts. */
  revision: Generated<number>;
  /** Last change of the hours by a person; null: as imported. A later import needs --replace to overwrite it. */
  edited_at: Instant | null;
  /** The source of its presence; null: the schedule only. */
  presence: JSONColumnType<PresenceSource> | null;
  /** In which it answers, as the tag names them; null: not said. */
  languages: JSONColumnType<string[]> | null;
  /** Grows with every change of name, tier, zone, note, presence or languages; see sdk/src/contract/registration.ts. */
  facts_revision: Generated<number>;
  /** Last change of these by a person; null: as imported. */
  facts_edited_at: Instant | null;
  /** Ended on a screen. The row stays for what was scheduled and seen there; nobody can ask the desk. */
  removed: Generated<boolean>;
  /** Shifts in local time. */
  shifts: JSONColumnType<ShiftRule[], string | undefined, string>;
  /** How many people it needs, where that is not one. */
  needed: JSONColumnType<NeededRule[], string | undefined, string>;
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
  /** No longer in the cooperative's file. The row stays for its counters; the library is not served. */
  removed: Generated<boolean>;
  /** Grows with every change of the library or its parts; see sdk/src/contract/registration.ts. */
  revision: Generated<number>;
  /** Last change by a person; null: as imported. A later import needs --replace to overwrite it. */
  edited_at: Instant | null;
}

/** A library's queue at one tier, and the chat address to use there. */
export interface LibraryQueueTable {
  library_id: string;
  tier: Tier;
  queue_id: string;
  chat_url: string | null;
}

/** Where a library's tag may be placed. Many-to-many: a vendor's host serves several libraries. */
export interface LibraryOriginTable {
  id: Generated<number>;
  library_id: string;
  /** `https://www.example.org`, or `https://*.example.org`; http is allowed and flagged. */
  origin: string;
  /** False once it is no longer in the file. The row stays: placements, and their counters, refer to it. */
  registered: Generated<boolean>;
}

/** One building of a library. Its tags are counted beside their placements, and its own other ways to ask stand there. */
export interface BranchTable {
  library_id: string;
  id: string;
  name: string;
  fallback_phone: string | null;
  fallback_form: string | null;
  fallback_page: string | null;
  /** No longer registered. The row stays: counts refer to it. */
  removed: Generated<boolean>;
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
  /** At least this many distinct patterns match; 1 unless the file gives a number. */
  min_patterns: Generated<number>;
  weight: Generated<number>;
  /** What the page is for; null: not said, so no rule of the visibility standard is about it. */
  kind: PageKind | null;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    cooperative: CooperativeTable;
    queue: QueueTable;
    library: LibraryTable;
    library_queue: LibraryQueueTable;
    library_origin: LibraryOriginTable;
    branch: BranchTable;
    key_page: KeyPageTable;
  }
}

export const cooperativeTables: ModuleTables = {
  migrations,
  secretColumns: {
    queue: { presence: 'addresses of presence sources, each with its queue number or hash' },
  },
  contents: {
    cooperative: {
      row: 'the cooperative itself: name, rules, standard',
      kept: 'overwritten by the next import; one row',
    },
    queue: {
      row: 'a desk that can answer: hours, shifts, presence source',
      people: {
        shifts: 'labels of shifts, which may name staff',
        presence:
          'names of accounts at a source that names operators, entered by the coordinator: in no sample, log or audit entry',
      },
      kept: "until an import of the cooperative's file leaves it out; one that is ended on a screen is marked as removed",
      deletedIn: ['cooperative-file/import-store.ts'],
    },
    library: {
      row: 'a partner library',
      kept: 'always: its counts refer to it; marked as removed once it is not in the file',
    },
    library_queue: {
      row: "a library's queue at a tier, and its chat address",
      kept: "replaced by each import of the cooperative's file",
      deletedIn: ['cooperative-file/import-store.ts'],
    },
    library_origin: {
      row: 'a site where a tag may stand',
      kept: 'always: placements refer to it; marked once it is not in the file',
    },
    branch: {
      row: 'a building of a library: name, and other ways to ask there',
      kept: 'always: its counts refer to it; marked once it is not registered',
    },
    key_page: {
      row: 'a page that should have a tag',
      kept: "replaced by each import of the cooperative's file",
      deletedIn: ['cooperative-file/import-store.ts'],
    },
  },
};
