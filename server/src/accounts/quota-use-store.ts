// In:    an account that is about to do what it may do only so often in a day or a week, in the same transaction.
// Out:   the use, counted; or that the quota is used up, and for how long.
// Never: lets two concurrent requests exceed a quota; keeps an address: only its hash, for as long as the quota counts it.
import { sql, type Kysely } from 'kysely';
import { LIAISON_MESSAGES_MAX, LIAISON_MESSAGE_DAYS } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import { lockAccount } from './account-lock-store.ts';
import type { UseQuota } from './tables.ts';
import { hashToken } from './token.ts';

/** How often in which time. */
export interface Quota {
  max: number;
  /** Units: ms. */
  inMs: number;
}

/**
 * Source: a library verifies some dozens of contacts twice a year; a desk that calls for help every half hour; a dozen
 * recipients for each of four libraries; a password that every other chat of a busy day asks for; a branch system that
 * invites its whole staff in a day; a liaison's mail to everybody is read while it is rare.
 */
export const QUOTAS: Record<UseQuota, Quota> = {
  'contact-mails': { max: 10, inMs: DAY_MS },
  'help-requests': { max: 50, inMs: DAY_MS },
  invitations: { max: 100, inMs: DAY_MS },
  'recipient-mails': { max: 50, inMs: DAY_MS },
  'recipient-tests': { max: 20, inMs: DAY_MS },
  reveals: { max: 30, inMs: DAY_MS },
  'liaison-messages': { max: LIAISON_MESSAGES_MAX, inMs: LIAISON_MESSAGE_DAYS * DAY_MS },
};
/** Mails of one quota to one address, from all accounts together. */
const PER_ADDRESS = 3;

export interface UsedUp {
  /** Whose quota it is. */
  of: 'account' | 'address';
  max: number;
  /** Units: ms. */
  waitMs: number;
}

/** The uses that count now, the latest first. */
const usesOf = (db: Kysely<Tables>, quota: UseQuota, nowMs: number) =>
  db
    .selectFrom('quota_use')
    .select('at')
    .where('quota', '=', quota)
    .where('at', '>', new Date(nowMs - QUOTAS[quota].inMs))
    .orderBy('at', 'desc');

/** How many are left, and where none is, when the next one is possible. Counts nothing. Units: ms. */
export async function loadQuota(
  db: Kysely<Tables>,
  { account, quota }: { account: number; quota: UseQuota },
  nowMs: number,
): Promise<{ left: number; nextMs: number | null }> {
  const { max, inMs } = QUOTAS[quota];
  const uses = await usesOf(db, quota, nowMs).where('account_id', '=', account).limit(max).execute();
  const left = max - uses.length;
  return { left, nextMs: left > 0 ? null : uses.at(-1)!.at.getTime() + inMs };
}

/** Null: the use is counted. `address`: where it sends a mail. */
export async function takeUse(
  trx: Kysely<Tables>,
  { account, quota, address }: { account: number; quota: UseQuota; address?: string },
  nowMs: number,
): Promise<UsedUp | null> {
  await lockAccount(trx, account);
  const { max, inMs } = QUOTAS[quota];
  const uses = usesOf(trx, quota, nowMs).limit(1);
  const toUsedUp = (of: UsedUp['of'], max: number, oldest: { at: Date } | undefined): UsedUp | null =>
    oldest === undefined ? null : { of, max, waitMs: oldest.at.getTime() + inMs - nowMs };
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

export async function deleteOldUses(db: Kysely<Tables>, nowMs: number): Promise<void> {
  for (const [quota, { inMs }] of Object.entries(QUOTAS))
    await db
      .deleteFrom('quota_use')
      .where('quota', '=', quota as UseQuota)
      .where('at', '<=', new Date(nowMs - inMs))
      .execute();
}
