// Out:   the rows of placements and of what is counted.
import type { Generated } from 'kysely';
import type { AnswerState, EventColumn, Form, Tier } from '@askusnow/sdk/contract';
import type { CivilDate, Instant } from '../platform/db/tables.ts';

type EventColumns = Record<EventColumn, Generated<number>>;

/** counted: a patron's; practice: a trial by staff; bot; suspect: past the cap per network. */
export type EventClass = 'counted' | 'practice' | 'bot' | 'suspect';

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

export interface VisibilityTables {
  placement: PlacementTable;
  placement_day: PlacementDayTable;
  library_hour: LibraryHourTable;
  event_batch: EventBatchTable;
  refusal_day: RefusalDayTable;
}
