// In:    libraries.
// Out:   what was seen of each: from its sites, at its desk, in its schedule.
// Never: runs a query per library.
import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { EventColumn, PolicyTopic } from '@askusnow/sdk/contract';
import { VIEWPORTS } from '@askusnow/sdk/contract';
import { isActive } from '../../help/notices/outbox-store.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { loadContactsConfirmed } from './contacts-store.ts';
import { loadPolicyConfirmed } from './policy-reviews-store.ts';
import { AHEAD_MS, type ReadinessFacts } from './readiness.ts';

type Db = Kysely<Tables>;

const toMs = (date: Date | null | undefined): number | null => date?.getTime() ?? null;

export const loadSites = (db: Db, libraries: readonly string[]) =>
  db
    .selectFrom('placement')
    .select([
      'origin_id',
      sql<Date>`min(first_seen_at)`.as('seen_at'),
      // A link or a picture is on no page of its own.
      sql<Date | null>`min(first_seen_at) filter (where form in ('tag', 'tab', 'frame'))`.as('tag_at'),
    ])
    .where('library_id', 'in', libraries)
    .groupBy('origin_id')
    .execute();

/** `aheadMs`: a week without shifts counts if it begins before. */
export const loadDesks = (db: Db, queues: readonly string[], nowMs: number, aheadMs: number) =>
  db
    .selectFrom('queue')
    .leftJoin('schedule_expansion as done', 'done.queue_id', 'queue.id')
    .leftJoin('queue_presence as seen', 'seen.queue_id', 'queue.id')
    .select((row) => {
      const lastEnd = (kind: 'hours' | 'shift') =>
        row
          .selectFrom('schedule_range')
          .select('ends_at')
          .whereRef('queue_id', '=', 'queue.id')
          .where('kind', '=', kind)
          .orderBy('ends_at', 'desc')
          .limit(1);
      const now = new Date(nowMs);
      const ahead = new Date(aheadMs);
      const openRanges = row
        .selectFrom('schedule_range as open')
        .whereRef('open.queue_id', '=', 'queue.id')
        .where('open.kind', '=', 'hours')
        .where('open.ends_at', '>', now)
        .where('open.starts_at', '<', ahead);
      const opensAt = sql<Date>`greatest(open.starts_at, ${now})`;
      const noShiftFrom = (at: RawBuilder<Date>) =>
        row.not(
          row.exists(
            row
              .selectFrom('schedule_range as shift')
              .where(sql<SqlBool>`shift.queue_id = open.queue_id`)
              .where('shift.kind', '=', 'shift')
              .where('shift.ends_at', '>', at)
              // The same, as a value that an index finds.
              .where('shift.ends_at', '>', now)
              .where(sql<SqlBool>`shift.starts_at < ${at} + interval '7 days'`),
          ),
        );
      const fromOpening = openRanges.select(opensAt.as('at')).where(noShiftFrom(opensAt)).orderBy('at').limit(1);
      // Service hours that last longer than a week can be unscheduled from the end of any shift on.
      const shiftEndsAt = sql<Date>`done.ends_at`;
      const fromShiftEnd = openRanges
        .innerJoin('schedule_range as done', 'done.queue_id', 'open.queue_id')
        .select(shiftEndsAt.as('at'))
        .where(sql<SqlBool>`open.ends_at > open.starts_at + interval '7 days'`)
        .where('done.kind', '=', 'shift')
        .whereRef('done.ends_at', '>', 'open.starts_at')
        .where('done.ends_at', '>', now)
        .where('done.ends_at', '<', ahead)
        .where(sql<SqlBool>`done.ends_at <= open.ends_at - interval '7 days'`)
        .where(noShiftFrom(shiftEndsAt))
        .orderBy('at')
        .limit(1);
      return [
        'queue.id',
        'queue.name',
        'done.expanded_at',
        'seen.sampled_at',
        'seen.failing_since',
        sql<boolean>`queue.presence is not null`.as('has_source'),
        lastEnd('hours').as('hours_through'),
        lastEnd('shift').as('scheduled_through'),
        row.fn<Date | null>('least', [fromOpening, fromShiftEnd]).as('unscheduled_at'),
      ];
    })
    .where('queue.id', 'in', queues)
    .execute();

