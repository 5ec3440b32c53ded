// In:    a meeting or a site visit of the coordinator.
// Out:   meetings and visits; each change with its audit entry.
// Never: overwrites a change that the coordinator has not seen.
import type { Kysely, Selectable } from 'kysely';
import type { Meeting, MeetingChange, NewMeeting, NewSiteVisit } from '@askusnow/sdk/contract';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change, type Transaction } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, staleRevision } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { toInstant } from '../../platform/time/instants.ts';
import type { MeetingTable } from './tables.ts';
import { startMsOf } from './when.ts';

type Db = Kysely<Tables>;

/** The change channel: pages that show meetings read again. */
export const MEETINGS = 'meetings';

const SUBJECT = 'cooperative';

const toMeeting = (row: Selectable<MeetingTable>): Meeting => ({ ...row, startsAt: toInstant(startMsOf(row)) });
const toAudited = ({ date, time, zone, place }: NewMeeting): NewMeeting => ({ date, time, zone, place });

/** Some tens: a cooperative meets every month or two. The earliest first. */
export const loadMeetings = async (db: Db): Promise<Meeting[]> =>
  (await db.selectFrom('meeting').selectAll().execute())
    .map(toMeeting)
    .sort((one, other) => one.startsAt.localeCompare(other.startsAt) || one.id - other.id);

/** The last one that has begun by an instant. */
export const lastBefore = (meetings: readonly Meeting[], atMs: number): Meeting | undefined =>
  meetings.findLast(({ startsAt }) => Date.parse(startsAt) < atMs);

export const addMeeting = (database: Database, meeting: NewMeeting, authorship: Authorship & Sent): Promise<Meeting> =>
  change(database, MEETINGS, authorship, async (trx, record) => {
    const id = await once(trx, authorship, async () => {
      const added = await trx.insertInto('meeting').values(meeting).returning('id').executeTakeFirstOrThrow();
      record.entry({ subject: SUBJECT, action: 'meeting-added', before: null, after: meeting });
      return added.id;
    });
    return toMeeting(await trx.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  });

/**
 * Not a full lock: a topic that is put on the agenda is locked first, and then this row by its key. Two such could
 * deadlock.
 */
async function lockMeeting(trx: Transaction, { id, revision }: Pick<Meeting, 'id' | 'revision'>): Promise<Meeting> {
  const row = await trx.selectFrom('meeting').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
  if (row === undefined) throw notFound();
  if (row.revision !== revision) throw staleRevision('meeting');
  return toMeeting(row);
}

/** Errors: Refusal 404 `not-found`, 409 `stale-revision`. */
export const changeMeeting = (
  database: Database,
  id: number,
  { revision, ...meeting }: MeetingChange,
  authorship: Authorship,
): Promise<Meeting> =>
  change(database, MEETINGS, authorship, async (trx, record) => {
    const before = toAudited(await lockMeeting(trx, { id, revision }));
    const row = await trx
      .updateTable('meeting')
      .set({ ...meeting, revision: revision + 1 })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    record.entry({ subject: SUBJECT, action: 'meeting-changed', before, after: meeting });
    return toMeeting(row);
  });

/** What was on its agenda is proposed again. Errors: as of `changeMeeting`. */
export const removeMeeting = (
  database: Database,
  meeting: Pick<Meeting, 'id' | 'revision'>,
  authorship: Authorship,
): Promise<void> =>
  change(database, MEETINGS, authorship, async (trx, record) => {
    const before = toAudited(await lockMeeting(trx, meeting));
    // Waits for topics that are being put on this agenda, and takes the meeting from all of its topics.
    await trx.deleteFrom('meeting').where('id', '=', meeting.id).execute();
    await trx
      .updateTable('proposal')
      .set((row) => ({ state: 'proposed', revision: row('revision', '+', 1) }))
      .where('state', '=', 'on-agenda')
      .where('meeting_id', 'is', null)
      .execute();
    record.entry({ subject: SUBJECT, action: 'meeting-removed', before, after: null });
  });

export interface StoredVisit {
  id: number;
  library: string;
  date: string;
}

/** The earliest first. */
export const loadVisits = (db: Db, from: string): Promise<StoredVisit[]> =>
  db
    .selectFrom('site_visit')
    .select(['id', 'library_id as library', 'date'])
    .where('date', '>=', from)
    .orderBy('date')
    .orderBy('id')
    .execute();

/** A second visit on the same day is the same one. */
export const addVisit = (
  database: Database,
  { library, date }: NewSiteVisit,
  authorship: Authorship & Sent,
): Promise<StoredVisit> =>
  change(database, MEETINGS, authorship, async (trx, record) => {
    const id = await once(trx, authorship, async () => {
      const added = await trx
        .insertInto('site_visit')
        .values({ library_id: library, date })
        .onConflict((conflict) => conflict.columns(['library_id', 'date']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added !== undefined) {
        record.entry({ subject: librarySubject(library), action: 'site-visit-added', before: null, after: { date } });
        return added.id;
      }
      const same = trx.selectFrom('site_visit').select('id').where('library_id', '=', library).where('date', '=', date);
      return (await same.executeTakeFirstOrThrow()).id;
    });
    return { id, library, date };
  });

/** Errors: Refusal 404 `not-found`. */
export const removeVisit = (database: Database, id: number, authorship: Authorship): Promise<void> =>
  change(database, MEETINGS, authorship, async (trx, record) => {
    const removed = await trx
      .deleteFrom('site_visit')
      .where('id', '=', id)
      .returning(['library_id as library', 'date'])
      .executeTakeFirst();
    if (removed === undefined) throw notFound();
    const { library, date } = removed;
    record.entry({ subject: librarySubject(library), action: 'site-visit-removed', before: { date }, after: null });
  });
