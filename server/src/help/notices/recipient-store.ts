// In:    recipients to add, list or remove.
// Out:   rows with the state of their deliveries; an audit entry for each that a person adds or removes; a notification
//        that recipients have changed.
// Never: keeps the address, secret or feed of a removed recipient: only the row stays, since sent notices refer to it. An
//        audit entry has no address either.
import { randomUUID } from 'node:crypto';
import { sql, type ExpressionBuilder } from 'kysely';
import {
  CHAT_CHANNELS,
  isChatChannel,
  type NoticeChannel,
  type Recipient,
  type RecipientChange,
  type RecipientKinds,
} from '@askusnow/sdk/contract';
import { checkQuota, type MadeBy } from '../../accounts/quota-store.ts';
import { takeUse } from '../../accounts/quota-use-store.ts';
import type { Scope } from '../../accounts/scope.ts';
import { byClock, change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { invalid, notFound, Refusal, staleRevision, usedUp } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { isOwnAddress, queueLink, type LinkMail } from './link-store.ts';
import { messages } from './messages.ts';
import { isNoticeKind, LINK_KIND, SUMMARIES, TEST_KIND, type Notice } from './notice.ts';
import { giveUp, saveNotice } from './outbox-store.ts';
import { recipientEntry, RECIPIENTS } from './recipient-entry.ts';

/** A validated recipient, and its identity. */
export interface NewRecipient extends RecipientChange {
  secret: string | null;
  tokenHash: Buffer | null;
}

/** A recipient that has asked for no more notices is still listed, so that somebody notices. */
const isShown = (row: ExpressionBuilder<Tables, 'notice_recipient'>) =>
  row.and([row('account_id', 'is', null), row.or([row('stopped_at', 'is', null), row('address', 'is not', null)])]);

const lastSentAt = sql<Date | null>`(
  select max(sent_at) from notice_delivery join notice on notice.id = notice_id
  where recipient_id = notice_recipient.id and state = 'sent' and kind <> ${LINK_KIND}
)`;

/** The first and the last failure since the last delivery that came, or since a mailed link has come by being used. */
const failing = sql<{ since: string; detail: string } | null>`(
  select json_build_object('since', min(at), 'detail', (array_agg(error order by at desc))[1])
  from notice_delivery join notice on notice.id = notice_id
  where recipient_id = notice_recipient.id and state <> 'sent' and error is not null
    and at > coalesce(greatest(confirmed_at, (
      select max(sent_at) from notice_delivery where recipient_id = notice_recipient.id and state = 'sent'
    )), '-infinity')
  having count(*) > 0
)`;

/** In a scope other than `all`: only the local recipients of its libraries. */
export async function loadRecipients(
  { db }: Pick<Database, 'db'>,
  { id, scope }: { id?: number; scope: Scope },
): Promise<Recipient[]> {
  let query = db
    .selectFrom('notice_recipient')
    .select(['id', 'tier', 'library_id', 'channel', 'address', 'name', 'digest', 'kinds'])
    .select([lastSentAt.as('last'), failing.as('failing'), 'confirmed_at', 'link_until', 'revision'])
    .where(isShown)
    .orderBy('id');
  if (id !== undefined) query = query.where('id', '=', id);
  if (scope !== 'all') query = query.where('library_id', 'in', scope.libraries.length > 0 ? scope.libraries : ['']);
  return (await query.execute()).map(
    ({ library_id: library, last, failing, kinds, confirmed_at, link_until, ...row }) => ({
      ...row,
      address: isChatChannel(row.channel) ? null : row.address,
      kinds: kinds.filter(isNoticeKind),
      library,
      lastSentAt: last?.toISOString() ?? null,
      failing: failing && { ...failing, since: new Date(failing.since).toISOString() },
      pending: row.channel === 'email' && confirmed_at === null ? { until: link_until?.toISOString() ?? null } : null,
    }),
  );
}

/**
 * An address that is not the account's own is mailed its link: `linkMail` words it.
 * Errors: Refusal 409 `quota-reached`, or `duplicate-recipient` where there is an equal recipient; 429 `quota-reached`.
 */
export const saveRecipient = (
  database: Database,
  { tier, library, channel, address, name = null, digest = null, secret, tokenHash, kinds: asked }: NewRecipient,
  made: MadeBy & Sent,
  linkMail: LinkMail,
): Promise<Recipient> => {
  const kinds = [...new Set(asked)];
  const { by, atMs } = made;
  const at = new Date(atMs);
  const secrets = { secret, token_hash: tokenHash };
  // Mails to an address count whoever asked for them.
  return acrossLibraries(() =>
    change(database, RECIPIENTS, made, async (trx, record) => {
      const id = await once(
        trx,
        made,
        async () => {
          await checkQuota(trx, by, 'recipients', 'recipients');
          const isConfirmed = channel !== 'email' || (await isOwnAddress(trx, by.id, address));
          const of = {
            created_at: at,
            by: by.label,
            made_by: by.id,
            confirmed_at: isConfirmed ? at : null,
            stopped_at: null,
          };
          const saved = await trx
            .insertInto('notice_recipient')
            .values({ tier, library_id: library, channel, address, name, digest, ...secrets, kinds, ...of })
            .onConflict((conflict) => conflict.doNothing())
            .returning('id')
            .executeTakeFirst();
          if (saved === undefined) throw new Refusal(409, 'duplicate-recipient', messages.toldAlready);
          const facts = { id: saved.id, tier, library, channel, kinds };
          record.entry(recipientEntry('recipient-added', null, facts));
          if (!isConfirmed) await queueLink(trx, { ...facts, address: address! }, made, linkMail);
          return saved.id;
        },
        (id) => {
          const kept = trx.updateTable('notice_recipient').where('id', '=', id).where('stopped_at', 'is', null);
          // A mail has its link already.
          return (channel === 'email' ? kept.set({ channel }) : kept.set(secrets)).returning('id').executeTakeFirst();
        },
      );
      return (await loadRecipients({ db: trx }, { id, scope: 'all' }))[0]!;
    }),
  );
};

/**
 * What waits for it is sent all the same. What its people have stopped by a link stays stopped.
 * Errors: Refusal 404 `not-found`; 409 `stale-revision`, `stopped`; 422 `kinds`.
 */
export const changeKinds = (
  database: Database,
  id: number,
  { kinds: asked, revision }: RecipientKinds,
  authorship: Authorship,
): Promise<Recipient> =>
  change(database, RECIPIENTS, authorship, async (trx, record) => {
    const before = await trx
      .selectFrom('notice_recipient')
      .select(['id', 'tier', 'library_id as library', 'channel', 'kinds'])
      .select(['revision', 'stopped_at', 'without_summaries'])
      .where('id', '=', id)
      .where(isShown)
      .forUpdate()
      .executeTakeFirst();
    if (before === undefined) throw notFound();
    if (before.stopped_at !== null) throw new Refusal(409, 'stopped', messages.hasStopped);
    if (before.revision !== revision) throw staleRevision('recipient');
    if (before.without_summaries && asked.some((kind) => SUMMARIES.includes(kind)))
      throw invalid([{ field: 'kinds', message: messages.withoutSummaries }]);
    const kinds = [...new Set(asked)];
    await trx
      .updateTable('notice_recipient')
      .set({ kinds, revision: revision + 1 })
      .where('id', '=', id)
      .execute();
    record.entry(recipientEntry('recipient-changed', before, { ...before, kinds }));
    return (await loadRecipients({ db: trx }, { id, scope: 'all' }))[0]!;
  });

const TESTED: readonly NoticeChannel[] = [...CHAT_CHANNELS, 'webhook'];

/** Queues a notice for this recipient alone. Errors: Refusal 404; 409 `no-test`; 429 `quota-reached`. */
export const sendTest = (
  database: Database,
  id: number,
  made: MadeBy,
  words: Pick<Notice, 'subject' | 'text'>,
): Promise<void> =>
  acrossLibraries(() =>
    change(database, RECIPIENTS, made, async (trx, record) => {
      const to = await trx
        .selectFrom('notice_recipient')
        .select(['id', 'tier', 'library_id as library', 'channel', 'kinds'])
        .where('id', '=', id)
        .where('stopped_at', 'is', null)
        .executeTakeFirst();
      if (to === undefined) throw notFound();
      if (!TESTED.includes(to.channel)) throw new Refusal(409, 'no-test', messages.noTest);
      const full = await takeUse(trx, { account: made.by.id, quota: 'recipient-tests' }, made.atMs);
      if (full) throw usedUp(messages.testsUsedUp(full.max), full);
      const { tier, library } = to;
      const notice = randomUUID();
      const of = {
        key: `${TEST_KIND}:${notice}`,
        kind: TEST_KIND,
        tier,
        library,
        data: null,
        atMs: made.atMs,
      } as const;
      await saveNotice(trx, notice, { ...of, ...words }, trx.selectFrom('notice_recipient').where('id', '=', id));
      record.entry(recipientEntry('recipient-tested', null, to));
    }),
  );

/** The receiver wants no more notices: its waiting deliveries are given up. Deliveries first, in the lock order of a sender. */
export const stopRecipient = (database: Database, id: number, nowMs: number): Promise<void> =>
  change(database, null, byClock(nowMs), async (trx, record) => {
    await giveUp(trx, id, messages.receiverStops);
    await trx
      .updateTable('notice_recipient')
      .set({ stopped_at: new Date(nowMs), secret: null })
      .where('id', '=', id)
      .execute();
    record.publish(RECIPIENTS);
  });

/** Returns whether the recipient existed: of two concurrent removals, one succeeds. */
export const removeRecipient = (database: Database, id: number, authorship: Authorship): Promise<boolean> =>
  change(database, RECIPIENTS, authorship, async (trx, record) => {
    await giveUp(trx, id, messages.recipientRemoved);
    const gone = await trx
      .updateTable('notice_recipient')
      .set({ stopped_at: new Date(authorship.atMs), address: null, secret: null, token_hash: null })
      .where('id', '=', id)
      .where(isShown)
      .returning(['id', 'tier', 'library_id as library', 'channel', 'kinds'])
      .executeTakeFirst();
    if (gone === undefined) return false;
    record.entry(recipientEntry('recipient-removed', gone, null));
    return true;
  });
