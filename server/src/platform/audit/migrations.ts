// Out:   this module's part of each migration, as SQL.
// Never: changes a released one.
import { readByOwner } from '../db/owner-functions.ts';
import { ofAccount, ofLibrary, ofQueue, restrictRows } from '../db/row-policies.ts';
import { SETTINGS } from '../db/row-scope.ts';
import { chainEarlierEntries } from './chain-store.ts';

export const migrations = {
  '0001-foundation': [
    `create table audit_entry (
      id integer generated always as identity primary key,
      at timestamptz not null default now(),
      account_id integer references account on delete set null,
      by text not null,
      subject text not null,
      action text not null,
      before jsonb,
      after jsonb,
      note text
    )`,
    `create index audit_entry_subject on audit_entry (subject, id)`,
  ],
  /** Labels leave the log; each entry gets the hash of the chain, by chain-store.ts; nothing else changes any more. */
  '0022-audit-chain': [
    `alter table audit_entry alter column by drop not null`,
    `update audit_entry set by = null where account_id is not null`,
    `alter table audit_entry rename column by to program`,
    // A desk that an account opened has the account's label as its name.
    `update audit_entry set before = before - 'desk', after = after - 'desk' where action = 'presence-set'`,
    `update audit_entry set before = '{}' where action = 'desk-removed' and before->>'desk' in (select label from account)`,
    `update audit_entry set before = before - 'by' where action in ('rule-stated', 'rule-statement-withdrawn')`,
    `alter table audit_entry drop constraint audit_entry_account_id_fkey`,
    `alter table audit_entry
      add constraint audit_entry_account_id_fkey foreign key (account_id) references account,
      add constraint audit_entry_one_author check (num_nonnulls(account_id, program) = 1),
      add column hash bytea check (length(hash) = 32)`,
    `create index audit_entry_account on audit_entry (account_id, id)`,
    `create index audit_entry_unchained on audit_entry (id) where hash is null`,
    `create function audit_entry_is_append_only() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if old.hash is null and new.hash is not null and to_jsonb(new) - 'hash' = to_jsonb(old) - 'hash' then
          return new;
        end if;
      elsif tg_op = 'TRUNCATE' then
        -- A restore empties every table before it fills them.
        if not exists (select from audit_entry) then return null; end if;
      end if;
      raise exception 'the audit log is append-only: % is refused', lower(tg_op) using errcode = 'restrict_violation';
    end
  $$`,
    `create trigger audit_entry_rows before update or delete on audit_entry
      for each row execute function audit_entry_is_append_only()`,
    `create trigger audit_entry_table before truncate on audit_entry
      for each statement execute function audit_entry_is_append_only()`,
  ],
  /** An account reads what concerns its libraries and queues, and itself. Anybody's change adds an entry. */
  '0026-row-policies': [
    ...restrictRows('audit_entry', {
      rows: `${ofAccount()} or ${ofAccount(`case when subject like 'account:%' then substr(subject, 9)::integer end`)}
        or ${ofLibrary(`case when subject ~ '^(library|message):' then split_part(subject, ':', 2) end`)}
        or ${ofQueue(`case when subject ~ '^(queue|presence):' then split_part(subject, ':', 2) end`)}`,
    }),
    `create policy adds on audit_entry for insert with check (
      (select current_setting('${SETTINGS.work}', true)) in ('account', 'public', 'sessions'))`,
    // The next entry is chained to the newest one, of any account.
    ...readByOwner('newest_audit_hash()', 'bytea', 'select hash from audit_entry order by id desc limit 1'),
    // An entry's author, by today's label.
    ...readByOwner('account_label(integer)', 'text', 'select label from account where id = $1'),
  ],
  /** An account's role when it made the change: a coordinator may act for a library. Earlier entries have none. */
  '0027-audit-role': [`alter table audit_entry add column role text`],
  /**
   * Every entry is in the chain from here on: none before its start, at no time or without a hash. A database that has one
   * starts all the same; the constraint then stays unchecked, which `verify` names.
   */
  '0043-audit-whole-chain': [
    `alter table audit_entry add column hash_version smallint not null default 1`,
    chainEarlierEntries,
    `drop index audit_entry_unchained`,
    `create or replace function audit_entry_is_append_only() returns trigger language plpgsql as $$
    begin
      -- A restore empties every table before it fills them.
      if tg_op = 'TRUNCATE' and not exists (select from audit_entry) then return null; end if;
      raise exception 'the audit log is append-only: % is refused', lower(tg_op) using errcode = 'restrict_violation';
    end
  $$`,
    `alter table audit_entry
      add constraint audit_entry_in_chain check (id > 0 and isfinite(at) and hash is not null) not valid`,
    `do $$ begin
      alter table audit_entry validate constraint audit_entry_in_chain;
    exception when check_violation then null;
    end $$`,
  ],
  /** Without row policies: a row is found by its hash alone, which only the sender of the request can make. */
  '0046-sent-request': [
    `create table sent_request (
      hash bytea primary key check (length(hash) = 32),
      body_hash bytea not null check (length(body_hash) = 32),
      row_id integer,
      at timestamptz not null
    )`,
    `create index sent_request_at on sent_request (at)`,
  ],
};
