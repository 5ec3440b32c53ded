// In:    work that is handed to a webmaster; notes; readings of its page.
// Out:   hand-overs with their notes; which of them were seen on their page.
// Never: a token: the table has hashes only.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { HandOver, HandOverNote } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { byClock, change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, quotaReached } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { VIEWPORTS } from '@askusnow/sdk/contract';
import { toInstant } from '../../platform/time/instants.ts';
import { COUNTS } from '../counts-channel.ts';
import type { PageCheck } from '../doctor/store.ts';
import type { HandOverTable } from '../tables.ts';
import { stateOf, type HandOverPage, type HandOverTimes } from './hand-over.ts';

type Db = Kysely<Tables>;
type Row = Selectable<HandOverTable>;

/** Open ones of a library: more would be lost sight of. */
const MAX_OPEN = 50;

export const timesOf = ({ live_at, withdrawn_at, expires_at }: Row): HandOverTimes => ({
  liveMs: live_at?.getTime() ?? null,
  withdrawnMs: withdrawn_at?.getTime() ?? null,
  expiresMs: expires_at.getTime(),
});

const toHandOver = (row: Row, notes: readonly HandOverNote[], nowMs: number): HandOver => ({
  id: row.id,
  library: row.library_id,
  page: row.page,
  placement: row.placement,
  branch: row.branch,
  variant: row.variant,
  platform: row.platform,
  state: stateOf(timesOf(row), nowMs),
  createdAt: row.created_at.toISOString(),
  by: row.by,
  expiresAt: row.expires_at.toISOString(),
  liveSince: toInstant(row.live_at?.getTime() ?? null),
  lastCheck:
    row.checked_at === null
      ? null
      : { checkedAt: row.checked_at.toISOString(), state: row.check_state, findings: row.check_findings },
  notes: [...notes],
});

async function withNotes(db: Db, rows: readonly Row[], nowMs: number): Promise<HandOver[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const notes = await db
    .selectFrom('hand_over_note')
    .select(['hand_over_id', 'at', 'from', 'text'])
    .where('hand_over_id', 'in', ids)
    .orderBy('id')
    .execute();
  const notesOf = Map.groupBy(notes, ({ hand_over_id }) => hand_over_id);
  return rows.map((row) =>
    toHandOver(
      row,
      (notesOf.get(row.id) ?? []).map(({ at, from, text }) => ({ at: at.toISOString(), from, text })),
      nowMs,
    ),
  );
}

/** Views of a placement since a day, counted or by staff: a webmaster's trial is a sight, too. */
const viewsOf = (row: {
  library: unknown;
  origin: unknown;
  pattern: unknown;
  name: unknown;
  from: unknown;
}) => sql<number>`(
  select coalesce(sum(${sql.join(
    VIEWPORTS.map((viewport) => sql`${sql.ref(`d.impression_${viewport}`)} + ${sql.ref(`d.follow_${viewport}`)}`),
    sql` + `,
  )}), 0)::integer
  from placement as p join placement_day as d on d.placement_id = p.id
  where p.library_id = ${row.library} and p.origin_id = ${row.origin} and p.pattern = ${row.pattern}
    and p.name = ${row.name} and d.date >= ${row.from} and d.class in ('counted', 'practice')
)`;

