// In:    an empty database.
// Out:   the tables of server/src/platform/db/tables.ts.
// Never: creates the partitions of a given day or month: server/src/visibility/ingest/partitions.ts does.
import { sql, type Kysely } from 'kysely';

const KINDS = ['impression', 'unmeasurable', 'viewable', 'first_screen', 'click', 'follow'];
const VIEWPORTS = ['phone', 'tablet', 'desktop'];
const eventColumns = KINDS.flatMap((kind) =>
  VIEWPORTS.map((viewport) => `${kind}_${viewport} integer not null default 0`),
).join(',\n');
const dimensions = `
  state text not null check (state in ('available', 'busy', 'unknown', 'closed')),
  tier text not null check (tier in ('local', 'statewide', 'global', 'none')),
  class text not null check (class in ('counted', 'practice', 'bot', 'suspect'))`;

const statements = [
  `create table cooperative (
    id text primary key check (id = 'cooperative'),
    name text not null,
    note text
  )`,
  `create table queue (
    id text primary key,
    name text not null,
    tier text not null check (tier in ('local', 'statewide', 'global')),
    zone text not null,
    note text,
    weekly jsonb,
    seasons jsonb not null default '[]',
    exceptions jsonb not null default '[]',
    closed_until timestamptz,
    revision integer not null default 0,
    edited_at timestamptz
  )`,
  `create table library (
    id text primary key,
    name text not null,
    zone text not null,
    live boolean not null,
    fallback_phone text,
    fallback_form text,
    fallback_page text,
    removed boolean not null default false
  )`,
  `create table library_queue (
    library_id text not null references library on delete cascade,
    tier text not null check (tier in ('local', 'statewide', 'global')),
    queue_id text not null references queue,
    chat_url text,
    primary key (library_id, tier)
  )`,
  `create index library_queue_queue on library_queue (queue_id)`,
  `create table library_origin (
    id integer generated always as identity primary key,
    library_id text not null references library on delete cascade,
    origin text not null,
    registered boolean not null default true,
    unique (library_id, origin)
  )`,
  `create table key_page (
    id integer generated always as identity primary key,
    library_id text not null references library on delete cascade,
    name text not null,
    origin text,
    pattern text,
    placement text,
    viewport text check (viewport in ('phone', 'tablet', 'desktop')),
    min_patterns integer not null default 1 check (min_patterns >= 1),
    weight double precision not null default 1 check (weight > 0),
    unique (library_id, name)
  )`,
  // The last check: even if the code above it fails, a page cannot write other text.
  `create table placement (
    id integer generated always as identity primary key,
    library_id text not null references library on delete cascade,
    origin_id integer not null references library_origin on delete cascade,
    pattern text not null check (
      pattern = '(other)'
      or (length(pattern) <= 200 and pattern ~ '^/([a-z0-9._~=$:-]+(/[a-z0-9._~=$:-]+)*)?/?$')
    ),
    name text not null check (name ~ '^[a-z0-9-]{1,32}$'),
    form text not null check (form in ('tag', 'frame', 'badge', 'link')),
    widget text not null check (widget ~ '^[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$'),
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    established boolean not null,
    unique (library_id, origin_id, pattern, name, form)
  )`,
  `create table placement_day (
    library_id text not null,
    placement_id integer not null references placement on delete cascade,
    date date not null,
    ${dimensions},
    ${eventColumns},
    primary key (placement_id, date, state, tier, class)
  )`,
  // Contains no counter: every event would update such an index.
  `create index placement_day_date on placement_day (library_id, date)`,
  `create table library_hour (
    library_id text not null,
    date date not null,
    hour smallint not null check (hour between 0 and 23),
    ${dimensions},
    ${eventColumns},
    primary key (library_id, date, hour, state, tier, class)
  ) partition by range (date)`,
  `create table library_hour_default partition of library_hour default`,
  `create table event_batch (
    day date not null,
    id uuid not null,
    primary key (day, id)
  ) partition by range (day)`,
  `create table event_batch_default partition of event_batch default`,
  `create table refusal_day (
    library_id text not null,
    date date not null,
    reason text not null check (reason ~ '^[a-z0-9-]{1,40}$'),
    count integer not null default 0,
    primary key (library_id, date, reason)
  )`,
  `create table availability_interval (
    id integer generated always as identity primary key,
    library_id text not null references library on delete cascade,
    started_at timestamptz not null,
    ended_at timestamptz,
    state text not null check (state in ('available', 'busy', 'unknown', 'closed')),
    tier text check (tier in ('local', 'statewide', 'global')),
    evidence text not null check (evidence in ('observed', 'scheduled', 'none')),
    check (ended_at >= started_at)
  )`,
  `create unique index availability_interval_open on availability_interval (library_id) where ended_at is null`,
  `create index availability_interval_started on availability_interval (library_id, started_at)`,
  `create table account (
    id integer generated always as identity primary key,
    label text not null,
    role text not null check (role in ('coordinator', 'liaison')),
    created_at timestamptz not null default now()
  )`,
  `create table account_library (
    account_id integer not null references account on delete cascade,
    library_id text not null references library on delete cascade,
    primary key (account_id, library_id)
  )`,
  `create table invitation (
    token_hash bytea primary key,
    account_id integer not null references account on delete cascade,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  `create table session (
    token_hash bytea primary key,
    account_id integer not null references account on delete cascade,
    expires_at timestamptz not null
  )`,
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
  `create table widget_build (
    version text primary key,
    files jsonb not null
  )`,
  `create table lease (
    name text primary key,
    holder text not null,
    expires_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
