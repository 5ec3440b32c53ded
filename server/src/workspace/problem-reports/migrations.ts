// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAccount, restrictRows } from '../../platform/db/row-policies.ts';

export const migrations = {
  '0040-problem-reports': [
    `create table problem_report (
      id integer generated always as identity primary key,
      account_id integer not null references account on delete cascade,
      library_id text references library on delete set null,
      kind text not null,
      text text not null check (length(text) between 1 and 1000),
      bundle jsonb not null,
      by text not null,
      at timestamptz not null,
      answer text check (length(answer) between 1 and 1000),
      answered_by text,
      answered_at timestamptz
    )`,
    `create index problem_report_of on problem_report (account_id)`,
    `create index problem_report_library on problem_report (library_id)`,
    `create index problem_report_open on problem_report (at) where answered_at is null`,
    ...restrictRows('problem_report', { rows: ofAccount() }),
    `update notice_recipient set kinds = kinds || array['problem-reported']
      where tier = 'statewide' and 'assistance-escalated' = any (kinds) and stopped_at is null`,
  ],
  /** What the coordinator reads. The server's own state is on the page System. */
  '0048-lists-and-bundles-folded': [
    `update problem_report set bundle = bundle #- '{diagnostics,server}' #- '{diagnostics,failingJobs}' #- '{diagnostics,errors}'`,
  ],
};
