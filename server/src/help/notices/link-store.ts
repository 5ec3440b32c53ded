// In:    a recipient whose mail address has not agreed yet; the token of the link that it was mailed.
// Out:   the mail with the link, queued; the recipient confirmed, once.
// Never: queues another mail to it, or more links than the account's and the address's quotas allow.
import { randomUUID } from 'node:crypto';
import type { ExpressionBuilder, Kysely } from 'kysely';
import { RECIPIENT_LINK_DAYS, type Recipient } from '@askusnow/sdk/contract';
import { MAILED_LINK } from '../../accounts/account-audit-store.ts';
import type { MadeBy } from '../../accounts/quota-store.ts';
import { takeUse } from '../../accounts/quota-use-store.ts';
import { createToken, hashToken } from '../../accounts/token.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, Refusal, usedUp } from '../../platform/refusal.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';
import { LINK_KIND, type Notice } from './notice.ts';
import { giveUp, saveNotice } from './outbox-store.ts';
import { recipientEntry, RECIPIENTS, type RecipientFacts } from './recipient-entry.ts';

/** Counts if the account has opened a link that was mailed there. */
export async function isOwnAddress(trx: Kysely<Tables>, accountId: number, address: string | null): Promise<boolean> {
  const account = await trx
    .selectFrom('account')
    .select('email')
    .where('id', '=', accountId)
    .where('email_confirmed', '=', true)
    .executeTakeFirst();
  return account?.email?.toLowerCase() === address?.toLowerCase();
}

type Linked = Pick<Recipient, 'id' | 'tier' | 'library' | 'kinds'> & { address: string };
/** The words of the mail with the link. */
export type LinkMail = (recipient: Linked, untilMs: number) => Pick<Notice, 'subject' | 'text'>;

/** Errors: Refusal 429 `quota-reached`. */
export async function queueLink(
  trx: Kysely<Tables>,
  to: Linked,
  { by, atMs }: MadeBy,
  linkMail: LinkMail,
): Promise<void> {
  const { id, tier, library, address } = to;
  const full = await takeUse(trx, { account: by.id, quota: 'recipient-mails', address }, atMs);
  if (full) throw usedUp(messages.linksUsedUp(full), full);
  const notice = randomUUID();
  const untilMs = atMs + RECIPIENT_LINK_DAYS * DAY_MS;
  await trx
    .updateTable('notice_recipient')
    .set({ link_until: new Date(untilMs) })
    .where('id', '=', id)
    .execute();
  const of = { key: `recipient-link:${notice}`, kind: LINK_KIND, tier, library, data: null, atMs } as const;
  const only = trx.selectFrom('notice_recipient').where('id', '=', id);
  await saveNotice(trx, notice, { ...of, ...linkMail(to, untilMs) }, only);
}

/** Errors: Refusal 404; 409 `not-pending`; 429 `quota-reached`. */
export const mailLinkAgain = (database: Database, id: number, made: MadeBy, linkMail: LinkMail): Promise<void> =>
  acrossLibraries(() =>
    change(database, RECIPIENTS, made, async (trx, record) => {
      const to = await trx
        .selectFrom('notice_recipient')
        .select(['id', 'tier', 'library_id as library', 'channel', 'kinds', 'address', 'confirmed_at', 'secret'])
        .where('id', '=', id)
        .where('stopped_at', 'is', null)
        .forUpdate()
        .executeTakeFirst();
      if (to === undefined || to.address === null) throw notFound();
      if (to.channel !== 'email' || to.confirmed_at !== null)
        throw new Refusal(409, 'not-pending', messages.notPending);
      if (to.secret === null) await trx.updateTable('notice_recipient').set(newLink()).where('id', '=', id).execute();
      await queueLink(trx, { ...to, address: to.address, kinds: to.kinds as Recipient['kinds'] }, made, linkMail);
      record.entry(recipientEntry('recipient-link-mailed', null, to));
    }),
  );

/** The columns of a mail's link. */
const newLink = (): { secret: string; token_hash: Buffer } => {
  const secret = createToken();
  return { secret, token_hash: hashToken(secret) };
};

export interface PendingRecipient extends RecipientFacts {
  address: string;
}

const ofOpenLink = (token: string, nowMs: number) => (row: ExpressionBuilder<Tables, 'notice_recipient'>) =>
  row.and([
    row('token_hash', '=', hashToken(token)),
    row('channel', '=', 'email'),
    row('confirmed_at', 'is', null),
    row('stopped_at', 'is', null),
    row('link_until', '>', new Date(nowMs)),
  ]);

/** Undefined: the link was used, its time is over, or the recipient has ended. Reads only: a mail scanner opens every link. */
export async function findPending(
  db: Kysely<Tables>,
  token: string,
  nowMs: number,
): Promise<PendingRecipient | undefined> {
  const row = await db
    .selectFrom('notice_recipient')
    .select(['id', 'tier', 'library_id as library', 'channel', 'kinds', 'address'])
    .where(ofOpenLink(token, nowMs))
    .executeTakeFirst();
  return row?.address ? { ...row, address: row.address } : undefined;
}

/** False: its link was used before, or its time is over. The mails to come have another link, so this one is used up. */
export const confirmRecipient = (database: Database, token: string, atMs: number): Promise<boolean> =>
  change(database, RECIPIENTS, { by: MAILED_LINK, atMs }, async (trx, record) => {
    const pending = await findPending(trx, token, atMs);
    if (pending === undefined) return false;
    // A second link that still waits would be the former one.
    await giveUp(trx, pending.id, messages.linkUsed);
    const confirmed = await trx
      .updateTable('notice_recipient')
      .set({ confirmed_at: new Date(atMs), link_until: null, ...newLink() })
      .where(ofOpenLink(token, atMs))
      .returning('id')
      .executeTakeFirst();
    if (confirmed === undefined) return false;
    record.entry(recipientEntry('recipient-confirmed', null, pending));
    return true;
  });
