// In:    where this file lies: the same depth in src/ and in the published dist/.
// Out:   where the built bundles and our own package lie.
// Never: depends on the folder that the process was started in.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the widget's build leaves in its package: the script, its languages, and their hashes. */
export const widgetBundleFolder = (): string =>
  join(dirname(fileURLToPath(import.meta.resolve('@askusnow/widget/package.json'))), 'dist/bundle');

export const dashboardFolder = (): string => fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

export const serverVersion = (): string => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
};
