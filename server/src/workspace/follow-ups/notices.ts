// In:    follow-ups that a library has received, or whose last day is over.
// Out:   notices to the library's people, without a reference number.
// Never: one notice per follow-up: a day's list is one piece of news.
import type { Kysely } from 'kysely';
import { notify, type Notice } from '../../help/notices/notices.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { DAY_MS } from '../../platform/time/instants.ts';

/** While something stays overdue, its people are reminded this often. */
const REMIND_DAYS = 7;

const counted = (count: number): string => (count === 1 ? '1 follow-up' : `${count} follow-ups`);
const pageOf = (publicUrl: string, library: string): string => `${publicUrl}/dashboard/${library}/follow-ups`;

export interface Received {
  library: { id: string; name: string };
  count: number;
  /** Names the event. */
  key: string;
  publicUrl: string;
  atMs: number;
}

export const notifyReceived = (
  trx: Kysely<Tables>,
  { library, count, key, publicUrl, atMs }: Received,
): Promise<void> =>
  notify(trx, {
    key: `follow-ups-received:${library.id}:${key}`,
    kind: 'follow-ups-received',
    tier: 'local',
    library: library.id,
    subject: `${counted(count)} for ${library.name}`,
    text: `Another desk or library has handed ${counted(count)} over to ${library.name}. Patrons expect an answer within 72 hours.\n\nThis page lists them:\n${pageOf(publicUrl, library.id)}\n`,
    data: { library: library.id, count },
    atMs,
  });

export interface Overdue {
  library: { id: string; name: string };
  /** In the library's zone. */
  today: string;
  count: number;
  firstDue: string;
  lastDue: string;
}

/** Its key changes when another one becomes overdue, and every week while any is. */
export function overdueNotice(
  { library, today, count, firstDue, lastDue }: Overdue,
  publicUrl: string,
  atMs: number,
): Notice {
  const week = Math.floor((Date.parse(today) - Date.parse(lastDue)) / DAY_MS / REMIND_DAYS);
  return {
    key: ['follow-ups-overdue', library.id, lastDue, week].join(':'),
    kind: 'follow-ups-overdue',
    tier: 'local',
    library: library.id,
    subject: `${counted(count)} overdue at ${library.name}`,
    text: `${counted(count)} of ${library.name} should have been resolved by now, the first one by ${firstDue}. Resolve each, or hand it over.\n\nThis page lists them:\n${pageOf(publicUrl, library.id)}\n`,
    data: { library: library.id, count, firstDue },
    atMs,
  };
}
