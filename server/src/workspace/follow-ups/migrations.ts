// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { ofAccount, ofAnyAccount, ofLibrary, ofParent, restrictRows } from '../../platform/db/row-policies.ts';

const RESOLUTION = "in ('answered', 'by-me', 'by-patrons-library', 'lost-call', 'practice')";

export const migrations = {
  '0031-follow-ups': [
    // The rules of sdk/src/contract/follow-ups.ts: no program can store a patron's phone or card number here.
    `create table follow_up (
      id integer generated always as identity primary key,
      library_id text not null references library on delete cascade,
      reference text not null
        check (reference ~ '^[A-Za-z0-9-]{1,32}$' and replace(reference, '-', '') !~ '[0-9]{10}'),
      due_on date not null,
      state text not null default 'open' check (state in ('open', 'resolved', 'withdrawn')),
      resolution text check (resolution ${RESOLUTION}),
      opened_at timestamptz not null,
      opened_by integer not null references account,
      ended_at timestamptz,
      version integer not null default 1,
      unique (library_id, reference),
      check ((state = 'resolved') = (resolution is not null)),
      check ((state = 'open') = (ended_at is null))
    )`,
    `create index follow_up_due on follow_up (due_on) where state = 'open'`,
    `create index follow_up_opened_by on follow_up (opened_by)`,
    `create table follow_up_step (
      id integer generated always as identity primary key,
      follow_up_id integer not null references follow_up on delete cascade,
      at timestamptz not null,
      account_id integer not null references account,
      step text not null check (step in ('opened', 'handed-over', 'resolved', 'withdrawn', 'undone')),
      library_id text not null references library on delete cascade,
      resolution text check (resolution ${RESOLUTION})
    )`,
    `create index follow_up_step_of on follow_up_step (follow_up_id)`,
    ...restrictRows('follow_up', { rows: `${ofLibrary()} or ${ofAccount('opened_by')}` }),
    ...restrictRows('follow_up_step', { rows: ofParent('follow_up_id', 'follow_up') }),
    // Recipients that are notified about what fails at their library also need what it still owes.
    `update notice_recipient set kinds = kinds || array['follow-ups-received', 'follow-ups-overdue']
      where tier = 'local' and 'presence-failing' = any (kinds) and stopped_at is null`,
  ],
  /** A list is added in parts, which nobody sees before the last one. */
  '0041-follow-up-lists': [
    `create table follow_up_list (
      id integer generated always as identity primary key,
      account_id integer unique references account,
      library_id text not null references library on delete cascade,
      opened_at timestamptz not null,
      rows integer not null default 0
    )`,
    // Without a reference to follow_up_list: the commit would have to write every row again.
    `alter table follow_up add column list_id integer`,
    `create index follow_up_of_list on follow_up (list_id) where list_id is not null`,
    // Every account sees which lists are being added, so that it passes over their follow-ups.
    ...restrictRows('follow_up_list', { rows: ofAccount(), alsoSeen: ofAnyAccount() }),
  ],
  /** A list is one transaction. What nobody has committed nobody has seen. */
  '0048-lists-and-bundles-folded': [
    `delete from follow_up where list_id in (select id from follow_up_list)`,
    `drop table follow_up_list`,
    `alter table follow_up rename column version to revision`,
    `alter table follow_up add column from_list boolean not null default false`,
    `update follow_up set from_list = true where list_id is not null`,
    `alter table follow_up drop column list_id`,
  ],
};
