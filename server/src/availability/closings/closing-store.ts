// In:    a choice of desks to close, or a closing to undo; the person.
// Out:   the closing with all of its desks and sentences, or its undo, each with one audit entry.
// Never: closes some of them; restores what somebody has changed since.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { ClosingMade } from '@askusnow/sdk/contract';
import { CLOSING_SUBJECT, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, Refusal, staleRevision } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { lockedInOrder, setClosings } from '../../schedule/hours/change-store.ts';
import { publishQueues } from '../../schedule/hours/store.ts';
import { MESSAGE_CHANGED, replaceMessages } from '../message-store.ts';
import type { ClosedDesk, ClosingTable, ReplacedMessage } from '../tables.ts';
import { markOf, messagesOf, planDesk, type Choice, type PlannedDesk } from './plan.ts';

/** Closings that are listed. */
const MAX_LISTED = 5;

type ById<Value> = Record<string, Value>;

const mapped = <From, To>(from: ById<From>, to: (each: From) => To): ById<To> =>
  Object.fromEntries(Object.entries(from).map(([id, each]) => [id, to(each)]));

/** Errors: Refusal 409 `stale-revision` where `seen` is not what is closed now, `nothing-to-close`. */
export const closeChosen = (
  database: Database,
  choice: Choice,
  { seen, ...authorship }: Authorship & Sent & { by: { id: number }; seen: string | undefined },
): Promise<number> =>
  change(database, null, authorship, (trx, record) =>
    once(trx, authorship, async () => {
      const { atMs } = authorship;
      const yieldIfDue = createYielder();
      const planned: PlannedDesk[] = [];
      const desks: ById<ClosedDesk> = {};
      for await (const records of lockedInOrder(trx, choice.queues)) {
        const plans = records.map((each) => planDesk(each, choice, atMs));
        const ends = new Map(
          plans.flatMap(({ record: { id }, closing: { untilMs } }) => (untilMs === null ? [] : [[id, untilMs]])),
        );
        const saved = await setClosings(trx, ends);
        for (const { id, closedUntilMs } of records)
          if (saved.has(id))
            desks[id] = { before: toInstant(closedUntilMs), until: toInstant(ends.get(id)!), revision: saved.get(id)! };
        planned.push(...plans);
        await yieldIfDue();
      }
      const messages = messagesOf(choice, planned);
      const replaced: ById<ReplacedMessage> = Object.fromEntries(await replaceMessages(trx, messages, atMs));
      const others = new Map(
        Object.entries(replaced).flatMap(([id, { before }]) => (before === null ? [] : [[id, before] as const])),
      );
      if (seen !== undefined && seen !== markOf(planned, others)) throw staleRevision('closing');
      const ends = Object.values(desks).map(({ until }) => until);
      if (ends.length === 0) {
        const detail =
          'Nothing was closed: each of these desks is closed for as long already, or has no hours to close.';
        throw new Refusal(409, 'nothing-to-close', detail);
      }
      const values = {
        ...{ account_id: authorship.by.id, made_at: new Date(atMs), ends_at: ends.toSorted().at(-1)! },
        ...{ desks: JSON.stringify(desks), messages: JSON.stringify(replaced) },
      };
      const { id } = await trx.insertInto('closing').values(values).returning('id').executeTakeFirstOrThrow();
      record.entry({
        subject: CLOSING_SUBJECT,
        action: 'desks-closed',
        before: { desks: mapped(desks, ({ before }) => before), messages: mapped(replaced, ({ before }) => before) },
        after: { desks: mapped(desks, ({ until }) => until), messages: Object.fromEntries(messages) },
      });
      publishQueues(record, Object.keys(desks));
      if (messages.size > 0) record.publish(MESSAGE_CHANGED);
      return id;
    }),
  );

/** Whose closings; null: of all. */
interface ByAccount {
  account: number | null;
}

const closingsOf = (db: Kysely<Tables>, account: number | null) =>
  db.selectFrom('closing').$if(account !== null, (query) => query.where('account_id', '=', account));

/** What an undo has restored, and left, by ids. */
export interface Undone {
  desks: string[];
  left: { desks: string[]; libraries: string[] };
}

