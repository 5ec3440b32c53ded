// Out:   the rows of placements and of what is counted.
import type { Generated, JSONColumnType } from 'kysely';
import type {
  AnswerState,
  DiagnosisValue,
  EventColumn,
  Form,
  OtherWidget,
  PageFinding,
  PageState,
  StatementVerdict,
  Tier,
  TagVariant,
} from '@askusnow/sdk/contract';
import type { CivilDate, Instant, ModuleTables } from '../platform/db/tables.ts';
import { migrations } from './migrations.ts';

type EventColumns = Record<EventColumn, Generated<number>>;

/** counted: a patron; practice: a trial by staff; bot; suspect: above the cap per network. */
export type EventClass = 'counted' | 'practice' | 'bot' | 'suspect';

/** (library, origin, page pattern, slot): where an entry point stands. */
export interface PlacementTable {
  id: Generated<number>;
  library_id: string;
  /** The registered origin's row, never a string from the page. */
  origin_id: number;
  /** A CHECK limits it to the page-pattern grammar or "(other)". */
  pattern: string;
  name: string;
  form: Form;
  /** The tag's version at the last event. */
  widget: string;
  /** To the hour, for privacy. */
  first_seen_at: Instant;
  last_seen_at: Instant;
  /** False for a candidate: no key page, and not seen on two days, or too few views for an unpublished word. */
  established: boolean;
  /** The library's civil day on which a person took the placement off the list; null: nobody did. */
  retired_on: CivilDate | null;
}

/** Counts per placement and day. Kept forever. */
export interface PlacementDayTable extends EventColumns {
  library_id: string;
  placement_id: number;
  date: CivilDate;
  state: AnswerState;
  /** 'none' where no tier answered. */
  tier: Tier | 'none';
  class: EventClass;
}

/** Of the counts of a placement on a day, those whose tag named a registered branch: a part of them, never added to them. */
export interface BranchDayTable extends PlacementDayTable {
  /** A key to the library's branches: no other text can be stored. */
  branch: string;
}

/** Diagnoses per placement and day. Kept forever. */
export interface PlacementDiagnosisDayTable {
  placement_id: number;
  date: CivilDate;
  class: EventClass;
  /** A newer node may have other values. */
  value: DiagnosisValue;
  count: number;
}

/** Counts per library and hour. Monthly partitions, kept 13 months. */
export interface LibraryHourTable extends EventColumns {
  library_id: string;
  date: CivilDate;
  /** 0..23 by the library's clock; the two 01:00 hours of an autumn night are one. */
  hour: number;
  state: AnswerState;
  tier: Tier | 'none';
  class: EventClass;
}

/** Ids of committed batches. Daily partitions, dropped after two days. No time and no library is stored with an id. */
export interface EventBatchTable {
  /** UTC day in the id itself. */
  day: CivilDate;
  /** 128 random bits as a uuid. */
  id: string;
}

/** Counts of refused batches. `library_id` is '' if the library does not exist. */
export interface RefusalDayTable {
  library_id: string;
  /** The library's civil day; UTC where there is no library. */
  date: CivilDate;
  reason: string;
  count: Generated<number>;
}

/** The latest word of a library's people on a rule of the visibility standard. */
export interface RuleStatementTable {
  library_id: string;
  rule: string;
  verdict: StatementVerdict;
  /** The day on which it was so. */
  date: CivilDate;
  /** The account's label at the time. */
  by: string;
  /** Never used again, not even where a statement was withdrawn meanwhile. */
  revision: Generated<number>;
}

/** The last reading of a key page: no history, and no text of the page. */
export interface PageCheckTable {
  library_id: string;
  origin: string;
  path: string;
  /** When its last check began. */
  claimed_at: Instant;
  /** Null: no check has ended yet. */
  checked_at: Instant | null;
  state: PageState | null;
  findings: JSONColumnType<PageFinding[], string | undefined, string>;
  /** As last seen. */
  other_widgets: JSONColumnType<OtherWidget[], string | undefined, string>;
}

/** A library's score on a UTC day, as last counted on it. */
export interface ScoreDayTable {
  library_id: string;
  date: CivilDate;
  passed: number;
  of: number;
  unknown: number;
  low: number | null;
  high: number | null;
}

/** Whether a rule was last known to be met or not met. What is not known changes nothing. */
export interface RuleResultTable {
  library_id: string;
  rule: string;
  is_met: boolean;
  /** Since which UTC day. */
  since: CivilDate;
  /** The first day on which it was met after it was known not to be; null: none, or met from the beginning. */
  first_met_on: CivilDate | null;
}

/** What a person noted about a day: a redesign, a campaign. */
export interface LibraryNoteTable {
  id: Generated<number>;
  library_id: string;
  date: CivilDate;
  text: string;
  /** The account's label at the time. */
  by: string;
}

