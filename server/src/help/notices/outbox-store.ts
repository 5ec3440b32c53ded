// In:    a notice to store; a worker that asks for a delivery; the outcome of an attempt.
// Out:   deliveries, claimed one at a time; which tiers have recipients, and which recipients were reached.
// Never: a claim that outlives its process: it expires, and the next worker takes over.
import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely';
import { mayWait, type NoticeKind, type Tier } from '@askusnow/sdk/contract';
import { announce } from '../../platform/db/changes.ts';
import { EVERYTHING, type Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { addOfferLinks } from './offer-link-store.ts';
import { LIAISON_MESSAGE, URGENT, type Delivery, type Notice } from './notice.ts';

/** Published when the outbox has work. */
const OUTBOX = 'notices';

/** Called when there is work, or may be. Returns how to unsubscribe. */
export const onWork = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === OUTBOX || payload === EVERYTHING) listener();
  });

type RecipientRow = ExpressionBuilder<Tables, 'notice_recipient'>;

/** It has not ended, and its address has agreed; a webhook, a feed and an account's own mail need no link. */
export const isActive = (row: RecipientRow): Expression<SqlBool> =>
  row.and([
    row('stopped_at', 'is', null),
    row.or([row('channel', '<>', 'email'), row('account_id', 'is not', null), row('confirmed_at', 'is not', null)]),
  ]);

/** The account has not ended, has an address, and still looks after the library. */
const accountMayRead = sql<SqlBool>`exists (
  select from account join account_library on account_library.account_id = account.id
  where account.id = notice_recipient.account_id and account.ended_at is null and account.email is not null
    and account_library.library_id = notice_recipient.library_id
)`;

type Addressed = Pick<Notice, 'kind' | 'tier' | 'library' | 'sender'>;

/** Of `account`: a liaison or coordinator with a confirmed address, and not the sender. */
export const getsMessages = (sender: number | undefined) =>
  sql<SqlBool>`(account.role in ('liaison', 'coordinator') and account.ended_at is null
    and account.email is not null and account.email_confirmed and account.id is distinct from ${sender ?? null}::integer)`;

const accountGetsMessages = (sender: number | undefined) => sql<SqlBool>`exists (
  select from account where account.id = notice_recipient.account_id and ${getsMessages(sender)}
)`;

const subscribesTo =
  ({ kind, tier, library, sender }: Addressed) =>
  (row: RecipientRow): Expression<SqlBool> =>
    row.and([
      row('tier', '=', tier),
      isActive(row),
      sql<SqlBool>`${kind} = any (kinds)`,
      ...(kind === 'weekly-summary' ? [row.or([row('account_id', 'is', null), accountMayRead])] : []),
      ...(kind === LIAISON_MESSAGE ? [accountGetsMessages(sender)] : []),
      ...(tier === 'local' ? [row('library_id', '=', library)] : []),
    ]);

/** The recipients of a notice. */
const recipientsOf = (db: Kysely<Tables>, notice: Addressed) =>
  db.selectFrom('notice_recipient').where(subscribesTo(notice));

/** How many would get the notice. Ignores mail recipients if no mail can be sent. */
export async function countRecipients(
  db: Kysely<Tables>,
  notice: Pick<Notice, 'kind' | 'tier' | 'library'>,
  hasMail: boolean,
): Promise<number> {
  let query = recipientsOf(db, notice).select(({ fn }) => fn.countAll<number>().as('count'));
  if (!hasMail) query = query.where('channel', '<>', 'email');
  return (await query.executeTakeFirstOrThrow()).count;
}

/** A feed needs no sending: its reader reads this table. `to`: for whom it is, in place of its recipients. False: its key is known. */
export async function saveNotice(
  trx: Kysely<Tables>,
  id: string,
  notice: Notice,
  to = recipientsOf(trx, notice),
): Promise<boolean> {
  const { key, kind, tier, library, subject, text, html, data, sender } = notice;
  const at = new Date(notice.atMs);
  const row = {
    id,
    key,
    kind,
    tier,
    library_id: library,
    subject,
    text,
    html: html ?? null,
    data: JSON.stringify(data ?? null),
    sender_id: sender ?? null,
    at,
  };
  const saved = await trx
    .insertInto('notice')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (saved === undefined) return false;
  await trx
    .insertInto('notice_delivery')
    .columns(['notice_id', 'recipient_id', 'state', 'next_at', 'sent_at'])
    .expression(
      to.select([
        sql<string>`${id}::uuid`.as('notice_id'),
        'id as recipient_id',
        sql<'waiting' | 'held' | 'sent'>`case when channel = 'atom' then 'sent'
          when digest is not null and ${mayWait(kind)}::boolean then 'held' else 'waiting' end`.as('state'),
        sql<Date>`${at}::timestamptz`.as('next_at'),
        sql<Date | null>`case channel when 'atom' then ${at}::timestamptz end`.as('sent_at'),
      ]),
    )
    .execute();
  if (notice.offer !== undefined) await addOfferLinks(trx, { notice: id, offer: notice.offer, atMs: notice.atMs });
  await announce(trx, OUTBOX);
  return true;
}

