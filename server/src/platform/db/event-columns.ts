// In:    the event columns of a counter table of any grain, alias `c`.
// Out:   SQL that sums them into the contract's counts.
// Never: runs a query; a store embeds the SQL.
import { sql, type RawBuilder } from 'kysely';
import { EVENT_KINDS, EVENT_SUMS, VIEWPORTS, type Counter } from '@askusnow/sdk/contract';

/** One counter, all window widths. */
export const eventsOf = (counter: Counter): RawBuilder<number> =>
  sql`${sql.join(
    VIEWPORTS.map((viewport) => sql.ref(`c.${counter}_${viewport}`)),
    sql` + `,
  )}`;

/** Every event once, of any kind that has columns, including followed plain links. */
export const allEvents = (): RawBuilder<number> => {
  const counters: Counter[] = [...Object.values(EVENT_KINDS).flatMap(({ counted }) => counted.slice(0, 1)), 'follow'];
  return sql`${sql.join(counters.map(eventsOf), sql` + `)}`;
};

/** Sums for {@link Counts}. Plain sums: a `filter` on each costs more than the read itself. */
export const countColumns = (): RawBuilder<unknown> =>
  sql.join(
    Object.entries(EVENT_SUMS).map(([name, sum]) => {
      const counted = 'less' in sum ? sql`${eventsOf(sum.counter)} - (${eventsOf(sum.less)})` : eventsOf(sum.counter);
      return sql`sum(${counted}) as ${sql.ref(name)}`;
    }),
    sql`,\n  `,
  );
