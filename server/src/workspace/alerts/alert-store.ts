// In:    alerts of a library for those who answer its patrons.
// Out:   those that have not ended; a stored change with its audit entry.
// Never: an alert without an end; a sentence that patrons see: that is the library's message, set by itself.
import type { Kysely, Selectable } from 'kysely';
import { ownedList } from '../../cooperative/owned-list-store.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { WORKSPACE } from '../workspace-channel.ts';
import type { ProviderAlertTable } from './tables.ts';

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

/** At most 20 of a library: more are not read in a chat. */
export const alertList = ownedList({
  table: 'provider_alert',
  what: 'alert',
  max: 20,
  channel: WORKSPACE,
  endsAt: 'ends_at',
  toAudited: ({ id, text, ends_at }) => ({ id, text, until: ends_at.toISOString() }),
});
