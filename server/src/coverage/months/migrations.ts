// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofQueue, restrictRows } from '../../platform/db/row-policies.ts';
import { SETTINGS } from '../../platform/db/row-scope.ts';

/** Tables of which a month is computed, each with the columns of its beginning and its end, which may be null. */
const SOURCES: Readonly<Record<string, readonly [string, string]>> = {
  schedule_range: ['starts_at', 'ends_at'],
  presence_interval: ['started_at', 'ended_at'],
  coverage_correction: ['starts_at', 'ends_at'],
  cover_offer: ['starts_at', 'ends_at'],
  made_up_hour: ['starts_at', 'ends_at'],
  desk_press: ['started_at', 'ended_at'],
  duty_correction: ['starts_at', 'ends_at'],
};

/**
 * In the database, where no writer can forget it, and with the rights of all: a desk's page changes months that it may not
 * read. The writer keeps the lock until its change is seen: see store.ts. 64 locks at most, since an import writes thousands of desks.
 */
const renew = (table: string, changed: string): string => `
  create function renew_desk_months_of_${table}() returns trigger language plpgsql as $$
    declare before constant text := current_setting('${SETTINGS.work}', true);
    begin
      perform set_config('${SETTINGS.work}', 'maintenance', true);
      perform pg_advisory_xact_lock_shared(79, slot)
        from (select distinct hashtext(queue_id) & 63 as slot from ${changed} order by 1) as slots;
      delete from desk_month as m using ${changed}
        where m.queue_id = c.queue_id and c.starts < m.to_at and coalesce(c.ends, 'infinity') > m.from_at;
      perform set_config('${SETTINGS.work}', coalesce(before, ''), true);
      return null;
    end
  $$`;

const renewBy = (table: string, [from, to]: readonly [string, string]): string[] => {
  const on = (name: string, change: string, rows: string): string =>
    `create trigger renew_desk_months_${name} after ${change} on ${table} referencing ${rows} as changed
      for each statement execute function renew_desk_months_of_${table}()`;
  return [
    renew(table, `(select queue_id, ${from} as starts, ${to} as ends from changed) as c`),
    on('added', 'insert', 'new table'),
    on('before', 'update', 'old table'),
    on('after', 'update', 'new table'),
    on('removed', 'delete', 'old table'),
  ];
};

/** Each sample writes the row; what was seen before changes with the beginning of a state alone. */
const RENEW_BY_SEEN = [
  renew(
    'queue_presence',
    `(select old.queue_id, least(old.since, new.since) as starts, null::timestamptz as ends) as c`,
  ),
  `create trigger renew_desk_months_seen after update of since on queue_presence
    for each row when (old.since is distinct from new.since) execute function renew_desk_months_of_queue_presence()`,
];

export const migrations = {
  '0079-desk-months': [
    `create table desk_month (
      queue_id text not null references queue on delete cascade,
      zone text not null,
      month text not null,
      through_at timestamptz,
      coverage jsonb,
      given jsonb,
      from_at timestamptz not null,
      to_at timestamptz not null,
      primary key (queue_id, zone, month),
      check ((through_at is null) = (coverage is null))
    )`,
    ...restrictRows('desk_month', { rows: ofQueue() }),
    ...Object.entries(SOURCES).flatMap(([table, columns]) => renewBy(table, columns)),
    ...RENEW_BY_SEEN,
  ],
  /** Parts of a minute were stored where a shift was cut within one. Months are computed again where they are missing. */
  '0084-whole-minutes': [`delete from desk_month where given <> '{}'`],
};
