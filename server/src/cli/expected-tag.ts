// In:    the database, a library's id.
// Out:   the snippet that its pages should have.
import type { ExpectedTag } from '@askusnow/sdk/contract';
import { createRegistry } from '../cooperative/registry.ts';
import type { Database } from '../platform/db/database.ts';
import { serverVersion, widgetBundleFolder } from '../serving/assets/folders.ts';
import { integrityOf, readBuild } from '../serving/assets/widget-builds.ts';
import { loadBuilds } from '../serving/assets/widget-store.ts';
import { expectedTag } from '../visibility/doctor/expected-tag.ts';

/** Null: no library has this id. */
export async function loadExpectedTag(
  database: Database,
  publicUrl: string,
  id: string | null,
): Promise<ExpectedTag | null> {
  const registry = await createRegistry(database);
  try {
    const library = id === null ? null : registry.library(id);
    if (library === undefined) return null;
    const running = readBuild(widgetBundleFolder());
    // Those that are kept last: a version that was built again is served with its first bytes.
    const builds = [...(running ? [running] : []), ...(await loadBuilds(database))];
    return expectedTag(publicUrl, { ...integrityOf(builds), current: running?.version ?? serverVersion() }, library);
  } finally {
    await registry.close();
  }
}
