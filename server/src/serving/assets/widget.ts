// In:    the running build's folder, the builds kept in the database.
// Out:   the tag's files in memory; new builds are stored, and those of other nodes loaded.
// Never: removes a pinned address in an upgrade.
import type { Database } from '../../platform/db/database.ts';
import { readBuild, serveBuilds, type WidgetFiles } from './widget-builds.ts';
import { keepBuild, loadBuilds, onNewBuild } from './widget-store.ts';

export interface Widget {
  files(): WidgetFiles;
  close(): void;
}

export async function createWidget(deps: {
  database: Database;
  folder: string;
  onError: (error: Error) => void;
}): Promise<Widget> {
  const { database, folder, onError } = deps;
  const running = readBuild(folder);
  let files = serveBuilds(running, []);
  const read = async (): Promise<void> => {
    files = serveBuilds(running, await loadBuilds(database));
  };
  // One load at a time: an older result must not replace a newer one.
  let reading = Promise.resolve();
  const close = onNewBuild(database, () => void (reading = reading.then(read).catch(onError)));
  if (running) await keepBuild(database, running);
  await read();
  return { files: () => files, close };
}
