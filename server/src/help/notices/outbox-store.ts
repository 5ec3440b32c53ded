// In:    a notice to keep; a free hand to send; what came of an attempt.
// Out:   deliveries, one claim at a time; where somebody would hear, and how many were told.
// Never: a claim that outlives its process: it is a time, and when that is past the next hand takes over.
import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import type { NoticeKind, Tier } from '@askusnow/sdk/contract';
import { announce } from '../../platform/db/changes.ts';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Delivery, Notice } from './notice.ts';

/** What is published when the outbox has work. */
const OUTBOX = 'notices';

/** Hears that there is work, or may be. Returns how to stop. */
export const onWork = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === OUTBOX || payload === EVERYTHING) listener();
  });

type RecipientRow = ExpressionBuilder<Tables, 'notice_recipient'>;

const subscribesTo =
  ({ kind, tier, library }: Pick<Notice, 'kind' | 'tier' | 'library'>) =>
  (row: RecipientRow): Expression<SqlBool> =>
    row.and([
      row('tier', '=', tier),
      row('stopped_at', 'is', null),
      sql<SqlBool>`${kind} = any (kinds)`,
      ...(tier === 'local' ? [row('library_id', '=', library)] : []),
    ]);

/** A feed needs no sending: who asks for it reads this very table. */
export async function saveNotice(trx: Kysely<Tables>, id: string, notice: Notice): Promise<void> {
  const { key, kind, tier, library, subject, text, data } = notice;
  const at = new Date(notice.atMs);
  const row = { id, key, kind, tier, library_id: library, subject, text, data: JSON.stringify(data ?? null), at };
  const saved = await trx
    .insertInto('notice')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (saved === undefined) return;
  await trx
    .insertInto('notice_delivery')
    .columns(['notice_id', 'recipient_id', 'state', 'next_at', 'sent_at'])
    .expression((row) =>
      row
        .selectFrom('notice_recipient')
        .select([
          sql<string>`${id}::uuid`.as('notice_id'),
          'id as recipient_id',
          sql<'waiting' | 'sent'>`case channel when 'atom' then 'sent' else 'waiting' end`.as('state'),
          sql<Date>`${at}::timestamptz`.as('next_at'),
          sql<Date | null>`case channel when 'atom' then ${at}::timestamptz end`.as('sent_at'),
        ])
        .where(subscribesTo(notice)),
    )
    .execute();
  await announce(trx, OUTBOX);
}

/** Where somebody would hear of what. */
export interface Audience {
  /** By which kind of notice each tier subscribesTo. */
  kinds: Record<Tier, NoticeKind>;
  /** Of the local tier, those of these libraries alone. */
  libraries: readonly string[];
}

/** A tier's recipients; local ones are a library's. */
export interface Subscription {
  tier: Tier;
  library: string | null;
}

/** Mail that cannot go out is heard by nobody. */
export async function loadSubscriptions(
  db: Kysely<Tables>,
  { kinds, libraries }: Audience,
  hasMail: boolean,
): Promise<Subscription[]> {
  let query = db
    .selectFrom('notice_recipient')
    .select(['tier', 'library_id as library'])
    .distinct()
    .where('stopped_at', 'is', null)
    .where((row) =>
      row.or(
        Object.entries(kinds).map(([tier, kind]) =>
          row.and([row('tier', '=', tier as Tier), sql<SqlBool>`${kind} = any (kinds)`]),
        ),
      ),
    )
    .where((row) => row.or([row('tier', '<>', 'local'), sql<SqlBool>`library_id = any (${libraries}::text[])`]));
  if (!hasMail) query = query.where('channel', '<>', 'email');
  return query.execute();
}

/** By notice, to whom it went or is going: an attempt that has failed reaches nobody. */
export async function loadReached(db: Kysely<Tables>, keys: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('notice_delivery', 'notice_id', 'notice.id')
    .select(['key', 'recipient_id'])
    .where(sql<SqlBool>`key = any (${keys}::text[])`)
    .where((row) =>
      row.or([row('state', '=', 'sent'), row.and([row('state', '=', 'waiting'), row('error', 'is', null)])]),
    )
    .execute();
  const reached = new Map<string, number[]>();
  for (const { key, recipient_id } of rows) reached.set(key, [...(reached.get(key) ?? []), recipient_id]);
  return reached;
}

