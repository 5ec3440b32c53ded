// In:    a report of an account, an answer of the coordinator.
// Out:   reports with their answers; a new one with its notice, in one transaction.
import { sql, type Kysely } from 'kysely';
import { OPEN_PROBLEMS_MAX, type NewProblemReport, type ProblemReport } from '@askusnow/sdk/contract';
import { lockAccount } from '../../accounts/account-lock-store.ts';
import { notify, type Notice } from '../../help/notices/notices.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Account } from '../../platform/http/access.ts';
import { notFound, quotaReached, Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { WORKSPACE } from '../workspace-channel.ts';
import { messages } from './messages.ts';

type Db = Kysely<Tables>;

/** A page shows so many. */
const MAX_SHOWN = 100;

export type StoredReport = Omit<ProblemReport, 'library'> & { library: string | null };

/** Those without an answer first, then the latest. `account`: its own; absent: all, for the coordinator. */
export async function loadReports(
  db: Db,
  { account, id }: { account?: number | undefined; id?: number },
): Promise<StoredReport[]> {
  const rows = await db
    .selectFrom('problem_report')
    .selectAll()
    .$if(account !== undefined, (query) => query.where('account_id', '=', account!))
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy(sql`answered_at is not null`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute();
  return rows.map(({ id: report, kind, text, library_id, by, at, bundle, answer, answered_by, answered_at }) => ({
    id: report,
    kind,
    text,
    library: library_id,
    by,
    at: at.toISOString(),
    bundle,
    answer: answered_at === null ? null : { text: answer!, by: answered_by!, at: answered_at.toISOString() },
  }));
}

async function countOpen(db: Db, account: number): Promise<number> {
  const { count } = await db
    .selectFrom('problem_report')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('account_id', '=', account)
    .where('answered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function loadUnanswered(
  db: Db,
): Promise<{ count: number; firstAt: string | null; ofChatSoftware: number }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null; ofChatSoftware: number }>`
select count(*)::integer as count, min(at) as "firstAt",
  count(*) filter (where kind = 'chat-software')::integer as "ofChatSoftware"
from problem_report where answered_at is null`.execute(db);
  const { firstAt, ...counts } = rows[0]!;
  return { ...counts, firstAt: toInstant(firstAt === null ? null : firstAt.getTime()) };
}

/**
 * Its id. Recipients of the coordinator are no library's, so the policies would hide them.
 * Errors: Refusal 409 `quota-reached`.
 */
export const addReport = (
  database: Database,
  { kind, text, library, bundle }: NewProblemReport,
  authorship: { by: Account; atMs: number } & Sent,
  noticeOf: (id: number) => Notice,
): Promise<number> =>
  acrossLibraries(() =>
    change(database, WORKSPACE, authorship, (trx, record) =>
      once(trx, authorship, async () => {
        const { by, atMs } = authorship;
        // One at a time: the next one counts this report.
        await lockAccount(trx, by.id);
        if ((await countOpen(trx, by.id)) >= OPEN_PROBLEMS_MAX) throw quotaReached(messages.quota(OPEN_PROBLEMS_MAX));
        const { id } = await trx
          .insertInto('problem_report')
          .values({
            account_id: by.id,
            library_id: library,
            kind,
            text,
            bundle: JSON.stringify(bundle),
            by: by.label,
            at: new Date(atMs),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await notify(trx, noticeOf(id));
        record.publish(WORKSPACE);
        return id;
      }),
    ),
  );

/** Errors: Refusal 404 `not-found`, 409 `already-answered`: somebody was quicker. */
export const saveAnswer = (database: Database, id: number, text: string, authorship: Authorship): Promise<void> =>
  change(database, WORKSPACE, authorship, async (trx, record) => {
    const found = await trx
      .selectFrom('problem_report')
      .select('answered_at')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (found === undefined) throw notFound();
    if (found.answered_at !== null) throw new Refusal(409, 'already-answered', messages.alreadyAnswered);
    const { by, atMs } = authorship;
    const answer = { answer: text, answered_by: by.label, answered_at: new Date(atMs) };
    await trx.updateTable('problem_report').set(answer).where('id', '=', id).execute();
    record.publish(WORKSPACE);
  });
