// In:    libraries that owe hours at a shared desk, and what they have said of their people's practice.
// Out:   a task for each that has said nothing in the last six months.
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import { windowOf } from '../../platform/time/day-window.ts';
import type { Served } from '@askusnow/sdk/contract';
import { libraryPath, type TaskSource } from '../tasks/task.ts';
import { messages } from './messages.ts';
import { loadLatestServed, loadOwingLibraries } from './served-store.ts';
import { isDue } from './served.ts';

const titleOf = (latest: Served | null): string => {
  if (latest === null) return messages.servedNever;
  return latest.says === 'needs-refresher' ? messages.servedRefresher : messages.servedLongAgo;
};

export const servedSource: TaskSource = {
  reads: messages.servedReads,
  async ofLibraries({ database: { db } }, libraries, nowMs) {
    const ids = libraries.map(({ id }) => id);
    // Of desks, too, that a library does not name.
    const owing = await acrossLibraries(() => loadOwingLibraries(db, ids, nowMs));
    const said = await loadLatestServed(db, ids);
    return libraries.flatMap(({ id, name, zone }) => {
      const latest = said.get(id) ?? null;
      if (!owing.has(id) || !isDue(latest, windowOf(zone, nowMs, 1).to)) return [];
      return [
        {
          key: 'served-lately',
          harm: 'better',
          library: { id, name },
          title: titleOf(latest),
          action: messages.servedAction,
          path: libraryPath(id, 'training'),
          since: null,
        },
      ];
    });
  },
};
