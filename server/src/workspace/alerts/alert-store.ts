// In:    alerts of a library for those who answer its patrons.
// Out:   those that have not ended; a stored change with its audit entry.
// Never: an alert without an end; a sentence that patrons see: that is the library's message, set by itself.
import type { Kysely, Selectable } from 'kysely';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { WORKSPACE } from '../workspace-channel.ts';
import type { ProviderAlertTable } from './tables.ts';

/** Max alerts of a library at once: more are not read in a chat. */
export const MAX_ALERTS = 20;

export type StoredAlert = Selectable<ProviderAlertTable>;

/** `library` null: of all libraries. The first to end first. */
export const loadAlerts = (db: Kysely<Tables>, library: string | null, nowMs: number): Promise<StoredAlert[]> =>
  db
    .selectFrom('provider_alert')
    .selectAll()
    .where('ends_at', '>', new Date(nowMs))
    .$if(library !== null, (query) => query.where('library_id', '=', library!))
    .orderBy('ends_at')
    .orderBy('id')
    .execute();

/** Those of the library that have not ended, locked; what has ended is deleted. */
async function lockAlerts(trx: Kysely<Tables>, library: string, atMs: number): Promise<StoredAlert[]> {
  // One change at a time: the next one counts this alert.
  await lockLibrary(trx, library);
  await trx
    .deleteFrom('provider_alert')
    .where('library_id', '=', library)
    .where('ends_at', '<=', new Date(atMs))
    .execute();
  return loadAlerts(trx, library, atMs);
}

const toAudited = ({ id, text, ends_at }: Pick<StoredAlert, 'id' | 'text' | 'ends_at'>) => ({
  id,
  text,
  until: ends_at.toISOString(),
});

/** `id` null: a new one; the same words until the same time are the same alert. `unknown`: there is none, or it has ended. */
export const saveAlert = (
  { db, changes }: Database,
  library: string,
  id: number | null,
  { text, untilMs, revision }: { text: string; untilMs: number; revision: number },
  authorship: Authorship,
): Promise<StoredAlert | 'unknown' | 'stale' | 'full'> =>
  db.transaction().execute(async (trx) => {
    const own = await lockAlerts(trx, library, authorship.atMs);
    const before = own.find((each) => each.id === id);
    if (id !== null && before === undefined) return 'unknown';
    if ((before?.revision ?? 0) !== revision) return 'stale';
    const same = own.find((each) => each.text === text && each.ends_at.getTime() === untilMs);
    if (id === null && same !== undefined) return same;
    if (id === null && own.length >= MAX_ALERTS) return 'full';
    const row = {
      text,
      ends_at: new Date(untilMs),
      revision: revision + 1,
      changed_at: new Date(authorship.atMs),
      by: authorship.by.label,
    };
    const saved =
      id === null
        ? await trx
            .insertInto('provider_alert')
            .values({ library_id: library, ...row })
            .returningAll()
            .executeTakeFirstOrThrow()
        : await trx
            .updateTable('provider_alert')
            .set(row)
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirstOrThrow();
    await addEntries(trx, authorship, [
      {
        subject: `library:${library}`,
        action: id === null ? 'alert-added' : 'alert-changed',
        before: before === undefined ? null : toAudited(before),
        after: toAudited(saved),
      },
    ]);
    await changes.publish(WORKSPACE, trx);
    return saved;
  });

/** `unknown`: there is none, or it has ended. */
export const endAlert = (
  { db, changes }: Database,
  library: string,
  { id, revision }: Pick<StoredAlert, 'id' | 'revision'>,
  authorship: Authorship,
): Promise<'ended' | 'unknown' | 'stale'> =>
  db.transaction().execute(async (trx) => {
    const before = (await lockAlerts(trx, library, authorship.atMs)).find((each) => each.id === id);
    if (before === undefined) return 'unknown';
    if (before.revision !== revision) return 'stale';
    await trx.deleteFrom('provider_alert').where('id', '=', id).execute();
    await addEntries(trx, authorship, [
      { subject: `library:${library}`, action: 'alert-ended', before: toAudited(before), after: null },
    ]);
    await changes.publish(WORKSPACE, trx);
    return 'ended';
  });
