// In:    the event columns of a counter table, whichever grain, alias `c`.
// Out:   SQL that adds them up into what the contract counts.
// Never: reads anything; a store puts it into its own query.
import { sql, type RawBuilder } from 'kysely';
import { VIEWPORTS } from '@askusnow/sdk/contract';
import type { EventColumn } from './tables.ts';

type Kind = EventColumn extends `${infer K}_${'phone' | 'tablet' | 'desktop'}` ? K : never;

/** One kind, all window widths. */
export const eventsOf = (kind: Kind): RawBuilder<number> =>
  sql`${sql.join(
    VIEWPORTS.map((viewport) => sql.ref(`c.${kind}_${viewport}`)),
    sql` + `,
  )}`;

/** Sums of {@link Counts}. Plain sums: a `filter` on each costs more than the read itself. */
export function countColumns(): RawBuilder<unknown> {
  return sql.join(
    [
      sql`sum(${eventsOf('impression')}) as impressions`,
      sql`sum(${eventsOf('impression')} - (${eventsOf('unmeasurable')})) as measurable`,
      sql`sum(${eventsOf('viewable')}) as viewable`,
      sql`sum(${eventsOf('first_screen')}) as "firstScreen"`,
      sql`sum(${eventsOf('click')}) as clicks`,
    ],
    sql`,\n  `,
  );
}