/** Errors: Refusal 404, 409 `nothing-to-undo`. */
export const undoClosing = (
  database: Database,
  id: number,
  {
    account,
    mayChange,
    ...authorship
  }: Authorship & ByAccount & { mayChange: Record<'desk' | 'library', (id: string) => boolean> },
): Promise<Undone> =>
  change(database, null, authorship, async (trx, record) => {
    const { atMs } = authorship;
    const row = await closingsOf(trx, account).selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (row === undefined) throw notFound();
    if (!isUndoable(row, atMs))
      throw new Refusal(409, 'nothing-to-undo', 'This closing is over, or was undone already.');
    const untouched: ById<ClosedDesk> = {};
    for await (const records of lockedInOrder(trx, Object.keys(row.desks).filter(mayChange.desk))) {
      const same = records.filter((each) => each.revision === row.desks[each.id]!.revision);
      const untils = new Map(same.map((each) => [each.id, row.desks[each.id]!.before]));
      await setClosings(
        trx,
        new Map([...untils].map(([desk, before]) => [desk, before === null ? null : Date.parse(before)])),
      );
      for (const each of same) untouched[each.id] = row.desks[each.id]!;
    }
    const messages = Object.entries(row.messages).filter(([library]) => mayChange.library(library));
    const wanted = new Map(messages.map(([library, { before }]) => [library, before]));
    const revisions = new Map(messages.map(([library, { revision }]) => [library, revision]));
    const restored = await replaceMessages(trx, wanted, atMs, revisions);
    const desks = Object.keys(untouched);
    if (desks.length === 0 && restored.size === 0) {
      const detail = 'Nothing was undone: somebody has changed each of these desks since.';
      throw new Refusal(409, 'nothing-to-undo', detail);
    }
    await trx
      .updateTable('closing')
      .set({ undone_at: new Date(atMs) })
      .where('id', '=', id)
      .execute();
    record.entry({
      subject: CLOSING_SUBJECT,
      action: 'closing-undone',
      before: {
        desks: mapped(untouched, ({ until }) => until),
        messages: Object.fromEntries([...restored].map(([library, { before }]) => [library, before])),
      },
      after: {
        desks: mapped(untouched, ({ before }) => before),
        messages: Object.fromEntries([...restored.keys()].map((library) => [library, wanted.get(library)])),
      },
    });
    publishQueues(record, desks);
    if (restored.size > 0) record.publish(MESSAGE_CHANGED);
    const leftOf = (all: object, done: ReadonlySet<string>): string[] =>
      Object.keys(all).filter((each) => !done.has(each));
    const left = {
      desks: leftOf(row.desks, new Set(desks)),
      libraries: leftOf(row.messages, new Set(restored.keys())),
    };
    return { desks, left };
  });

const isUndoable = (
  { ends_at, undone_at }: Pick<Selectable<ClosingTable>, 'ends_at' | 'undone_at'>,
  nowMs: number,
): boolean => undone_at === null && ends_at.getTime() > nowMs;

/** Newest first. `id`: that one alone. */
export async function loadClosings(
  db: Kysely<Tables>,
  { account, atMs, id }: ByAccount & { atMs: number; id?: number },
): Promise<ClosingMade[]> {
  let query = closingsOf(db, account)
    .select(['id', 'made_at', 'ends_at', 'undone_at'])
    .select(sql<string>`coalesce(account_label(account_id), '')`.as('by'))
    .select(
      sql<string>`coalesce((select zone from queue where desks -> queue.id is not null
      group by zone order by count(*) desc, zone limit 1), 'UTC')`.as('zone'),
    )
    .select(sql<number>`(select count(*)::integer from jsonb_object_keys(desks))`.as('desk_count'));
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query.orderBy('closing.id', 'desc').limit(MAX_LISTED).execute();
  return rows.map(({ made_at, ends_at, undone_at, desk_count, ...row }) => ({
    ...row,
    at: made_at.toISOString(),
    deskCount: desk_count,
    until: ends_at.toISOString(),
    undoable: isUndoable({ ends_at, undone_at }, atMs),
  }));
}
