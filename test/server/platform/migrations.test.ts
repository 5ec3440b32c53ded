// A database goes on with a newer version: it has the names of its migrations, in their order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { migrateToLatest } from '../../../server/src/platform/db/migrate.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { MIGRATIONS, migrate } from '../../../server/src/schema.ts';
import { ENGINES, forEachEngine } from '../../support/app/database.ts';
import { useEmptyDatabase } from '../../support/app/empty-database.ts';

/** As existing databases have recorded them; a new one is added here, too, with the next number. */
const RECORDED = [
  '0001-foundation',
  '0002-coverage',
  '0003-node',
  '0004-accounts',
  '0005-feed-left-out',
  '0006-page-words',
  '0007-languages',
  '0008-job',
  '0009-placement-diagnosis',
  '0010-standard',
  '0011-simulation',
  '0012-placement-retirement',
  '0013-page-check',
  '0014-site-notices',
  '0015-urgent-line',
  '0016-score-history',
  '0017-library-message',
  '0018-hand-over',
  '0019-campaign',
  '0020-floating-form',
  '0021-roles',
  '0022-audit-chain',
  '0023-api-token',
  '0024-account-email',
  '0025-account-openid',
  '0026-row-policies',
  '0027-audit-role',
  '0028-node-start',
  '0029-policy-pages',
  '0030-local-facts',
  '0031-follow-ups',
  '0032-training',
  '0033-readiness',
  '0034-sampling',
  '0035-reports',
  '0036-report-shares',
  '0037-meetings',
  '0038-policy-reports',
  '0039-provider-alerts',
  '0040-problem-reports',
  '0041-follow-up-lists',
  '0042-known-schedules',
  '0043-audit-whole-chain',
  '0044-limits',
  '0045-email-change',
  '0046-sent-request',
  '0047-meeting-revision',
  '0048-lists-and-bundles-folded',
  '0049-comment-revision',
  '0050-statement-revision',
  '0051-revisions-and-calendar-tokens',
  '0052-account-revision',
  '0053-message-revision',
  '0054-message-translations',
  '0055-queue-languages',
  '0056-other-widgets',
  '0057-after-closing',
  '0058-registration',
  '0059-closings',
  '0060-colleagues',
  '0061-notifications',
  '0062-set-up-link',
  '0063-branches',
  '0064-proposed-addresses',
  '0065-liaison-contact',
  '0066-ended-desks',
  '0067-node-address',
  '0068-proposals-and-recipients',
  '0069-shared-hours',
  '0070-covers',
  '0071-hours-given',
  '0072-desk-press',
  '0073-owed-calendars',
  '0074-notices-in-chats',
  '0075-announced-closings',
  '0076-shift-requests',
  '0077-press-corrections',
  '0078-served-lately',
  '0079-desk-months',
  '0080-survey-months',
  '0081-catalog-results',
  '0082-library-accounts',
  '0083-library-accounts-embedded',
  '0084-whole-minutes',
];

/** Two desks with a schedule of before they were known: of one, the import is recorded. */
async function addSchedules({ db }: Database): Promise<void> {
  await sql`insert into audit_entry (at, by, subject, action)
    values ('2026-06-20T12:00:00Z', 'command line', 'queue:audited', 'imported'),
      ('2026-06-25T12:00:00Z', 'command line', 'queue:audited', 'hours-changed')`.execute(db);
  for (const [queue_id, ...days] of [
    ['audited', '2026-06-19', '2026-06-20', '2026-06-21'],
    ['unaudited', '2026-06-21', '2026-07-01'],
  ] as [string, ...string[]][]) {
    await sql`insert into queue (id, name, tier, zone, seasons, exceptions)
      values (${queue_id}, ${queue_id}, 'local', 'UTC', '[]', '[]')`.execute(db);
    for (const day of days)
      await sql`insert into schedule_range (queue_id, kind, starts_at, ends_at, source)
        values (${queue_id}, 'hours', ${`${day}T10:00:00Z`}, ${`${day}T21:00:00Z`}, 'rules')`.execute(db);
  }
}

/** A desk of each kind with a calendar that has a title. */
async function addCalendars({ db }: Database): Promise<void> {
  for (const tier of ['local', 'statewide']) {
    await sql`insert into queue (id, name, tier, zone, seasons, exceptions)
      values (${tier}, ${tier}, ${tier}, 'UTC', '[]', '[]')`.execute(db);
    await sql`insert into shift_feed (queue_id, url, etag, next_at)
      values (${tier}, 'https://calendar.example.org/a.ics', 'kept', '2026-07-01T12:00:00Z')`.execute(db);
    await sql`insert into schedule_range (queue_id, kind, starts_at, ends_at, source, label)
      values (${tier}, 'shift', '2026-07-02T10:00:00Z', '2026-07-02T12:00:00Z', 'feed', 'Avery Sample')`.execute(db);
  }
}

/** An address that was mailed, one that waits for its first notice, and a feed. */
async function addRecipients({ db }: Database): Promise<void> {
  const notice = '0b8e7a52-3f0f-4a3e-9d0c-2f5a4a1c9e77';
  await sql`insert into notice (id, key, kind, tier, subject, text, data, at)
    values (${notice}, 'key', 'feed-failing', 'statewide', '', '', '{}', '2026-07-01T12:00:00Z')`.execute(db);
  await sql`insert into notice_recipient (tier, channel, address, kinds, created_at, by)
    values ('statewide', 'email', 'mailed@example.org', '{}', '2026-06-01T12:00:00Z', 'test'),
      ('statewide', 'email', 'new@example.org', '{}', '2026-06-01T12:00:00Z', 'test'),
      ('statewide', 'atom', null, '{}', '2026-06-01T12:00:00Z', 'test')`.execute(db);
  await sql`insert into notice_delivery (notice_id, recipient_id, state, next_at)
    select ${notice}::uuid, id, case address when 'mailed@example.org' then 'sent' else 'waiting' end, created_at
    from notice_recipient where channel = 'email'`.execute(db);
}

