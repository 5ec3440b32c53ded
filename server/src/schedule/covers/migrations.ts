// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, ofQueue, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0070-covers': [
    `create table cover_offer (
      id bigint generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      library_id text not null references library on delete cascade,
      service text not null check (service in ('statewide', 'global')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      reason text not null check (reason in ('illness', 'meeting', 'closed', 'other')),
      state text not null default 'open' check (state in ('open', 'accepted', 'withdrawn', 'expired')),
      taken_by text references library on delete cascade,
      offered_at timestamptz not null,
      decided_at timestamptz,
      revision integer not null default 1,
      by text not null,
      check (starts_at < ends_at),
      check ((taken_by is null) = (state <> 'accepted')),
      check ((decided_at is null) = (state = 'open')),
      check (taken_by <> library_id)
    )`,
    `create index cover_offer_queue on cover_offer (queue_id, starts_at)`,
    `create index cover_offer_open on cover_offer (starts_at) where state = 'open'`,
    `create table made_up_hour (
      id bigint generated always as identity primary key,
      queue_id text not null references queue on delete cascade,
      library_id text not null references library on delete cascade,
      service text not null check (service in ('statewide', 'global')),
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      for_starts_at timestamptz not null,
      picked_at timestamptz not null,
      removed_at timestamptz,
      by text not null,
      check (starts_at < ends_at)
    )`,
    `create index made_up_hour_queue on made_up_hour (queue_id, starts_at)`,
    `create table library_closing (
      id bigint generated always as identity primary key,
      library_id text not null references library on delete cascade,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      announced_at timestamptz not null,
      withdrawn_at timestamptz,
      by text not null,
      check (starts_at < ends_at)
    )`,
    `create index library_closing_of on library_closing (library_id, starts_at)`,
    ...restrictRows('cover_offer', { rows: ofQueue(), works: ['public'] }),
    ...restrictRows('made_up_hour', { rows: ofQueue(), works: ['public'] }),
    ...restrictRows('library_closing', { rows: ofLibrary() }),
  ],
  '0071-hours-given': [
    `alter table cover_offer add column decided_by integer references account on delete set null,
      add column notified_revision integer not null default 0`,
    `create index cover_offer_not_notified on cover_offer (id) where revision > notified_revision`,
  ],
  '0075-announced-closings': [
    `alter table cover_offer add column closing_id bigint references library_closing on delete set null`,
    `create index cover_offer_closing on cover_offer (closing_id) where closing_id is not null`,
    `create index made_up_hour_of on made_up_hour (library_id, for_starts_at)`,
  ],
};
