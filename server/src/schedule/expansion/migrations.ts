// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0002-coverage': [
    `create table schedule_expansion (
      queue_id text primary key references queue on delete cascade,
      hours_revision integer not null,
      shifts_revision integer not null,
      feed_good_at timestamptz,
      tz text not null,
      through_at timestamptz not null,
      expanded_at timestamptz not null
    )`,
    `create table schedule_range (
      id bigint generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      kind text not null check (kind in ('hours', 'shift')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      label text,
      source text not null check (source in ('rules', 'feed', 'hours')),
      uid text,
      check (starts_at < ends_at)
    )`,
    `create index schedule_range_queue on schedule_range (queue_id, starts_at)`,
    // Most queries ask for recent ranges: index their ends, since years of them lie before.
    `create index schedule_range_end on schedule_range (queue_id, ends_at)`,
  ],
  '0026-row-policies': [
    ...restrictRows('schedule_expansion', { rows: ofQueue(), works: ['public'] }),
    ...restrictRows('schedule_range', { rows: ofQueue(), works: ['public'] }),
  ],
  /**
   * A queue's first schedule reached 35 days back, to before anybody had promised an hour. It begins when its hours were set;
   * where no entry says when, with the first event or sample of the server.
   */
  '0042-known-schedules': [
    `with known as (
      select queue.id, coalesce(
        (select min(at) from audit_entry where subject = 'queue:' || queue.id
          and action in ('imported', 'shifts-imported', 'hours-changed', 'shifts-changed', 'shift-feed-changed')),
        least((select min(first_seen_at) from placement), (select min(started_at) from presence_interval))
      ) as at from queue
    ), cut as (
      update schedule_range as r set starts_at = known.at from known
      where r.queue_id = known.id and r.starts_at < known.at and r.ends_at > known.at
    )
    delete from schedule_range as r using known where r.queue_id = known.id and r.ends_at <= known.at`,
  ],
  '0069-shared-hours': [
    `alter table schedule_range
      add column library_id text references library on delete cascade,
      add column service text check (service in ('statewide', 'global')),
      add column people integer not null default 1,
      add column ends_at_closing boolean not null default false,
      add check ((library_id is null) = (service is null))`,
    `alter table schedule_expansion add column holidays jsonb`,
  ],
  /** Titles of calendars at shared desks, which may name people. */
  '0073-owed-calendars': [
    `update schedule_range set label = 'Shift'
      from queue where queue.id = queue_id and tier <> 'local' and source = 'feed'`,
  ],
  '0075-announced-closings': [
    `create index schedule_range_owed on schedule_range (library_id, ends_at) where library_id is not null`,
  ],
};
