// In:    the running build's folder, the builds kept in the database.
// Out:   the tag's files in memory; a new build kept; one that another node brings read in.
// Never: a pinned address that an upgrade takes away.
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
  // One at a time: the answer to an older question must not come last.
  let reading = Promise.resolve();
  const close = onNewBuild(database, () => void (reading = reading.then(read).catch(onError)));
  if (running) await keepBuild(database, running);
  await read();
  return { files: () => files, close };
}
