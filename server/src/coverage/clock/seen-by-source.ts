// In:    libraries whose operators a presence source sees at a shared desk.
// Out:   their presses, kept open.
// Never: an operator: the source's adapter has read which library is there.
import type { Database } from '../../platform/db/database.ts';
import type { SourceClock } from '../presence/run.ts';
import { keepPress, loadClockLibraries } from './press-store.ts';

export const sourceClock = (database: Database): SourceClock => ({
  async keepSeen(queue, libraries, atMs) {
    const owing = await loadClockLibraries(database.db, queue, atMs);
    for (const library of libraries)
      if (owing.has(library)) await keepPress(database, { queue, library, label: 'presence source' }, atMs);
  },
});
