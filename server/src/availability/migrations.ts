// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAccount, ofLibrary, restrictRows } from '../platform/db/row-policies.ts';

export const migrations = {
  '0001-foundation': [
    `create table availability_interval (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      started_at timestamptz not null,
      ended_at timestamptz,
      state text not null check (state in ('available', 'busy', 'unknown', 'closed')),
      tier text check (tier in ('local', 'statewide', 'global')),
      evidence text not null check (evidence in ('observed', 'scheduled', 'none')),
      check (ended_at >= started_at)
    )`,
    `create unique index availability_interval_open on availability_interval (library_id) where ended_at is null`,
    `create index availability_interval_started on availability_interval (library_id, started_at)`,
  ],
  '0017-library-message': [
    `create table library_message (
      library_id text primary key references library on delete cascade,
      text text not null check (length(text) between 1 and 100),
      ends_at timestamptz not null
    )`,
  ],
  '0026-row-policies': [
    ...restrictRows('availability_interval', { rows: ofLibrary() }),
    ...restrictRows('library_message', { rows: ofLibrary() }),
  ],
  /** A change names the message that was read. */
  '0053-message-revision': [`alter table library_message add column revision integer generated always as identity`],
  '0054-message-translations': [`alter table library_message add column translations jsonb`],
  '0059-closings': [
    `create table closing (
      id integer generated always as identity primary key,
      account_id integer references account on delete set null,
      made_at timestamptz not null,
      ends_at timestamptz not null,
      undone_at timestamptz,
      desks jsonb not null,
      messages jsonb not null
    )`,
    ...restrictRows('closing', { rows: ofAccount() }),
  ],
};
