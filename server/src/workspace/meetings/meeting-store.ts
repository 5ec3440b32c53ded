// In:    a meeting or a site visit of the coordinator.
// Out:   meetings and visits; each change with its audit entry.
// Never: overwrites a change that the coordinator has not seen.
import type { Kysely } from 'kysely';
import type { Meeting, MeetingChange, NewMeeting, NewSiteVisit } from '@askusnow/sdk/contract';
import { lockCooperative } from '../../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { startMsOf } from './when.ts';

type Db = Kysely<Tables>;

/** The change channel: pages that show meetings read again. */
export const MEETINGS = 'meetings';

const SUBJECT = 'cooperative';
const COLUMNS = ['id', 'date', 'time', 'zone', 'place', 'version'] as const;

/** Some tens: a cooperative meets every month or two. The earliest first. */
export async function loadMeetings(db: Db): Promise<Meeting[]> {
  const rows = await db.selectFrom('meeting').select(COLUMNS).execute();
  return rows
    .map((row) => ({ ...row, startsAt: toInstant(startMsOf(row)) }))
    .sort((one, other) => one.startsAt.localeCompare(other.startsAt) || one.id - other.id);
}

export const loadMeeting = async (db: Db, id: number): Promise<Meeting | undefined> =>
  (await loadMeetings(db)).find((meeting) => meeting.id === id);

/** The last one that has begun by an instant. */
export const lastBefore = (meetings: readonly Meeting[], atMs: number): Meeting | undefined =>
  meetings.findLast(({ startsAt }) => Date.parse(startsAt) < atMs);

/** A second meeting at the same time and place is the same one. */
export const addMeeting = ({ db, changes }: Database, meeting: NewMeeting, authorship: Authorship): Promise<Meeting> =>
  db.transaction().execute(async (trx) => {
    // One at a time: the next one finds this meeting.
    await lockCooperative(trx);
    const { date, time, zone, place } = meeting;
    const same = (await loadMeetings(trx)).find(
      (other) => other.date === date && other.time === time && other.zone === zone && other.place === place,
    );
    if (same !== undefined) return same;
    const { id } = await trx.insertInto('meeting').values(meeting).returning('id').executeTakeFirstOrThrow();
    await addEntries(trx, authorship, [{ subject: SUBJECT, action: 'meeting-added', before: null, after: meeting }]);
    await changes.publish(MEETINGS, trx);
    return (await loadMeeting(trx, id))!;
  });

export const changeMeeting = (
  { db, changes }: Database,
  id: number,
  { version, ...meeting }: MeetingChange,
  authorship: Authorship,
): Promise<Meeting | 'unknown' | 'stale'> =>
  db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('meeting').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
    if (before === undefined) return 'unknown';
    if (before.version !== version) return 'stale';
    await trx
      .updateTable('meeting')
      .set({ ...meeting, version: version + 1 })
      .where('id', '=', id)
      .execute();
    const { date, time, zone, place } = before;
    await addEntries(trx, authorship, [
      { subject: SUBJECT, action: 'meeting-changed', before: { date, time, zone, place }, after: meeting },
    ]);
    await changes.publish(MEETINGS, trx);
    return (await loadMeeting(trx, id))!;
  });

/** What was on its agenda is proposed again. */
export const removeMeeting = (
  { db, changes }: Database,
  { id, version }: Pick<Meeting, 'id' | 'version'>,
  authorship: Authorship,
): Promise<'removed' | 'unknown' | 'stale'> =>
  db.transaction().execute(async (trx) => {
    // Not a full lock: a topic that is put on this agenda is locked first, and then this row by its key. Two such could deadlock.
    const before = await trx
      .selectFrom('meeting')
      .select(COLUMNS)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (before === undefined) return 'unknown';
    if (before.version !== version) return 'stale';
    // Waits for topics that are being put on this agenda, and takes the meeting from all of its topics.
    await trx.deleteFrom('meeting').where('id', '=', id).execute();
    await trx
      .updateTable('proposal')
      .set((row) => ({ state: 'proposed', version: row('version', '+', 1) }))
      .where('state', '=', 'on-agenda')
      .where('meeting_id', 'is', null)
      .execute();
    const { date, time, zone, place } = before;
    await addEntries(trx, authorship, [
      { subject: SUBJECT, action: 'meeting-removed', before: { date, time, zone, place }, after: null },
    ]);
    await changes.publish(MEETINGS, trx);
    return 'removed';
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

const visitSubject = (library: string): string => `library:${library}`;

/** A second visit on the same day is the same one. */
export const addVisit = (
  { db, changes }: Database,
  { library, date }: NewSiteVisit,
  authorship: Authorship,
): Promise<StoredVisit> =>
  db.transaction().execute(async (trx) => {
    const added = await trx
      .insertInto('site_visit')
      .values({ library_id: library, date })
      .onConflict((conflict) => conflict.columns(['library_id', 'date']).doNothing())
      .returning(['id', 'library_id as library', 'date'])
      .executeTakeFirst();
    if (added === undefined)
      return trx
        .selectFrom('site_visit')
        .select(['id', 'library_id as library', 'date'])
        .where('library_id', '=', library)
        .where('date', '=', date)
        .executeTakeFirstOrThrow();
    await addEntries(trx, authorship, [
      { subject: visitSubject(library), action: 'site-visit-added', before: null, after: { date } },
    ]);
    await changes.publish(MEETINGS, trx);
    return added;
  });

/** False: there is no such visit. */
export const removeVisit = ({ db, changes }: Database, id: number, authorship: Authorship): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('site_visit')
      .where('id', '=', id)
      .returning(['library_id as library', 'date'])
      .executeTakeFirst();
    if (removed === undefined) return false;
    await addEntries(trx, authorship, [
      {
        subject: visitSubject(removed.library),
        action: 'site-visit-removed',
        before: { date: removed.date },
        after: null,
      },
    ]);
    await changes.publish(MEETINGS, trx);
    return true;
  });
