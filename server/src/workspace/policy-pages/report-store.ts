// In:    an error that a reader reports on a library's policy page; its answer.
// Out:   stored reports with their audit entries and notices; those that wait for an answer.
// Never: keeps words of the reader as a paragraph of the page: the page has to have them.
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely } from 'kysely';
import {
  POLICY_REPORTS_OPEN_MAX,
  type NewPolicyReport,
  type PolicyReport,
  type PolicyReportAnswer,
} from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { notify, type Notice } from '../../help/notices/notices.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { loadNewest, POLICY_PAGES_CHANGED } from './store.ts';
import { ANSWERED_DAYS } from './tables.ts';

type Db = Kysely<Tables>;

/** So much of a paragraph is kept: enough to find it. Units: characters. */
const PARAGRAPH_CHARS = 500;

const unixLines = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Those without an answer, by topic, the first one first. */
export async function loadOpenReports(db: Db, library: string): Promise<Map<string, PolicyReport[]>> {
  const rows = await db
    .selectFrom('policy_report')
    .select(['id', 'topic', 'paragraph', 'note', 'at', 'by'])
    .where('library_id', '=', library)
    .where('answer', 'is', null)
    .orderBy('id')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ topic }) => topic)].map(([topic, of]) => [
      topic,
      of.map(({ topic: _topic, at, ...report }) => ({ ...report, at: at.toISOString() })),
    ]),
  );
}

/** The same words again, while they wait for an answer, are the same report. `toNotice`: of the report's number. */
export const saveReport = (
  { db, changes }: Database,
  { library, topic }: { library: string; topic: string },
  { paragraph, note }: NewPolicyReport,
  toNotice: (report: number) => Notice,
  authorship: Authorship,
): Promise<'saved' | 'stale' | 'full'> =>
  // People who answer chats report errors of every library.
  acrossLibraries(() =>
    db.transaction().execute(async (trx) => {
      await lockLibrary(trx, library);
      const page = await loadNewest(trx, library, topic);
      if (paragraph !== null && !unixLines(page?.text ?? '').includes(unixLines(paragraph))) return 'stale';
      const kept = paragraph === null ? null : [...paragraph].slice(0, PARAGRAPH_CHARS).join('');
      const open = await trx
        .selectFrom('policy_report')
        .select(['topic', 'paragraph', 'note', 'by'])
        .where('library_id', '=', library)
        .where('answer', 'is', null)
        .execute();
      const report = { topic, paragraph: kept, note, by: authorship.by.label };
      if (open.some((other) => isDeepStrictEqual(other, report))) return 'saved';
      if (open.length >= POLICY_REPORTS_OPEN_MAX) return 'full';
      const { id } = await trx
        .insertInto('policy_report')
        .values({ library_id: library, ...report, at: new Date(authorship.atMs) })
        .returning('id')
        .executeTakeFirstOrThrow();
      await notify(trx, toNotice(id));
      await addEntries(trx, authorship, [
        { subject: `library:${library}`, action: 'policy-error-reported', before: null, after: { report: id, topic } },
      ]);
      await changes.publish(POLICY_PAGES_CHANGED, trx);
      return 'saved';
    }),
  );

export const answerReport = (
  { db, changes }: Database,
  { library, topic, id }: { library: string; topic: string; id: number },
  answer: PolicyReportAnswer,
  authorship: Authorship,
): Promise<'answered' | 'unknown' | 'already-answered'> =>
  db.transaction().execute(async (trx) => {
    const report = await trx
      .selectFrom('policy_report')
      .select('answer')
      .where('library_id', '=', library)
      .where('topic', '=', topic)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (report === undefined) return 'unknown';
    if (report.answer !== null) return 'already-answered';
    await trx
      .updateTable('policy_report')
      .set({ answer, answered_at: new Date(authorship.atMs), answered_by: authorship.by.label })
      .where('id', '=', id)
      .execute();
    await addEntries(trx, authorship, [
      {
        subject: `library:${library}`,
        action: 'policy-report-answered',
        before: null,
        after: { report: id, topic, answer },
      },
    ]);
    await changes.publish(POLICY_PAGES_CHANGED, trx);
    return 'answered';
  });

/** Of libraries with reports that wait for an answer. A page whose topic the cooperative no longer has is not on screen. */
export const countOpenReports = (db: Db, libraries: readonly string[], topics: readonly string[]) =>
  db
    .selectFrom('policy_report')
    .select(['library_id as library', sql<number>`count(*)::integer`.as('count'), sql<Date>`min(at)`.as('first')])
    .where('library_id', '=', sql<string>`any (${libraries}::text[])`)
    .where('topic', '=', sql<string>`any (${topics}::text[])`)
    .where('answer', 'is', null)
    .groupBy('library_id')
    .orderBy('library_id')
    .execute();

export const deleteAnswered = (db: Db, nowMs: number) =>
  db
    .deleteFrom('policy_report')
    .where('answered_at', '<', new Date(nowMs - ANSWERED_DAYS * DAY_MS))
    .execute();
