// In:    an account that is about to do what it may do only so often in a day, in the same transaction.
// Out:   the use, counted; or that the quota is used up, and for how long.
// Never: lets two concurrent requests exceed a quota; keeps an address: only its hash, for a day.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import { lockAccount } from './account-lock-store.ts';
import type { DailyQuota } from './tables.ts';
import { hashToken } from './token.ts';

/**
 * In 24 hours. Source: a library verifies some dozens of contacts twice a year; a desk that calls for help every half hour;
 * a dozen recipients for each of four libraries; a password that every other chat of a busy day asks for; a branch system
 * that invites its whole staff in a day.
 */
export const DAILY: Record<DailyQuota, number> = {
  'contact-mails': 10,
  'help-requests': 50,
  invitations: 100,
  'recipient-mails': 50,
  reveals: 30,
};
/** Mails to one address in 24 hours, from all accounts together. */
const PER_ADDRESS = 3;

export interface UsedUp {
  /** Whose quota it is. */
  of: 'account' | 'address';
  max: number;
  /** Units: ms. */
  waitMs: number;
}

/** Null: the use is counted. `address`: where it sends a mail. */
export async function takeDaily(
  trx: Kysely<Tables>,
  { account, quota, address }: { account: number; quota: DailyQuota; address?: string },
  nowMs: number,
): Promise<UsedUp | null> {
  await lockAccount(trx, account);
  const uses = trx
    .selectFrom('quota_use')
    .select('at')
    .where('quota', '=', quota)
    .where('at', '>', new Date(nowMs - DAY_MS))
    .orderBy('at', 'desc')
    .limit(1);
  const toUsedUp = (of: UsedUp['of'], max: number, oldest: { at: Date } | undefined): UsedUp | null =>
    oldest === undefined ? null : { of, max, waitMs: oldest.at.getTime() + DAY_MS - nowMs };
  const max = DAILY[quota];
  const own = uses.where('account_id', '=', account).offset(max - 1);
  const usedUp = toUsedUp('account', max, await own.executeTakeFirst());
  if (usedUp) return usedUp;
  const use = { account_id: account, quota, at: new Date(nowMs), address_hash: null };
  if (address === undefined) {
    await trx.insertInto('quota_use').values(use).execute();
    return null;
  }
  // Accounts that send mail to the same address count each other's.
  await sql`select pg_advisory_xact_lock(hashtextextended('askusnow mails to an address', 0))`.execute(trx);
  const address_hash = hashToken(address.toLowerCase());
  const sent = uses.where('address_hash', '=', address_hash).offset(PER_ADDRESS - 1);
  const full = toUsedUp('address', PER_ADDRESS, await sent.executeTakeFirst());
  if (full) return full;
  await trx
    .insertInto('quota_use')
    .values({ ...use, address_hash })
    .execute();
  return null;
}

export const deleteOldUses = (db: Kysely<Tables>, nowMs: number): Promise<unknown> =>
  db
    .deleteFrom('quota_use')
    .where('at', '<=', new Date(nowMs - DAY_MS))
    .execute();
