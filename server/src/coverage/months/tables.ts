// Out:   the rows of desks' months.
import type { ContributionFigures, CoverageSum } from '@askusnow/sdk/contract';
import type { JSONColumnType } from 'kysely';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** A civil month of a desk, or its days so far. Deleted by the database where anything changes that it was computed from. */
export interface DeskMonthTable {
  queue_id: string;
  /** Whose civil month it is. */
  zone: string;
  /** `YYYY-MM`. */
  month: string;
  /** The figures are of the month up to then; null: they are being computed. */
  through_at: Instant | null;
  coverage: JSONColumnType<CoverageSum> | null;
  /** What each library owed and gave there, where libraries share the desk. */
  given: JSONColumnType<Record<string, ContributionFigures>> | null;
  /** What lies outside of these instants changes no figure. */
  from_at: Instant;
  to_at: Instant;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    desk_month: DeskMonthTable;
  }
}

export const monthsTables: ModuleTables = {
  migrations,
  contents: {
    desk_month: {
      row: 'sums of a month at a desk: its coverage, and what each library gave there',
      kept: 'until anything changes that it was computed from; then it is computed again',
      deletedIn: ['coverage/months/migrations.ts'],
    },
  },
};
