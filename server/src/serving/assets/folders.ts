// In:    the location of this file, at the same depth in src/ and in the published dist/.
// Out:   the folders of the built bundles, of the gallery, the packed plugin and of our own package.
// Never: depends on the working directory.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const widgetFolder = (): string => dirname(fileURLToPath(import.meta.resolve('@askusnow/widget/package.json')));

/** The output of the widget's build: the script, its languages, and their hashes. */
export const widgetBundleFolder = (): string => join(widgetFolder(), 'dist/bundle');

/** The page that shows each form of the tag, and its files. */
export const galleryFolder = (): string => join(widgetFolder(), 'demo');

/** The WordPress plugin, packed by the build. */
export const pluginFile = (): string => fileURLToPath(new URL('../../../dist/ask-us-now.zip', import.meta.url));

export const dashboardFolder = (): string => fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

export const serverVersion = (): string => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
};
