// In:    a notice of an hour that is offered; the token of a link in its mail.
// Out:   a link for each recipient whose address is an account's own, confirmed one; the link found, and used up.
// Never: a link for an address that no account of the library has confirmed; the token itself, once its mail is sent.
import type { Kysely } from 'kysely';
import { lockAccount } from '../../accounts/account-lock-store.ts';
import { libraryIds } from '../../accounts/scope-columns-store.ts';
import { createToken, hashToken } from '../../accounts/token.ts';
import { librarySubject } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Account } from '../../platform/http/access.ts';
import { HOUR_MS } from '../../platform/time/instants.ts';

/** Units: hours. */
export const OFFER_LINK_HOURS = 24;

/** Call it in the transaction that queues the notice. */
export async function addOfferLinks(
  trx: Kysely<Tables>,
  { notice, offer, atMs }: { notice: string; offer: number; atMs: number },
): Promise<void> {
  const readers = await trx
    .selectFrom('notice_delivery')
    .innerJoin('notice_recipient', 'notice_recipient.id', 'recipient_id')
    .innerJoin('account', (join) =>
      join.on((row) =>
        row(row.fn<string>('lower', ['account.email']), '=', row.fn<string>('lower', ['notice_recipient.address'])),
      ),
    )
    .innerJoin('account_library', (join) =>
      join
        .onRef('account_library.account_id', '=', 'account.id')
        .onRef('account_library.library_id', '=', 'notice_recipient.library_id'),
    )
    .select(['recipient_id', 'account.id as account', 'account_library.library_id as library'])
    .where('notice_id', '=', notice)
    .where('state', '=', 'waiting')
    .where('channel', '=', 'email')
    .where('role', '=', 'liaison')
    .where('email_confirmed', '=', true)
    .where('ended_at', 'is', null)
    .execute();
  for (const { recipient_id, account, library } of readers) {
    const token = createToken();
    await trx
      .updateTable('notice_delivery')
      .set({ token })
      .where('notice_id', '=', notice)
      .where('recipient_id', '=', recipient_id)
      .execute();
    const expires_at = new Date(atMs + OFFER_LINK_HOURS * HOUR_MS);
    const link = { token_hash: hashToken(token), account_id: account, library_id: library, offer_id: offer };
    await trx
      .insertInto('offer_link')
      .values({ ...link, expires_at, used_at: null })
      .execute();
  }
}

export interface OfferLink {
  account: Account;
  offer: number;
  /** That would work the hour. */
  library: string;
  /** That gives it. */
  giver: string;
  queue: string;
  startMs: number;
  endMs: number;
}

/**
 * Undefined: it was used, its time is over, the hour is not open any more, or the account may not act for the library now.
 * Reads only: a mail scanner opens every link.
 */
export async function findOfferLink(db: Kysely<Tables>, token: string, nowMs: number): Promise<OfferLink | undefined> {
  const now = new Date(nowMs);
  const row = await db
    .selectFrom('offer_link')
    .innerJoin('account', 'account.id', 'offer_link.account_id')
    .innerJoin('cover_offer', 'cover_offer.id', 'offer_id')
    .select(['account.id', 'label', 'role', libraryIds.as('libraries')])
    .select(['offer_link.library_id as library', 'offer_id as offer', 'cover_offer.library_id as giver', 'queue_id'])
    .select(['starts_at', 'ends_at'])
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .where('used_at', 'is', null)
    .where('state', '=', 'open')
    .where('starts_at', '>', now)
    .where('ended_at', 'is', null)
    .where('email_confirmed', '=', true)
    .where('role', '=', 'liaison')
    .executeTakeFirst();
  if (row === undefined || !row.libraries.includes(row.library)) return undefined;
  const { id, label, role, libraries, queue_id, starts_at, ends_at, ...link } = row;
  return {
    ...link,
    account: { id, label, role, libraries, queues: [] },
    queue: queue_id,
    startMs: starts_at.getTime(),
    endMs: ends_at.getTime(),
  };
}

/** Uses the link up. False: somebody has, or the account may not act any more. */
export const useOfferLink = (database: Database, token: string, link: OfferLink, atMs: number): Promise<boolean> =>
  change(database, null, { by: link.account, atMs }, async (trx, record) => {
    if (!(await lockAccount(trx, link.account.id))) return false;
    if ((await findOfferLink(trx, token, atMs)) === undefined) return false;
    const used = await trx
      .updateTable('offer_link')
      .set({ used_at: new Date(atMs) })
      .where('token_hash', '=', hashToken(token))
      .where('used_at', 'is', null)
      .returning('offer_id')
      .executeTakeFirst();
    if (used === undefined) return false;
    const after = { offer: link.offer };
    record.entry({ subject: librarySubject(link.library), action: 'offer-link-used', before: null, after });
    return true;
  });