/**
 * Takes the delivery that has been due longest and that no other hand is taking; it is this one's until `untilMs`.
 * `except`: recipients whose turn it is not.
 */
export async function claimDelivery(
  db: Kysely<Tables>,
  { nowMs, untilMs, except = [] }: { nowMs: number; untilMs: number; except?: readonly number[] },
): Promise<Delivery | undefined> {
  const row = await db
    .with('due', (from) =>
      from
        .selectFrom('notice_delivery')
        .innerJoin('notice_recipient', 'notice_recipient.id', 'recipient_id')
        .select(['notice_id', 'recipient_id'])
        .where('state', '=', 'waiting')
        .where('next_at', '<=', new Date(nowMs))
        .where('stopped_at', 'is', null)
        .where(sql<SqlBool>`recipient_id <> all (${except}::integer[])`)
        .orderBy('next_at')
        .limit(1)
        .forUpdate('notice_delivery')
        .skipLocked(),
    )
    .updateTable('notice_delivery')
    .from(['due', 'notice', 'notice_recipient'])
    .whereRef('notice_delivery.notice_id', '=', 'due.notice_id')
    .whereRef('notice_delivery.recipient_id', '=', 'due.recipient_id')
    .whereRef('notice.id', '=', 'due.notice_id')
    .whereRef('notice_recipient.id', '=', 'due.recipient_id')
    .set({ attempts: sql`attempts + 1`, next_at: new Date(untilMs) })
    .returning([
      'notice.id',
      'notice.kind',
      'notice.tier',
      'notice.library_id as library',
      'notice.subject',
      'notice.text',
      'notice.data',
      'notice.at',
      'due.recipient_id as recipientId',
      'notice_recipient.channel',
      'notice_recipient.address',
      'notice_recipient.secret',
      'notice_delivery.attempts',
    ])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { recipientId, channel, address, secret, attempts, at, ...notice } = row;
  if (channel === 'atom' || address === null) throw new Error(`recipient ${recipientId} has no address to send to`);
  return {
    notice: { ...notice, atMs: at.getTime() },
    recipientId,
    channel,
    address,
    secret,
    attempts,
    claimedUntilMs: untilMs,
  };
}

/** When the next delivery is due, or a claim that its process may not have outlived; null: nothing waits. */
export async function loadNextDueMs(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('notice_delivery')
    .innerJoin('notice_recipient', 'notice_recipient.id', 'recipient_id')
    .select((of) => of.fn.min('next_at').as('at'))
    .where('state', '=', 'waiting')
    .where('stopped_at', 'is', null)
    .executeTakeFirst();
  return row?.at ? new Date(row.at).getTime() : null;
}

/** What the attempt has come to, as it is written. */
export type Settlement =
  | { state: 'sent'; atMs: number }
  | { state: 'waiting'; error: string; nextMs: number }
  | { state: 'given-up'; error: string };

/** One statement: the shorter the way from the peer's word to ours, the fewer notices a kill can repeat. */
export async function settleDelivery(db: Kysely<Tables>, delivery: Delivery, to: Settlement): Promise<void> {
  const { notice, recipientId, attempts } = delivery;
  const update = db
    .updateTable('notice_delivery')
    .where('notice_id', '=', notice.id)
    .where('recipient_id', '=', recipientId);
  if (to.state === 'sent') {
    // Whoever's claim it is by now: it has been accepted, and nobody need send it again.
    await update.set({ state: 'sent', sent_at: new Date(to.atMs), error: null }).execute();
    return;
  }
  await update
    .set({ ...(to.state === 'waiting' ? { next_at: new Date(to.nextMs) } : {}), state: to.state, error: to.error })
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .execute();
}
