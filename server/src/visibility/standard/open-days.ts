// In:    libraries, a window of civil days.
// Out:   the days on which each one's nearest desk has service hours.
// Never: closes a day whose hours are unknown.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Database } from '../../platform/db/database.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { openDates } from '../../schedule/hours/open-dates.ts';
import { loadQueues } from '../../schedule/hours/store.ts';

/** By library; each in order. */
export async function loadOpenDays(
  database: Database,
  libraries: readonly Pick<RegisteredLibrary, 'id' | 'queues'>[],
  window: CivilWindow,
): Promise<Map<string, string[]>> {
  const nearest = libraries.flatMap(({ queues }) => queues[0]?.queueId ?? []);
  const queues = await loadQueues(database, [...new Set(nearest)]);
  const openOf = new Map(queues.map(({ id, hours }) => [id, openDates(hours, window)]));
  const always = openDates({ weekly: null, seasons: [], exceptions: [] }, window);
  return new Map(libraries.map(({ id, queues: [own] }) => [id, (own && openOf.get(own.queueId)) ?? always]));
}
