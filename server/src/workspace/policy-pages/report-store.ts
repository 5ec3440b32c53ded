// In:    an error that a reader reports on a library's policy page; its answer.
// Out:   stored reports with their audit entries and notices; those that wait for an answer.
// Never: keeps words of the reader as a paragraph of the page: the page has to have them.
import { sql, type Kysely } from 'kysely';
import {
  POLICY_REPORTS_OPEN_MAX,
  type NewPolicyReport,
  type PolicyReport,
  type PolicyReportAnswer,
} from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { notify, type Notice } from '../../help/notices/notices.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, quotaReached, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';
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

/** `toNotice`: of the report's number. Errors: Refusal 409 `stale-revision`: the page has not the paragraph, `quota-reached`. */
export const saveReport = (
  database: Database,
  { library, topic }: { library: string; topic: string },
  { paragraph, note }: NewPolicyReport,
  toNotice: (report: number) => Notice,
  authorship: Authorship & Sent,
): Promise<number> =>
  // People who answer chats report errors of every library.
  acrossLibraries(() =>
    change(database, POLICY_PAGES_CHANGED, authorship, async (trx, record) => {
      await lockLibrary(trx, library);
      return once(trx, authorship, async () => {
        const page = await loadNewest(trx, library, topic);
        if (paragraph !== null && !unixLines(page?.text ?? '').includes(unixLines(paragraph)))
          throw new Refusal(409, 'stale-revision', messages.paragraphGone);
        const open = await trx
          .selectFrom('policy_report')
          .select('id')
          .where('library_id', '=', library)
          .where('answer', 'is', null)
          .execute();
        if (open.length >= POLICY_REPORTS_OPEN_MAX) throw quotaReached(messages.manyOpen);
        const { id } = await trx
          .insertInto('policy_report')
          .values({
            library_id: library,
            topic,
            paragraph: paragraph === null ? null : [...paragraph].slice(0, PARAGRAPH_CHARS).join(''),
            note,
            by: authorship.by.label,
            at: new Date(authorship.atMs),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await notify(trx, toNotice(id));
        record.entry({
          subject: librarySubject(library),
          action: 'policy-error-reported',
          before: null,
          after: { report: id, topic },
        });
        return id;
      });
    }),
  );

/** Errors: Refusal 404 `not-found`, 409 `already-answered`. */
export const answerReport = (
  database: Database,
  { library, topic, id }: { library: string; topic: string; id: number },
  answer: PolicyReportAnswer,
  authorship: Authorship,
): Promise<void> =>
  change(database, POLICY_PAGES_CHANGED, authorship, async (trx, record) => {
    const report = await trx
      .selectFrom('policy_report')
      .select('answer')
      .where('library_id', '=', library)
      .where('topic', '=', topic)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (report === undefined) throw notFound();
    if (report.answer !== null) throw new Refusal(409, 'already-answered', messages.answeredMeanwhile);
    await trx
      .updateTable('policy_report')
      .set({ answer, answered_at: new Date(authorship.atMs), answered_by: authorship.by.label })
      .where('id', '=', id)
      .execute();
    record.entry({
      subject: librarySubject(library),
      action: 'policy-report-answered',
      before: null,
      after: { report: id, topic, answer },
    });
  });

/** Of libraries with reports that wait for an answer. A page whose topic the cooperative no longer has is not on screen. */
export const countOpenReports = (db: Db, libraries: readonly string[], topics: readonly string[]) =>
  db
    .selectFrom('policy_report')
    .select([
      'library_id as library',
      sql<number>`count(*)::integer`.as('count'),
      sql<Date>`min(at)`.as('first'),
      sql<string>`(array_agg(topic order by id))[1]`.as('topic'),
    ])
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