const CLICKS = sql.join(
  VIEWPORTS.flatMap((viewport) => [`click_${viewport}`, `follow_${viewport}`] satisfies EventColumn[]).map((column) =>
    sql.ref(column),
  ),
  sql` + `,
);

export const loadPracticeClicks = (db: Db, libraries: readonly string[]) =>
  db
    .selectFrom('placement_day')
    .select(['library_id', sql<string>`max(date)`.as('date')])
    .where('library_id', 'in', libraries)
    // Written out: a parameter would keep the database from using the index of trials.
    .where(sql<SqlBool>`class = 'practice'`)
    .where(sql<SqlBool>`${CLICKS} > 0`)
    .groupBy('library_id')
    .execute();

export const loadRecipients = (db: Db, libraries: readonly string[], hasMail: boolean) =>
  db
    .selectFrom('notice_recipient')
    .select(['library_id', sql<Date>`min(coalesce(confirmed_at, created_at))`.as('since')])
    .where('tier', '=', 'local')
    .where('library_id', 'in', libraries)
    .where(isActive)
    .where(sql<SqlBool>`'assistance-opened' = any (kinds)`)
    .$if(!hasMail, (query) => query.where('channel', '<>', 'email'))
    .groupBy('library_id')
    .execute();

const nearestQueue = ({ queues: [nearest] }: RegisteredLibrary): string | null => nearest?.queueId ?? null;

/** In the order of the libraries. */
export async function loadReadinessFacts(
  db: Db,
  libraries: readonly RegisteredLibrary[],
  { hasMail, topics }: { hasMail: boolean; topics: readonly PolicyTopic[] },
  nowMs: number,
): Promise<ReadinessFacts[]> {
  if (libraries.length === 0) return [];
  const ids = libraries.map(({ id }) => id);
  const queues = [...new Set(libraries.map(nearestQueue).filter((id) => id !== null))];
  const [sites, desks, practice, recipients, contacts, policy] = await Promise.all([
    loadSites(db, ids).then((rows) => new Map(rows.map((row) => [row.origin_id, row]))),
    (queues.length === 0 ? Promise.resolve([]) : loadDesks(db, queues, nowMs, nowMs + AHEAD_MS)).then(
      (rows) => new Map(rows.map((row) => [row.id, row])),
    ),
    loadPracticeClicks(db, ids).then((rows) => new Map(rows.map((row) => [row.library_id, row.date]))),
    loadRecipients(db, ids, hasMail).then((rows) => new Map(rows.map((row) => [row.library_id, row.since]))),
    loadContactsConfirmed(db, libraries, nowMs),
    loadPolicyConfirmed(db, libraries, topics, nowMs),
  ]);
  return libraries.map((library): ReadinessFacts => {
    const { id, name, zone, live, fallback, origins } = library;
    const desk = desks.get(nearestQueue(library) ?? '');
    const tagDates = origins.flatMap((origin) => sites.get(origin.id)?.tag_at?.getTime() ?? []);
    return {
      library: { id, name, zone, live },
      desk:
        desk === undefined
          ? null
          : {
              name: desk.name,
              expandedAtMs: toMs(desk.expanded_at),
              hoursThroughMs: toMs(desk.hours_through),
              scheduledThroughMs: toMs(desk.scheduled_through),
              unscheduledAtMs: toMs(desk.unscheduled_at),
              presence: desk.has_source
                ? { sampledAtMs: toMs(desk.sampled_at), failingSinceMs: toMs(desk.failing_since) }
                : null,
            },
      hasFallback: Object.keys(fallback).length > 0,
      recipientsSinceMs: toMs(recipients.get(id)),
      origins: origins.map((origin) => ({ origin: origin.origin, seenAtMs: toMs(sites.get(origin.id)?.seen_at) })),
      tagSeenAtMs: tagDates.length === 0 ? null : Math.min(...tagDates),
      practiceClickOn: practice.get(id) ?? null,
      contacts: contacts.get(id)!,
      policy: policy.get(id)!,
    };
  });
}
