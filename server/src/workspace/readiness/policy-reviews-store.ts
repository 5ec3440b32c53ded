// In:    libraries, and the topics of the cooperative.
// Out:   whether the coordinator has reviewed each one's page of every topic, and whether those reviews still hold.
// Never: counts a page whose topic the cooperative no longer has.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { PolicyTopic } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { startOfDayMs, windowOf } from '../../platform/time/day-window.ts';
import { messages } from './messages.ts';
import type { Confirmed } from './readiness.ts';

/** The newest revision of each page that has a text. */
export const loadPolicyReviews = (db: Kysely<Tables>, libraries: readonly string[], topics: readonly string[]) =>
  db
    .selectFrom((from) =>
      from
        .selectFrom('policy_revision')
        .select(['library_id', 'text', 'coordinator_reviewed_on', 'review_by'])
        .distinctOn(['library_id', 'topic'])
        .where('library_id', 'in', libraries)
        .where('topic', '=', sql<string>`any (${topics}::text[])`)
        .orderBy('library_id')
        .orderBy('topic')
        .orderBy('revision', 'desc')
        .as('page'),
    )
    .select([
      'library_id',
      sql<number>`count(*)::integer`.as('written'),
      sql<number>`count(coordinator_reviewed_on)::integer`.as('reviewed'),
      sql<string | null>`min(coordinator_reviewed_on)`.as('reviewed_on'),
      sql<string | null>`min(review_by)`.as('review_by'),
    ])
    .where(sql<SqlBool>`trim(text) <> ''`)
    .groupBy('library_id')
    .execute();

type Reviews = Omit<Awaited<ReturnType<typeof loadPolicyReviews>>[number], 'library_id'>;

const NOTHING_WRITTEN: Reviews = { written: 0, reviewed: 0, reviewed_on: null, review_by: null };

export function policyReviewed(
  { written, reviewed, reviewed_on, review_by }: Reviews,
  pages: number,
  zone: string,
  nowMs: number,
): Confirmed {
  const { missing, waiting, overdue, areReviewed, write, ask } = messages.policy;
  const isOverdue = review_by !== null && review_by < windowOf(zone, nowMs, 1).to;
  return {
    isMet: reviewed === pages && !isOverdue,
    atMs: reviewed_on === null ? null : startOfDayMs(zone, reviewed_on),
    why:
      written < pages
        ? missing(pages - written)
        : reviewed < pages
          ? waiting(pages - reviewed)
          : isOverdue
            ? overdue
            : areReviewed(pages),
    action: written < pages ? write : ask,
    page: 'local',
    forCoordinator: written < pages ? undefined : true,
  };
}

export async function loadPolicyConfirmed(
  db: Kysely<Tables>,
  libraries: readonly RegisteredLibrary[],
  topics: readonly PolicyTopic[],
  nowMs: number,
): Promise<Map<string, Confirmed>> {
  const rows = await loadPolicyReviews(
    db,
    libraries.map(({ id }) => id),
    topics.map(({ id }) => id),
  );
  const byLibrary = new Map(rows.map((row) => [row.library_id, row]));
  return new Map(
    libraries.map(({ id, zone }) => [
      id,
      policyReviewed(byLibrary.get(id) ?? NOTHING_WRITTEN, topics.length, zone, nowMs),
    ]),
  );
}
