// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAccount, ofAnyAccount, ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0037-meetings': [
    // Meetings have no policy: every account reads them, and the coordinator alone changes them.
    `create table meeting (
      id integer generated always as identity primary key,
      date date not null,
      time text not null check (time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
      zone text not null,
      place text not null check (length(place) between 1 and 200),
      version integer not null default 1
    )`,
    `create table site_visit (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      date date not null,
      unique (library_id, date)
    )`,
    ...restrictRows('site_visit', { rows: ofLibrary(), alsoSeen: ofAnyAccount() }),
    `create table proposal (
      id integer generated always as identity primary key,
      title text not null check (length(title) between 1 and 120),
      detail text not null check (length(detail) <= 1000),
      state text not null default 'proposed' check (state in ('proposed', 'on-agenda', 'discussed', 'withdrawn')),
      meeting_id integer references meeting on delete set null,
      library_id text references library on delete set null,
      account_id integer not null references account on delete cascade,
      at timestamptz not null,
      version integer not null default 1
    )`,
    `create index proposal_at on proposal (at)`,
    // Everybody reads what is proposed, so that no topic is proposed twice.
    ...restrictRows('proposal', { rows: ofAccount(), alsoSeen: `state <> 'withdrawn' and ${ofAnyAccount()}` }),
    `update notice_recipient set kinds = array_append(kinds, 'meeting-ahead')
      where tier = 'local' and 'announcement' = any (kinds) and stopped_at is null`,
  ],
  '0047-meeting-revision': ['meeting', 'proposal'].map(
    (table) => `alter table ${table} rename column version to revision`,
  ),
};
