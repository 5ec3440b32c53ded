// Out:   this module's part of each migration, as SQL; server/src/schema.ts has their order.
// Never: changes a released one.
import { ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const coverage = [
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
];

export const accounts = [
  `alter table calendar_token add column made_by integer references account on delete set null`,
  `create index calendar_token_made_by on calendar_token (made_by)`,
];

/** Null until the calendar is read again. */
export const feedLeftOut = [`alter table shift_feed add column left_out jsonb`];

/** A request that is sent again renews the token of the address that it has made. */
export const numberedTokens = [`alter table calendar_token add column id integer generated always as identity`];

export const rowPolicies = [
  ...restrictRows('shift_feed', { rows: ofQueue() }),
  ...restrictRows('calendar_token', { rows: ofQueue(), works: ['public'] }),
];
