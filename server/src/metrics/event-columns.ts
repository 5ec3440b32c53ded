// In:    the event columns of placement_day, alias `d`.
// Out:   SQL that adds them up into what the contract counts.
// Never: reads anything; a store puts it into its own query.
import { sql, type RawBuilder } from 'kysely';
import { VIEWPORTS } from '@askusnow/sdk/contract';
import type { EventColumn } from '../db/tables.ts';

type Kind = EventColumn extends `${infer K}_${'phone' | 'tablet' | 'desktop'}` ? K : never;

/** One kind, all window widths. */
export const eventsOf = (kind: Kind): RawBuilder<number> =>
  sql`${sql.join(
    VIEWPORTS.map((viewport) => sql.ref(`d.${kind}_${viewport}`)),
    sql` + `,
  )}`;

/** Sums of {@link Counts}, over the rows that `filter` lets through. */
export function countColumns(filter: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  const sum = (expression: RawBuilder<unknown>): RawBuilder<number> => sql`coalesce(sum(${expression})${filter}, 0)`;
  return sql.join(
    [
      sql`${sum(eventsOf('impression'))} as impressions`,
      sql`${sum(sql`${eventsOf('impression')} - (${eventsOf('unmeasurable')})`)} as measurable`,
      sql`${sum(eventsOf('viewable'))} as viewable`,
      sql`${sum(eventsOf('first_screen'))} as "firstScreen"`,
      sql`${sum(eventsOf('click'))} as clicks`,
    ],
    sql`,\n  `,
  );
}