/** One piece of work for a webmaster, reached by a link. */
export interface HandOverTable {
  id: Generated<number>;
  library_id: string;
  origin_id: number;
  /** Without query and fragment. */
  page: string;
  pattern: string;
  placement: string;
  /** The branch that the tag names; null: none. */
  branch: string | null;
  variant: TagVariant;
  platform: string | null;
  /** Views of the placement from `from_date` on, counted or by staff, when the work was handed over: more of them are its first view. */
  views_before: number;
  from_date: CivilDate;
  token_hash: Buffer;
  created_at: Instant;
  by: string;
  expires_at: Instant;
  live_at: Instant | null;
  withdrawn_at: Instant | null;
  checked_at: Instant | null;
  check_state: PageState | null;
  check_findings: JSONColumnType<PageFinding[], string | undefined, string>;
}

export interface HandOverNoteTable {
  id: Generated<number>;
  hand_over_id: number;
  at: Instant;
  from: 'library' | 'webmaster';
  text: string;
}

/** A campaign of a library's people. What its link brings is counted under its placement. */
export interface CampaignTable {
  id: Generated<number>;
  library_id: string;
  /** "c-" and its name in short; unique in its library. */
  placement: string;
  name: string;
  from_date: CivilDate;
  /** The last day. */
  to_date: CivilDate;
  note: string | null;
  /** The account's label at the time. */
  by: string;
  created_at: Instant;
  /** Of the link for colleagues; null: there is none. */
  token_hash: Buffer | null;
}

declare module '../platform/db/tables.ts' {
  interface Tables {
    placement: PlacementTable;
    placement_day: PlacementDayTable;
    branch_day: BranchDayTable;
    placement_diagnosis_day: PlacementDiagnosisDayTable;
    library_hour: LibraryHourTable;
    event_batch: EventBatchTable;
    refusal_day: RefusalDayTable;
    rule_statement: RuleStatementTable;
    score_day: ScoreDayTable;
    rule_result: RuleResultTable;
    library_note: LibraryNoteTable;
    page_check: PageCheckTable;
    hand_over: HandOverTable;
    hand_over_note: HandOverNoteTable;
    campaign: CampaignTable;
  }
}

/** Ids of committed batches stay for so many whole days after their own. */
export const BATCH_DAYS = 2;
/** Counts by hour stay for so many whole months before the current one. */
export const HOUR_MONTHS = 13;
/** The reading of a key page stays this long after its last check began. Units: days. */
export const PAGE_CHECK_DAYS = 30;

export const visibilityTables: ModuleTables = {
  migrations,
  secretColumns: {
    hand_over: { token_hash: 'hashes of hand-over links' },
    campaign: { token_hash: 'hashes of campaign links' },
  },
  contents: {
    placement: {
      row: 'where a tag stands: page pattern and name, never an address',
      kept: 'always once it is established; unconfirmed ones make way for newer ones past a limit per library',
      deletedIn: ['visibility/ingest/placement-store.ts'],
    },
    placement_day: {
      row: 'counts of a placement on a day',
      kept: 'always: sums, of which no patron can be told apart',
    },
    branch_day: {
      row: 'the part of those counts that belongs to a registered branch',
      kept: 'always: sums, as those of the placement',
    },
    placement_diagnosis_day: { row: 'faults that a tag has reported on a day, as sums', kept: 'always, as sums' },
    library_hour: {
      row: 'counts of a library in an hour',
      kept: `${HOUR_MONTHS} whole months and the current one; then its month is dropped`,
      deletedIn: ['visibility/ingest/partitions.ts'],
    },
    event_batch: {
      row: 'the random number of a batch that was counted, without time, library or network',
      kept: `${BATCH_DAYS} whole days; then its day is dropped`,
      deletedIn: ['visibility/ingest/partitions.ts'],
    },
    refusal_day: { row: 'batches of a library that were refused on a day, as sums', kept: 'always, as sums' },
    rule_statement: {
      row: 'what the people of a library say on a rule of the standard',
      people: { by: 'the label of the account that wrote it' },
      kept: 'until it is replaced or taken back',
      deletedIn: ['visibility/standard/store.ts'],
    },
    score_day: { row: "a library's score on a day", kept: 'always; one row per library and day' },
    rule_result: { row: 'whether a library last met a rule', kept: 'overwritten; one row per library and rule' },
    library_note: {
      row: 'a dated note, such as a redesign',
      people: { by: 'the label of the account that wrote it' },
      kept: 'until a person removes it',
      deletedIn: ['visibility/standard/notes-store.ts'],
    },
    page_check: {
      row: 'the last reading of a key page: findings, vendors of other chats and their lines, no text of the page',
      kept: `until ${PAGE_CHECK_DAYS} days after its last check began`,
      deletedIn: ['visibility/doctor/store.ts'],
    },
    hand_over: {
      row: 'a piece of work for a webmaster, behind a link that is kept as a hash',
      people: { by: 'the label of the account that wrote it' },
      kept: 'always: when a tag went live; the link ends at its date',
    },
    hand_over_note: {
      row: 'a note between a library and a webmaster',
      people: { text: 'what they wrote' },
      kept: 'always, with its piece of work',
    },
    campaign: {
      row: 'a campaign: name, days, link',
      people: { by: 'the label of the account that wrote it', note: 'a remark of staff' },
      kept: 'until a person removes it',
      deletedIn: ['visibility/campaigns/store.ts'],
    },
  },
};
