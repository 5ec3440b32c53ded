// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofLibrary, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0034-sampling': [
    `create table sample_plan (
      id integer generated always as identity primary key,
      library_id text references library on delete cascade,
      plan jsonb,
      revision integer not null
    )`,
    // One row without a library: the plan for all.
    `create unique index sample_plan_once on sample_plan (coalesce(library_id, ''))`,
    `create table question_day (
      library_id text not null references library on delete cascade,
      date date not null,
      revision integer not null,
      state text not null check (state in ('counted', 'closed', 'removed')),
      questions integer,
      levels integer[],
      pages jsonb not null,
      source text not null check (source in ('typed', 'csv', 'libraryh3lp', 'libanswers')),
      by text not null,
      at timestamptz not null,
      primary key (library_id, date, revision),
      check ((state = 'counted') = (questions is not null))
    )`,
    // Recipients that are notified about their library's counts also need the weeks to count.
    `update notice_recipient set kinds = array_append(kinds, 'questions-to-count')
      where tier = 'local' and 'counts-suspect' = any (kinds) and stopped_at is null`,
    ...restrictRows('sample_plan', { rows: ofLibrary(), alsoSeen: 'library_id is null' }),
    ...restrictRows('question_day', { rows: ofLibrary() }),
  ],
  '0080-survey-months': [
    `create table survey_month (
      library_id text not null references library on delete cascade,
      month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      revision integer not null,
      chats integer,
      questions jsonb not null,
      source text not null check (source in ('typed', 'csv', 'libraryh3lp', 'libanswers')),
      by text not null,
      at timestamptz not null,
      primary key (library_id, month, revision)
    )`,
    ...restrictRows('survey_month', { rows: ofLibrary() }),
  ],
};