/** Whose subscriptions to look for. */
export interface Audience {
  /** The kind of notice for each tier. */
  kinds: Record<Tier, NoticeKind>;
  /** For the local tier: only recipients of these libraries. */
  libraries: readonly string[];
}

/** A tier with recipients; for the local tier, the library. */
export interface Subscription {
  tier: Tier;
  library: string | null;
}

/** Ignores mail recipients if no mail can be sent. */
export async function loadSubscriptions(
  db: Kysely<Tables>,
  { kinds, libraries }: Audience,
  hasMail: boolean,
): Promise<Subscription[]> {
  let query = db
    .selectFrom('notice_recipient')
    .select(['tier', 'library_id as library'])
    .distinct()
    .where(isActive)
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

/** By notice key, the recipients that it was or is being sent to; a failed attempt does not count. */
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

/** Claims the urgent delivery that has been due longest, or else the other one, until `untilMs`. `except`: recipients that other workers send to. */
export async function claimDelivery(
  db: Kysely<Tables>,
  { nowMs, untilMs, except = [] }: { nowMs: number; untilMs: number; except?: readonly number[] },
): Promise<Delivery | undefined> {
  const row = await db
    .with('due', (from) =>
      from
        .selectFrom('notice_delivery')
        .innerJoin('notice', 'notice.id', 'notice_id')
        .innerJoin('notice_recipient', 'notice_recipient.id', 'recipient_id')
        .leftJoin('account', 'account.id', 'notice_recipient.account_id')
        .leftJoin('account as sender', (join) =>
          join.onRef('sender.id', '=', 'notice.sender_id').on('sender.email_confirmed', '=', true),
        )
        .select(['notice_id', 'recipient_id', 'sender.email as reply_to'])
        .select(
          sql<string | null>`case when account.email_confirmed or kind <> ${LIAISON_MESSAGE} then account.email end`.as(
            'email',
          ),
        )
        .where('state', '=', 'waiting')
        .where('next_at', '<=', new Date(nowMs))
        .where('stopped_at', 'is', null)
        .where(sql<SqlBool>`recipient_id <> all (${except}::integer[])`)
        // Some hundred Monday mails to a slow mail server would otherwise hold up a help request.
        .orderBy(sql`kind = any (${URGENT}::text[])`, 'desc')
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
      'notice.html',
      'notice.data',
      'notice.at',
      'due.recipient_id as recipientId',
      'notice_recipient.channel',
      sql<string | null>`coalesce(notice_recipient.address, due.email)`.as('address'),
      'due.reply_to as replyTo',
      'notice_recipient.secret',
      'notice_delivery.attempts',
      'notice_delivery.token as offerToken',
    ])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { recipientId, channel, address, replyTo, secret, attempts, offerToken, at, ...notice } = row;
  if (channel === 'atom') throw new Error(`recipient ${recipientId} has no address to send to`);
  return {
    notice: { ...notice, atMs: at.getTime() },
    recipientId,
    channel,
    address,
    replyTo,
    secret,
    offerToken,
    attempts,
    claimedUntilMs: untilMs,
  };
}

/** When the next delivery is due, or the next claim expires; null: nothing waits. */
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

/** The outcome of an attempt, as stored. */
export type Settlement =
  | { state: 'sent'; atMs: number }
  | { state: 'waiting'; error: string; nextMs: number }
  | { state: 'given-up'; error: string };

/** A single statement: the less time between the peer's reply and our commit, the fewer notices a kill can repeat. */
export async function settleDelivery(db: Kysely<Tables>, delivery: Delivery, to: Settlement): Promise<void> {
  const { notice, recipientId, attempts } = delivery;
  const update = db
    .updateTable('notice_delivery')
    .where('notice_id', '=', notice.id)
    .where('recipient_id', '=', recipientId);
  if (to.state === 'sent') {
    // Even if another worker has claimed it meanwhile: the peer has accepted it, so nobody needs to send it again.
    await update.set({ state: 'sent', sent_at: new Date(to.atMs), error: null, token: null }).execute();
    return;
  }
  await update
    .set({
      ...(to.state === 'waiting' ? { next_at: new Date(to.nextMs) } : { token: null }),
      state: to.state,
      error: to.error,
    })
    .where('state', '=', 'waiting')
    .where('attempts', '=', attempts)
    .execute();
}

/** Of all that waits for a recipient. */
export async function giveUp(trx: Kysely<Tables>, recipientId: number, error: string): Promise<void> {
  await trx
    .updateTable('notice_delivery')
    .set({ state: 'given-up', error, token: null })
    .where('recipient_id', '=', recipientId)
    .where('state', 'in', ['waiting', 'held'])
    .execute();
}
