// In:    libraries.
// Out:   whether each one has contacts, and all were verified lately.
import { CONTACT_VERIFY_DAYS } from '@askusnow/sdk/contract';
import { sql, type Kysely } from 'kysely';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { messages } from './messages.ts';
import type { Confirmed } from './readiness.ts';

/** The page begins with the policies: the address leads on to the contacts. */
const PAGE = 'local?show=contacts';

function contactsVerified(row: { verified_at: Date; due: number } | undefined): Confirmed {
  const { none, add, areVerified, due, verify } = messages.contacts;
  if (row === undefined) return { isMet: false, atMs: null, why: none, action: add, page: PAGE };
  return {
    isMet: row.due === 0,
    atMs: row.verified_at.getTime(),
    why: row.due === 0 ? areVerified : due(row.due),
    action: verify,
    page: PAGE,
  };
}

export async function loadContactsConfirmed(
  db: Kysely<Tables>,
  libraries: readonly RegisteredLibrary[],
  nowMs: number,
): Promise<Map<string, Confirmed>> {
  const dueFrom = new Date(nowMs - CONTACT_VERIFY_DAYS * DAY_MS);
  const rows = await db
    .selectFrom('contact')
    .select([
      'library_id',
      sql<Date>`min(verified_at)`.as('verified_at'),
      sql<number>`(count(*) filter (where verified_at <= ${dueFrom}))::integer`.as('due'),
    ])
    .where(
      'library_id',
      'in',
      libraries.map(({ id }) => id),
    )
    .groupBy('library_id')
    .execute();
  const byLibrary = new Map(rows.map((row) => [row.library_id, row]));
  return new Map(libraries.map(({ id }) => [id, contactsVerified(byLibrary.get(id))]));
}
