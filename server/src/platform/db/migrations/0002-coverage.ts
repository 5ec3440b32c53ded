// In:    the tables of 0001-foundation.ts.
// Out:   tables for schedules, presence, help requests and notices, as in server/src/platform/db/tables.ts.
// Never: stores anything about a patron: the people in these tables are staff, by function.
import { sql, type Kysely } from 'kysely';

const TIER = "in ('local', 'statewide', 'global')";

const statements = [
  `alter table cooperative add column escalation jsonb`,
  `alter table queue
    add column presence jsonb,
    add column shifts jsonb not null default '[]',
    add column shifts_revision integer not null default 0,
    add column shifts_edited_at timestamptz`,
  `alter table account drop constraint account_role_check`,
  `alter table account add constraint account_role_check check (role in ('coordinator', 'liaison', 'desk'))`,
  `create table account_queue (
    account_id integer not null references account on delete cascade,
    queue_id text not null references queue on delete cascade,
    primary key (account_id, queue_id)
  )`,
  `create table shift_feed (
    queue_id text primary key references queue on delete cascade,
    url text not null,
    etag text,
    last_modified text,
    checked_at timestamptz,
    good_at timestamptz,
    confirmed_at timestamptz,
    fault_code text,
    fault_detail text,
    body text,
    events integer not null default 0,
    failures integer not null default 0,
    next_at timestamptz not null default now()
  )`,
  `create index shift_feed_due on shift_feed (next_at)`,
  `create table schedule_expansion (
    queue_id text primary key references queue on delete cascade,
    hours_revision integer not null,
    shifts_revision integer not null,
    feed_good_at timestamptz,
    tz text not null,
    through_at timestamptz not null,
    expanded_at timestamptz not null
  )`,
  `create table schedule_range (
    id bigint generated always as identity primary key,
    queue_id text not null references queue on delete cascade,
    kind text not null check (kind in ('hours', 'shift')),
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    label text,
    source text not null check (source in ('rules', 'feed', 'hours')),
    uid text,
    check (starts_at < ends_at)
  )`,
  `create index schedule_range_queue on schedule_range (queue_id, starts_at)`,
  // Most queries ask for recent ranges and intervals: index their ends, since years of them lie before.
  `create index schedule_range_end on schedule_range (queue_id, ends_at)`,
  `create table calendar_token (
    token_hash bytea primary key,
    queue_id text not null references queue on delete cascade,
    by text not null,
    created_at timestamptz not null
  )`,
  `create table queue_presence (
    queue_id text primary key references queue on delete cascade,
    state text check (state in ('available', 'busy', 'nobody')),
    since timestamptz,
    sampled_at timestamptz,
    last_nobody_at timestamptz,
    failing_since timestamptz,
    fault_code text,
    fault_detail text
  )`,
  `create table presence_interval (
    queue_id text not null references queue on delete cascade,
    started_at timestamptz not null,
    ended_at timestamptz not null,
    state text not null check (state in ('available', 'busy', 'nobody', 'unknown')),
    primary key (queue_id, started_at),
    check (started_at < ended_at)
  )`,
  `create table desk (
    id integer generated always as identity primary key,
    queue_id text not null references queue on delete cascade,
    name text not null,
    token_hash bytea unique,
    account_id integer references account on delete cascade,
    seq bigint not null default 0,
    state text check (state in ('available', 'busy', 'away')),
    beat_at timestamptz,
    unique (queue_id, account_id)
  )`,
  // Names chosen by people are unique; accounts may share a label.
  `create unique index desk_name on desk (queue_id, name) where account_id is null`,
  `create table coverage_correction (
    id integer generated always as identity primary key,
    queue_id text not null references queue on delete cascade,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    kind text not null check (kind in ('covered', 'unmonitored', 'uncovered')),
    account_id integer references account on delete set null,
    by text not null,
    at timestamptz not null,
    why text not null,
    check (starts_at < ends_at)
  )`,
  `create index coverage_correction_queue on coverage_correction (queue_id, starts_at)`,
  `create table assistance_request (
    id integer generated always as identity primary key,
    library_id text references library on delete cascade,
    queue_id text not null references queue on delete cascade,
    reason text not null check (reason in ('forecast-gap', 'observed-gap', 'swamped', 'by-hand')),
    state text not null check (state in ('open', 'acknowledged', 'taken', 'covered', 'closed', 'expired')),
    gap_starts_at timestamptz not null,
    gap_ends_at timestamptz,
    owner text not null check (owner ${TIER}),
    deadline_at timestamptz,
    taken_tier text check (taken_tier ${TIER}),
    taken_library_id text references library on delete set null,
    note text,
    opened_at timestamptz not null,
    over_at timestamptz,
    version integer not null default 1,
    check (gap_starts_at < gap_ends_at),
    -- A desk that is no library's own is no nearer than statewide.
    check (library_id is not null or owner <> 'local'),
    -- Nobody's turn, and no deadline: such a request would be lost.
    check (deadline_at is not null or state in ('taken', 'covered', 'closed', 'expired')),
    check ((over_at is not null) = (state in ('closed', 'expired')))
  )`,
  `create index assistance_request_library on assistance_request (library_id, opened_at)`,
  `create index assistance_request_due on assistance_request (deadline_at) where over_at is null`,
  // One open request per gap of a library's queue, or of a queue that no library owns, even if many detect the gap.
  `create unique index assistance_request_open on assistance_request (coalesce(library_id, ''), queue_id, gap_starts_at)
    where over_at is null`,
  `create table assistance_step (
    id integer generated always as identity primary key,
    request_id integer not null references assistance_request on delete cascade,
    at timestamptz not null,
    step text not null check (step ~ '^[a-z]{3,20}$'),
    account_id integer references account on delete set null,
    by text,
    owner text not null check (owner ${TIER}),
    note text
  )`,
  `create index assistance_step_request on assistance_step (request_id, id)`,
  `create table notice_recipient (
    id integer generated always as identity primary key,
    tier text not null check (tier ${TIER}),
    library_id text references library on delete cascade,
    channel text not null check (channel in ('email', 'webhook', 'atom')),
    address text,
    secret text,
    token_hash bytea unique,
    kinds text[] not null,
    created_at timestamptz not null,
    by text not null,
    stopped_at timestamptz,
    check ((tier = 'local') = (library_id is not null))
  )`,
  // The same recipient twice would only repeat each notice.
  `create unique index notice_recipient_once on notice_recipient (tier, coalesce(library_id, ''), channel, address)
    where stopped_at is null`,
  `create table notice (
    id uuid primary key,
    key text not null unique,
    kind text not null,
    tier text not null check (tier ${TIER}),
    library_id text references library on delete cascade,
    subject text not null,
    text text not null,
    data jsonb not null,
    at timestamptz not null
  )`,
  `create table notice_delivery (
    notice_id uuid not null references notice on delete cascade,
    recipient_id integer not null references notice_recipient on delete cascade,
    state text not null check (state in ('waiting', 'sent', 'given-up')),
    attempts integer not null default 0,
    next_at timestamptz not null,
    sent_at timestamptz,
    error text,
    primary key (notice_id, recipient_id)
  )`,
  `create index notice_delivery_due on notice_delivery (next_at) where state = 'waiting'`,
  `create index notice_delivery_recipient on notice_delivery (recipient_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
