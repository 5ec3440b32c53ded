// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0032-training': [
    `create table training_session (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      date date not null,
      topic text not null check (topic in ('new-providers', 'chat-skills', 'policies', 'technology', 'refresher', 'other')),
      name text check (length(name) between 1 and 80),
      headcount integer not null check (headcount between 1 and 1000),
      by text not null,
      added_at timestamptz not null
    )`,
    `create index training_session_of on training_session (library_id, date)`,
    ...restrictRows('training_session', { rows: ofLibrary() }),
  ],
  '0078-served-lately': [
    `create table served_lately (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      date date not null,
      says text not null check (says in ('two-weeks', 'six-months', 'needs-refresher')),
      by text not null,
      added_at timestamptz not null
    )`,
    `create index served_lately_of on served_lately (library_id, date)`,
    ...restrictRows('served_lately', { rows: ofLibrary() }),
  ],
};
