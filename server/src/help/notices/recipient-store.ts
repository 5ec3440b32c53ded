// In:    recipients to add, list or remove.
// Out:   rows with the state of their deliveries; an audit entry for each that a person adds or removes; a notification
//        that recipients have changed.
// Never: keeps the address, secret or feed of a removed recipient: only the row stays, since sent notices refer to it. An
//        audit entry has no address either.
import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { Recipient, RecipientChange } from '@askusnow/sdk/contract';
import { checkQuota, type MadeBy } from '../../accounts/quota-store.ts';
import type { Scope } from '../../accounts/scope.ts';
import { byClock, change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
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

/** Errors: Refusal 409 `quota-reached`, or `told-already` where there is an equal recipient. */
export function saveRecipient(
  database: Database,
  { tier, library, channel, address, secret, tokenHash, kinds: asked }: NewRecipient,
  made: MadeBy & Sent,
): Promise<Recipient> {
  const kinds = [...new Set(asked)];
  const { by, atMs } = made;
  const secrets = { secret, token_hash: tokenHash };
  return change(database, RECIPIENTS, made, async (trx, record) => {
    const id = await once(
      trx,
      made,
      async () => {
        await checkQuota(trx, by, 'recipients', 'recipients');
        const of = { created_at: new Date(atMs), by: by.label, made_by: by.id, stopped_at: null };
        const saved = await trx
          .insertInto('notice_recipient')
          .values({ tier, library_id: library, channel, address, ...secrets, kinds, ...of })
          .onConflict((conflict) => conflict.doNothing())
          .returning('id')
          .executeTakeFirst();
        if (saved === undefined) throw new Refusal(409, 'told-already', messages.toldAlready);
        const facts = { id: saved.id, tier, library, channel, kinds };
        record.entry({ subject: subjectOf(facts), action: 'recipient-added', before: null, after: shown(facts) });
        return saved.id;
      },
      (id) =>
        trx
          .updateTable('notice_recipient')
          .set(secrets)
          .where('id', '=', id)
          .where('stopped_at', 'is', null)
          .returning('id')
          .executeTakeFirst(),
    );
    return { id, tier, library, channel, kinds, address, lastSentAt: null, failing: null };
  });
}

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
    record.entry({ subject: subjectOf(gone), action: 'recipient-removed', before: shown(gone), after: null });
    return true;
  });

export async function giveUp(trx: Kysely<Tables>, recipientId: number, error: string): Promise<void> {
  await trx
    .updateTable('notice_delivery')
    .set({ state: 'given-up', error })
    .where('recipient_id', '=', recipientId)
    .where('state', '=', 'waiting')
    .execute();
}
