// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAnyAccount, ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0029-policy-pages': [
    `create table policy_revision (
      library_id text not null references library on delete cascade,
      topic text not null,
      revision integer not null check (revision > 0),
      text text not null check (length(text) <= 20000),
      owner text,
      reviewed_on date,
      reviewed_by text,
      review_by date,
      coordinator_reviewed_on date,
      at timestamptz not null,
      by text not null,
      primary key (library_id, topic, revision)
    )`,
    ...restrictRows('policy_revision', { rows: ofLibrary(), alsoSeen: ofAnyAccount() }),
  ],
  '0038-policy-reports': [
    `create table policy_report (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      topic text not null,
      paragraph text,
      note text not null check (length(note) between 1 and 300),
      at timestamptz not null,
      by text not null,
      answer text check (answer in ('corrected', 'right')),
      answered_at timestamptz,
      answered_by text,
      check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
    )`,
    `create index policy_report_of on policy_report (library_id)`,
    ...restrictRows('policy_report', { rows: ofLibrary(), alsoSeen: ofAnyAccount() }),
    // Recipients that are notified about what a library still owes patrons also need what is wrong or old on its pages.
    `update notice_recipient set kinds = kinds || array['policy-error-reported', 'policy-review-due']
      where tier = 'local' and 'follow-ups-overdue' = any (kinds) and stopped_at is null`,
  ],
};
