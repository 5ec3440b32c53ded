// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { AS_ACCOUNT, ofLibrary, ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0002-coverage': [
    `create table shift_feed (
      queue_id text primary key references queue on delete cascade,
      url text not null,
      etag text,
      last_modified text,
      checked_at timestamptz,
      good_at timestamptz,
      confirmed_at timestamptz,
      fault_code text,
      fault_detail text,
      body text,
      events integer not null default 0,
      failures integer not null default 0,
      next_at timestamptz not null default now()
    )`,
    `create index shift_feed_due on shift_feed (next_at)`,
    `create table calendar_token (
      token_hash bytea primary key,
      queue_id text not null references queue on delete cascade,
      by text not null,
      created_at timestamptz not null
    )`,
  ],
  '0004-accounts': [
    `alter table calendar_token add column made_by integer references account on delete set null`,
    `create index calendar_token_made_by on calendar_token (made_by)`,
  ],
  /** Null until the calendar is read again. */
  '0005-feed-left-out': [`alter table shift_feed add column left_out jsonb`],
  '0026-row-policies': [
    ...restrictRows('shift_feed', { rows: ofQueue() }),
    ...restrictRows('calendar_token', { rows: ofQueue(), works: ['public'] }),
  ],
  /** Titles at shared desks, which may name people, go with the next reading: it is due now, and whole. */
  '0073-owed-calendars': [
    `alter table shift_feed add column owners jsonb not null default '[]'`,
    `update shift_feed set etag = null, last_modified = null, next_at = 'epoch'
      from queue where queue.id = queue_id and tier <> 'local'`,
    // An address is a desk's, or a library's.
    `alter table calendar_token
      alter column queue_id drop not null,
      add column library_id text references library on delete cascade,
      add check (num_nonnulls(queue_id, library_id) = 1)`,
    `drop policy account on calendar_token`,
    `create policy account on calendar_token using (${AS_ACCOUNT} and (${ofQueue()} or ${ofLibrary()}))`,
  ],
  /** A request that is sent again renews the token of the address that it has made. */
  '0051-revisions-and-calendar-tokens': [
    `alter table calendar_token add column id integer generated always as identity`,
  ],
};
