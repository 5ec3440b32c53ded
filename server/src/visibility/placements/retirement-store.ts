// In:    a library's placement as its page shows it, a person's word that it was taken down on purpose.
// Out:   the day of that word, in the library's audit trail too; every page is notified.
// Never: removes a placement or its counts.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import { COUNTS } from '../counts-channel.ts';
import type { ShownPlacement } from './shown-rows.ts';

export async function saveRetirement(
  { db, changes }: Database,
  { id: library, zone }: Pick<RegisteredLibrary, 'id' | 'zone'>,
  { storedIds, origin, pattern, name, retiredOn }: ShownPlacement,
  isRetired: boolean,
  authorship: Authorship,
): Promise<void> {
  const today = isRetired ? windowOf(zone, authorship.atMs, 1).to : null;
  const place = { page: origin + pattern, placement: name };
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('placement').set({ retired_on: today }).where('id', 'in', storedIds).execute();
    const action = isRetired ? 'placement-retired' : 'placement-restored';
    const [before, after] = [retiredOn, today].map((on) => ({ ...place, retiredOn: on }));
    await addEntries(trx, authorship, [{ subject: `library:${library}`, action, before, after }]);
    await changes.publish(COUNTS, trx);
  });
}