test('migrations: the names and the order that databases have recorded stay', () => {
  assert.deepEqual(Object.keys(MIGRATIONS), RECORDED, 'a migration is added at the end, and keeps its name');
});

forEachEngine((engine, open) => {
  test('migrations: apply once', async () => {
    assert.deepEqual(await migrate(await open()), []);
  });
});

for (const engine of ENGINES)
  test(`migrations: one that fails at its second step leaves the database as it was, on ${engine}`, () =>
    useEmptyDatabase(engine, async ({ db }) => {
      const first = { [RECORDED[0]!]: MIGRATIONS[RECORDED[0]!]! };
      await migrateToLatest(db, first);
      const broken = { ...first, y: ['create table y ()'], z: ['create table z ()', 'select 1 / 0'] };
      await assert.rejects(migrateToLatest(db, broken), /division by zero/);
      const { rows } = await sql`select to_regclass('y') as y, to_regclass('z') as z`.execute(db);
      assert.deepEqual(rows, [{ y: null, z: null }]);
      assert.deepEqual(await migrateToLatest(db, first), []);
    }));

for (const engine of ENGINES)
  test(`migrations: a database of an earlier version keeps its rows and gets the rest, on ${engine}`, () =>
    useEmptyDatabase(engine, async (database) => {
      const { db } = database;
      const before = RECORDED.indexOf('0006-page-words');
      const earlier = Object.fromEntries(Object.entries(MIGRATIONS).slice(0, before));
      assert.deepEqual(await migrateToLatest(db, earlier), RECORDED.slice(0, before));

      await db
        .insertInto('library')
        .values({ id: 'harford', name: 'Harford', zone: 'America/New_York', live: true })
        .execute();
      const { id: origin_id } = await db
        .insertInto('library_origin')
        .values({ library_id: 'harford', origin: 'https://www.example.org' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const at = '2026-07-01T12:00:00Z';
      for (const pattern of ['/', '/catalog', '/~doe', '/~roe', '/hours', '(other)'])
        await db
          .insertInto('placement')
          .values({
            ...{ library_id: 'harford', origin_id, pattern, name: 'default', form: 'tag', widget: '0.1.0' },
            ...{ first_seen_at: at, last_seen_at: at, established: true },
          })
          .execute();
      await db.insertInto('key_page').values({ library_id: 'harford', name: 'Hours', pattern: '/hours' }).execute();
      for (const [pattern, views] of [
        ['/~doe', 19],
        ['/~roe', 20],
      ] as const) {
        const { id } = await db
          .selectFrom('placement')
          .select('id')
          .where('pattern', '=', pattern)
          .executeTakeFirstOrThrow();
        await db
          .insertInto('placement_day')
          .values({
            ...{ library_id: 'harford', placement_id: id, date: '2026-07-01', state: 'available', tier: 'local' },
            ...{ class: 'counted', viewable_phone: views },
          })
          .execute();
      }

      await addSchedules(database);
      await addRecipients(database);
      await addCalendars(database);

      assert.deepEqual(await migrate(database), Object.keys(MIGRATIONS).slice(before));
      const kept = await db
        .selectFrom('schedule_range')
        .selectAll()
        .where('source', '=', 'rules')
        .orderBy('queue_id')
        .orderBy('starts_at')
        .execute();
      assert.deepEqual(
        kept.map(({ queue_id, starts_at }) => `${queue_id} ${starts_at.toISOString()}`),
        ['audited 2026-06-20T12:00:00.000Z', 'audited 2026-06-21T10:00:00.000Z', 'unaudited 2026-07-01T12:00:00.000Z'],
        'none of before its hours were imported, or of before the first event',
      );
      const titled = await db
        .selectFrom('shift_feed')
        .innerJoin('schedule_range', 'schedule_range.queue_id', 'shift_feed.queue_id')
        .select(['shift_feed.queue_id', 'label', 'etag', 'owners'])
        .orderBy('shift_feed.queue_id')
        .execute();
      assert.deepEqual(
        titled.map(({ queue_id, label, etag, owners }) => [queue_id, label, etag, owners]),
        [
          ['local', 'Avery Sample', 'kept', []],
          ['statewide', 'Shift', null, []],
        ],
        'no title of a shared desk stays, and its calendar is read again',
      );
      const candidates = await db.selectFrom('placement').select('pattern').where('established', '=', false).execute();
      assert.deepEqual(candidates, [{ pattern: '/~doe' }], 'neither published, nor a key page, nor of 20 views');
      const asked = await db
        .selectFrom('notice_recipient')
        .innerJoin('notice_delivery', 'recipient_id', 'notice_recipient.id')
        .select(['address', 'confirmed_at', 'state'])
        .orderBy('address')
        .execute();
      assert.deepEqual(
        asked.map(({ address, confirmed_at, state }) => [address, confirmed_at !== null, state]),
        [
          ['mailed@example.org', true, 'sent'],
          ['new@example.org', false, 'given-up'],
        ],
        'an address that was mailed stays; another is asked first',
      );
      assert.deepEqual(await migrate(database), []);
    }));
