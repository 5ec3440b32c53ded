// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, ofParent, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0030-local-facts': [
    `create table sealed_field (
      library_id text not null references library on delete cascade,
      field text not null check (field in ('card', 'pin')),
      label text not null check (length(label) between 1 and 60),
      key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
      sealed bytea not null,
      revision integer not null check (revision > 0),
      changed_at timestamptz not null,
      by text not null,
      primary key (library_id, field)
    )`,
    ...restrictRows('sealed_field', { rows: ofLibrary() }),
    `create table script (
      id integer generated always as identity primary key,
      library_id text references library on delete cascade,
      name text not null check (length(name) between 1 and 60),
      text text not null check (length(text) between 1 and 2000),
      topic text,
      language text,
      revision integer not null check (revision > 0),
      changed_at timestamptz not null,
      by text not null
    )`,
    `create unique index script_name on script (coalesce(library_id, ''), lower(name))`,
    ...restrictRows('script', { rows: ofLibrary() }),
    `create table contact (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      name text not null check (length(name) between 1 and 80),
      phone text,
      email text,
      page text,
      note text,
      verified_at timestamptz not null,
      revision integer not null check (revision > 0),
      changed_at timestamptz not null,
      by text not null
    )`,
    `create index contact_library on contact (library_id)`,
    ...restrictRows('contact', { rows: ofLibrary() }),
    `create table contact_check (
      id uuid primary key,
      contact_id integer not null references contact on delete cascade,
      address text,
      token text,
      token_hash bytea not null unique,
      state text not null check (state in ('waiting', 'sent', 'not-sent', 'right', 'changed')),
      attempts integer not null default 0,
      next_at timestamptz not null,
      error text,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      answered_at timestamptz
    )`,
    `create index contact_check_contact on contact_check (contact_id, created_at)`,
    ...restrictRows('contact_check', { rows: ofParent('contact_id', 'contact') }),
  ],
};
