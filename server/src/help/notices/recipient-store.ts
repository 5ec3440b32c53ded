// In:    recipients to add, list or remove.
// Out:   rows with the state of their deliveries; an audit entry for each that a person adds or removes; a notification
//        that recipients have changed.
// Never: keeps the address, secret or feed of a removed recipient: only the row stays, since sent notices refer to it. An
//        audit entry has no address either.
import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { Recipient, RecipientChange } from '@askusnow/sdk/contract';
import { hasQuotaLeft, type MadeBy } from '../../accounts/quota-store.ts';
import type { Scope } from '../../accounts/scope.ts';
import { announce } from '../../platform/db/changes.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import { messages } from './messages.ts';
import type { SentKind } from './notice.ts';

/** A validated recipient, and its identity. */
export interface NewRecipient extends RecipientChange {
  secret: string | null;
  tokenHash: Buffer | null;
}

/** Published when recipients change: pages show whether a tier has any. */
export const RECIPIENTS = 'recipients';

/** A recipient that has asked for no more notices is still listed, so that somebody notices. */
const isShown = (row: ExpressionBuilder<Tables, 'notice_recipient'>) =>
  row.and([row('account_id', 'is', null), row.or([row('stopped_at', 'is', null), row('address', 'is not', null)])]);

const lastSentAt = sql<Date | null>`(
  select max(sent_at) from notice_delivery where recipient_id = notice_recipient.id and state = 'sent'
)`;

/** The first and the last failure since the last successful delivery. */
const failing = sql<{ since: string; detail: string } | null>`(
  select json_build_object('since', min(at), 'detail', (array_agg(error order by at desc))[1])
  from notice_delivery join notice on notice.id = notice_id
  where recipient_id = notice_recipient.id and state <> 'sent' and error is not null
    and at > coalesce(${lastSentAt}, '-infinity')
  having count(*) > 0
)`;

/** In a scope other than `all`: only the local recipients of its libraries. */
export async function loadRecipients(
  { db }: Database,
  { id, scope }: { id?: number; scope: Scope },
): Promise<Recipient[]> {
  let query = db
    .selectFrom('notice_recipient')
    .select(['id', 'tier', 'library_id', 'channel', 'address', 'kinds', lastSentAt.as('last'), failing.as('failing')])
    .where(isShown)
    .orderBy('id');
  if (id !== undefined) query = query.where('id', '=', id);
  if (scope !== 'all') query = query.where('library_id', 'in', scope.libraries.length > 0 ? scope.libraries : ['']);
  return (await query.execute()).map(({ library_id: library, last, failing, kinds, ...row }) => ({
    ...row,
    kinds: kinds.filter((kind) => kind !== 'weekly-summary'),
    library,
    lastSentAt: last?.toISOString() ?? null,
    failing: failing && { ...failing, since: new Date(failing.since).toISOString() },
  }));
}

type RecipientFacts = Pick<Recipient, 'id' | 'tier' | 'library' | 'channel'> & { kinds: readonly SentKind[] };

/** The audit subject, and the entry's values. */
const subjectOf = ({ tier, library }: RecipientFacts): string =>
  library === null ? `tier:${tier}` : `library:${library}`;
const shown = ({ id, channel, kinds }: RecipientFacts): unknown => ({ recipient: id, channel, kinds });

/** Undefined: there is an equal recipient already; `quota-reached`: the account's quota is reached. */
export function saveRecipient(
  { db }: Database,
  { tier, library, channel, address, secret, tokenHash, kinds: asked }: NewRecipient,
  authorship: MadeBy,
): Promise<Recipient | 'quota-reached' | undefined> {
  const kinds = [...new Set(asked)];
  const { by, atMs } = authorship;
  const made = { created_at: new Date(atMs), by: by.label, made_by: by.id, stopped_at: null };
  return db.transaction().execute(async (trx) => {
    if (!(await hasQuotaLeft(trx, by, 'recipients'))) return 'quota-reached';
    const saved = await trx
      .insertInto('notice_recipient')
      .values({ tier, library_id: library, channel, address, secret, token_hash: tokenHash, kinds, ...made })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (saved === undefined) return undefined;
    const recipient = { id: saved.id, tier, library, channel, kinds };
    await addEntries(trx, authorship, [
      { subject: subjectOf(recipient), action: 'recipient-added', before: null, after: shown(recipient) },
    ]);
    await announce(trx, RECIPIENTS);
    return { ...recipient, address, lastSentAt: null, failing: null };
  });
}

/** The receiver wants no more notices: its waiting deliveries are given up. Deliveries first, in the lock order of a sender. */
export function stopRecipient({ db }: Database, id: number, nowMs: number): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await giveUp(trx, id, messages.receiverStops);
    await trx
      .updateTable('notice_recipient')
      .set({ stopped_at: new Date(nowMs), secret: null })
      .where('id', '=', id)
      .execute();
    await announce(trx, RECIPIENTS);
  });
}

/** Returns whether the recipient existed: of two concurrent removals, one succeeds. */
export function removeRecipient({ db }: Database, id: number, authorship: Authorship): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await giveUp(trx, id, messages.recipientRemoved);
    const gone = await trx
      .updateTable('notice_recipient')
      .set({ stopped_at: new Date(authorship.atMs), address: null, secret: null, token_hash: null })
      .where('id', '=', id)
      .where(isShown)
      .returning(['id', 'tier', 'library_id as library', 'channel', 'kinds'])
      .executeTakeFirst();
    if (gone === undefined) return false;
    await addEntries(trx, authorship, [
      { subject: subjectOf(gone), action: 'recipient-removed', before: shown(gone), after: null },
    ]);
    await announce(trx, RECIPIENTS);
    return true;
  });
}

export async function giveUp(trx: Kysely<Tables>, recipientId: number, error: string): Promise<void> {
  await trx
    .updateTable('notice_delivery')
    .set({ state: 'given-up', error })
    .where('recipient_id', '=', recipientId)
    .where('state', '=', 'waiting')
    .execute();
}
