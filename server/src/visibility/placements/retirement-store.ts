// In:    a library's placement as its page shows it, a person's word that it was taken down on purpose.
// Out:   the day of that word, in the library's audit trail too; every page is notified.
// Never: removes a placement or its counts.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { COUNTS } from '../counts-channel.ts';
import type { ShownPlacement } from './shown-rows.ts';

export const saveRetirement = (
  database: Database,
  { id: library, zone }: Pick<RegisteredLibrary, 'id' | 'zone'>,
  { storedIds, origin, pattern, name, retiredOn }: ShownPlacement,
  isRetired: boolean,
  authorship: Authorship,
): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const today = isRetired ? windowOf(zone, authorship.atMs, 1).to : null;
    await trx.updateTable('placement').set({ retired_on: today }).where('id', 'in', storedIds).execute();
    const place = { page: origin + pattern, placement: name };
    const action = isRetired ? 'placement-retired' : 'placement-restored';
    const [before, after] = [retiredOn, today].map((on) => ({ ...place, retiredOn: on }));
    record.entry({ subject: librarySubject(library), action, before, after });
  });
