// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0035-reports': [
    `create table month_comment (
      library_id text not null references library on delete cascade,
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      text text not null check (length(text) <= 1000),
      version integer not null,
      by text not null,
      at timestamptz not null,
      primary key (library_id, month)
    )`,
    ...restrictRows('month_comment', { rows: ofLibrary() }),
  ],
  '0036-report-shares': [
    `create table report_share (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      token_hash bytea not null unique,
      created_at timestamptz not null,
      by text not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      opened_on date
    )`,
    `create index report_share_library on report_share (library_id)`,
    ...restrictRows('report_share', { rows: ofLibrary(), works: ['public'] }),
  ],
  /** Whose end ends the link. Of earlier ones the audit log knows who has shared them. */
  '0044-limits': [
    `alter table report_share add column made_by integer references account on delete set null`,
    `update report_share set made_by = (
      select account_id from audit_entry
      where subject = 'library:' || library_id and action = 'report-shared' and after->>'share' = report_share.id::text
      order by audit_entry.id desc limit 1)`,
    `create index report_share_made_by on report_share (made_by)`,
  ],
  '0049-comment-revision': [`alter table month_comment rename column version to revision`],
};
