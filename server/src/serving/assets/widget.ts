// In:    the running build's folder, the builds kept in the database.
// Out:   the tag's files in memory; new builds are stored, and those of other nodes loaded.
// Never: removes a pinned address in an upgrade.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLiveSnapshot } from '../../platform/live-snapshot/live-snapshot.ts';
import { readBuild, serveBuilds, type WidgetFiles } from './widget-builds.ts';
import { keepBuild, loadBuilds, onNewBuild } from './widget-store.ts';

export interface Widget {
  files(): WidgetFiles;
  close(): Promise<void>;
}

export async function createWidget(deps: {
  database: Database;
  clock: Clock;
  folder: string;
  onError: (error: Error) => void;
}): Promise<Widget> {
  const { database, clock, folder, onError } = deps;
  const running = readBuild(folder);
  let files = serveBuilds(running, []);
  if (running) await keepBuild(database, running);
  const snapshot = await createLiveSnapshot({
    clock,
    load: () => loadBuilds(database),
    apply: (kept) => void (files = serveBuilds(running, kept)),
    subscribe: (changed) => onNewBuild(database, changed),
    onError,
  });
  return { files: () => files, close: () => snapshot.close() };
}
