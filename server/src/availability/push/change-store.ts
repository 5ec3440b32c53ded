// In:    notifications to every node; sessions by number.
// Out:   their kinds of change for signed-in pages, and whose session is over; until when sessions live.
// Never: passes on the library or queue: a page requests it from the routes, which check who may see it.
import { sql } from 'kysely';
import { CHANGE_KINDS, type ChangeKind } from '@askusnow/sdk/contract';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';

/** By the payload's first word, which a colon or a space ends. Samples are not among them: one comes every 30 s, and seldom says anything new. */
const KINDS: Record<string, readonly ChangeKind[]> = {
  [EVERYTHING]: CHANGE_KINDS,
  cooperative: ['queue', 'schedule'],
  registered: ['queue', 'schedule'],
  queue: ['queue'],
  'library-message': ['queue'],
  shifts: ['schedule'],
  schedule: ['schedule'],
  corrections: ['schedule'],
  clock: ['presence'],
  requests: ['requests'],
  notices: ['notices'],
  recipients: ['requests'],
  counts: ['counts'],
  'follow-ups': ['workspace'],
  training: ['workspace'],
  announcements: ['workspace'],
  meetings: ['workspace'],
  'policy-pages': ['workspace'],
  workspace: ['workspace'],
  covers: ['workspace'],
  'shift-requests': ['workspace'],
};

/** Called with the kinds of a change on any node. Returns how to unsubscribe. */
export const onStoredChange = ({ changes }: Database, listener: (kinds: readonly ChangeKind[]) => void): (() => void) =>
  changes.subscribe((payload) => {
    const kinds = KINDS[payload.split(/[: ]/, 1)[0] ?? ''];
    if (kinds !== undefined) listener(kinds);
  });

/** Whose streams end. `any`: notifications may have been missed; the database knows which sessions live. */
export type SessionEnd = { session: number } | { account: number } | 'any';

/** Called when a session has ended, on any node. Returns how to unsubscribe. */
export const onSessionEnd = ({ changes }: Database, listener: (end: SessionEnd) => void): (() => void) =>
  changes.subscribe((payload) => {
    const [word, id] = payload.split(':');
    if (payload === EVERYTHING) listener('any');
    else if (word === 'session' || word === 'account') listener({ [word]: Number(id) } as SessionEnd);
  });

/** When each of these sessions ends if it is not used again. Those that are over are not in it. */
export async function loadSessionEnds({ db }: Database, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'expires_at'])
    .where('id', '=', sql<number>`any(${ids}::int[])`)
    .execute();
  return new Map(rows.map(({ id, expires_at }) => [id, expires_at.getTime()]));
}
