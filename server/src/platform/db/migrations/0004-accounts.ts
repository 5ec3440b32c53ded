// In:    the tables of 0001-foundation.ts and 0002-coverage.ts.
// Out:   sessions with an id, a list and a limit; accounts that can end; the creator of each recipient and token.
// Never: stores a browser or an address with a session: only its hours.
import { sql, type Kysely } from 'kysely';

const statements = [
  `alter table account add column ended_at timestamptz, add column signed_in_on date`,
  `alter table session
    add column id integer generated always as identity unique,
    add column opened_at timestamptz not null default date_trunc('hour', now()),
    add column used_at timestamptz not null default date_trunc('hour', now())`,
  `alter table session alter column opened_at drop default, alter column used_at drop default`,
  `create index session_account on session (account_id)`,
  `create index invitation_account on invitation (account_id)`,
  // Recipients that are notified about failing presence also need the warning before it.
  `update notice_recipient set kinds = array_append(kinds, 'desk-expiring')
    where 'presence-failing' = any (kinds) and stopped_at is null`,
  ...['desk', 'calendar_token', 'notice_recipient'].flatMap((table) => [
    `alter table ${table} add column made_by integer references account on delete set null`,
    `create index ${table}_made_by on ${table} (made_by)`,
  ]),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