/** A request that is sent again renews the token of the link that it made. Errors: Refusal 409 `quota-reached`. */
export const saveHandOver = (
  database: Database,
  work: Pick<HandOver, 'library' | 'placement' | 'branch' | 'variant' | 'platform'> &
    HandOverPage & { fromDate: string; tokenHash: Buffer; expiresMs: number; note: string | null },
  authorship: Authorship & Sent,
): Promise<HandOver> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const { library, originId, page, pattern, placement, branch, variant, platform, fromDate, expiresMs, note } = work;
    const createdAt = new Date(authorship.atMs);
    await lockLibrary(trx, library);
    const add = async (): Promise<number> => {
      const { count } = await trx
        .selectFrom('hand_over')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('library_id', '=', library)
        .where('live_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .where('expires_at', '>', createdAt)
        .executeTakeFirstOrThrow();
      if (count >= MAX_OPEN) throw quotaReached(`A library can have ${MAX_OPEN} open links. Withdraw one first.`);
      const { id } = await trx
        .insertInto('hand_over')
        .values({
          library_id: library,
          origin_id: originId,
          page,
          pattern,
          placement,
          branch,
          variant,
          platform,
          views_before: viewsOf({ library, origin: originId, pattern, name: placement, from: fromDate }),
          from_date: fromDate,
          token_hash: work.tokenHash,
          created_at: createdAt,
          by: authorship.by.label,
          expires_at: new Date(expiresMs),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (note !== null) await addNote(trx, id, { at: createdAt, from: 'library', text: note });
      const after = { page, placement, ...(branch !== null && { branch }) };
      record.entry({ subject: librarySubject(library), action: 'handed-over', before: null, after });
      return id;
    };
    const renew = (id: number): Promise<unknown> =>
      trx.updateTable('hand_over').set({ token_hash: work.tokenHash }).where('id', '=', id).execute();
    const id = await once(trx, authorship, add, renew);
    return (await loadHandOvers(trx, { library, id }, authorship.atMs))[0]!;
  });

type NoteText = Pick<HandOverNote, 'from' | 'text'>;

const addNote = async (db: Db, id: number, note: NoteText & { at: Date }): Promise<number> =>
  (
    await db
      .insertInto('hand_over_note')
      .values({ hand_over_id: id, ...note })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id;

/** Notes of one hand-over that are kept; a link that has leaked fills no disk. */
const MAX_NOTES = 100;

const TOO_MANY_NOTES = {
  library: 'It has a hundred notes. Hand the page over again.',
  webmaster: 'There are a hundred notes already. Call the library.',
} as const;

/** Errors: Refusal 409 `quota-reached`. */
export const saveNote = (
  database: Database,
  id: number,
  note: NoteText,
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    await trx.selectFrom('hand_over').select('id').where('id', '=', id).forNoKeyUpdate().execute();
    return once(trx, authorship, async () => {
      const { count } = await trx
        .selectFrom('hand_over_note')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('hand_over_id', '=', id)
        .executeTakeFirstOrThrow();
      if (count >= MAX_NOTES) throw quotaReached(TOO_MANY_NOTES[note.from]);
      record.publish(COUNTS);
      return addNote(trx, id, { ...note, at: new Date(authorship.atMs) });
    });
  });

/** Of one library, or open ones of all: the oldest open one first, then the newest of the others. */
export async function loadHandOvers(
  db: Db,
  which: { library: string; id?: number } | 'open',
  nowMs: number,
): Promise<HandOver[]> {
  let query = db.selectFrom('hand_over').selectAll();
  if (which !== 'open') {
    query = query.where('library_id', '=', which.library);
    if (which.id !== undefined) query = query.where('id', '=', which.id);
  } else
    query = query
      .where('live_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', new Date(nowMs));
  const all = await withNotes(db, await query.orderBy('created_at').limit(1000).execute(), nowMs);
  return [
    ...all.filter(({ state }) => state === 'waiting'),
    ...all.filter(({ state }) => state !== 'waiting').reverse(),
  ];
}

/** With its times, so that the route can tell an ended link. */
export async function loadByToken(
  db: Db,
  tokenHash: Buffer,
  nowMs: number,
): Promise<{ handOver: HandOver; times: HandOverTimes; originId: number } | undefined> {
  const row = await db.selectFrom('hand_over').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
  if (row === undefined) return undefined;
  return { handOver: (await withNotes(db, [row], nowMs))[0]!, times: timesOf(row), originId: row.origin_id };
}

/** Errors: Refusal 404: the library has no such hand-over, or it was withdrawn before. */
export const withdraw = (database: Database, library: string, id: number, authorship: Authorship): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const before = await trx
      .updateTable('hand_over')
      .set({ withdrawn_at: new Date(authorship.atMs) })
      .where('id', '=', id)
      .where('library_id', '=', library)
      .where('withdrawn_at', 'is', null)
      .returning(['page', 'placement'])
      .executeTakeFirst();
    if (before === undefined) throw notFound();
    record.entry({ subject: librarySubject(library), action: 'hand-over-withdrawn', before, after: null });
  });

export const saveCheck = (db: Db, id: number, { checkedMs, state, findings }: PageCheck): Promise<unknown> =>
  db
    .updateTable('hand_over')
    .set({
      checked_at: checkedMs === null ? null : new Date(checkedMs),
      check_state: state,
      check_findings: JSON.stringify(findings),
    })
    .where('id', '=', id)
    .execute();

/** Called when something was counted, or may have been. Returns how to unsubscribe. */
export const onCounted = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === COUNTS || payload === EVERYTHING) listener();
  });

/** Marks those whose placement has been seen since, and announces it; idempotent, on any number of nodes. */
export const markSeen = (database: Database, nowMs: number): Promise<void> =>
  change(database, COUNTS, byClock(nowMs), async (trx, record) => {
    const now = new Date(nowMs);
    const seen = viewsOf({
      library: sql.ref('hand_over.library_id'),
      origin: sql.ref('hand_over.origin_id'),
      pattern: sql.ref('hand_over.pattern'),
      name: sql.ref('hand_over.placement'),
      from: sql.ref('hand_over.from_date'),
    });
    const { numUpdatedRows } = await trx
      .updateTable('hand_over')
      .set({ live_at: now })
      .where('live_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', now)
      .where(sql<boolean>`${seen} > views_before`)
      .executeTakeFirst();
    if (numUpdatedRows > 0) record.publish(COUNTS);
  });
