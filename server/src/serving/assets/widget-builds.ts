// In:    the running build of the tag, and every build that this cooperative has served.
// Out:   the bytes at each address.
// Never: changes the bytes at a version's address after they were first served.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedScripts } from '../../visibility/doctor/expected-tag.ts';
import { createAsset, isNamedByContent, type Asset } from './asset.ts';

/** All files of one build: the script, its languages, and `versions.json` with their hashes. */
export interface WidgetBuild {
  version: string;
  files: ReadonlyMap<string, Buffer>;
}

export interface WidgetFiles {
  /** The channel address `/widget/v1/{file}`: the running build. */
  channel(file: string): Asset | undefined;
  /** `/widget/{version}/{file}`: as first served, whatever build runs now. */
  pinned(version: string, file: string): Asset | undefined;
  versions: Asset;
  scripts: ServedScripts;
  /** A warning for the operator about the running build; null: none. */
  warning: string | null;
}

const MANIFEST = 'versions.json';

const manifestOf = ({ files }: WidgetBuild): { version: string; files: object } =>
  JSON.parse(files.get(MANIFEST)!.toString()) as { version: string; files: object };

/** Null: there is no build. */
export function readBuild(folder: string): WidgetBuild | null {
  try {
    const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    return { version: manifestOf({ version: '', files }).version, files };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The hash of a file in each version that has it, as `versions.json` names it. */
const hashesOf = (file: string, builds: readonly WidgetBuild[]): Record<string, string> =>
  Object.fromEntries(
    builds.flatMap((build) => {
      const { files } = manifestOf(build) as { files: Record<string, { integrity: string } | undefined> };
      const script = files[file];
      return script ? [[build.version, script.integrity]] : [];
    }),
  );

export const integrityOf = (builds: readonly WidgetBuild[]): Omit<ServedScripts, 'current'> => ({
  integrity: hashesOf('ask-us-now.js', builds),
  pinnedIntegrity: hashesOf('ask-us-now.pinned.js', builds),
});

const isSameBuild = (one: WidgetBuild, other: WidgetBuild): boolean =>
  one.files.size === other.files.size && [...one.files].every(([name, body]) => other.files.get(name)?.equals(body));

function warningOf(running: WidgetBuild | null, kept: readonly WidgetBuild[]): string | null {
  if (!running) return 'the widget has not been built: npm run build';
  const { version } = running;
  const first = kept.find((build) => build.version === version);
  return first && !isSameBuild(first, running)
    ? `the tag ${version} was built again, with other bytes: /widget/v1/ has them, /widget/${version}/ keeps the first`
    : null;
}

/** `kept` contains the running build's version too, perhaps with the bytes of an earlier build. */
export function serveBuilds(running: WidgetBuild | null, kept: readonly WidgetBuild[]): WidgetFiles {
  const toAssets = ({ files }: WidgetBuild) =>
    new Map([...files].map(([name, body]) => [name, createAsset(name, body)]));
  const current = running ? toAssets(running) : new Map<string, Asset>();
  const builds = new Map(kept.map((build) => [build.version, toAssets(build)]));
  // A script that was cached, or came from another node, requests the languages of its own build.
  const byContent = new Map(
    [...builds.values()].flatMap((files) => [...files].filter(([name]) => isNamedByContent(name))),
  );
  const versions = Object.fromEntries(kept.map((build) => [build.version, manifestOf(build).files]));
  const version = running?.version ?? 'none';
  const manifest = { version, files: versions[version] ?? {}, versions };
  return {
    // Until 0.1.0, pages without module scripts had their own file.
    channel: (file) => current.get(file.replace('.classic.', '.')) ?? byContent.get(file),
    pinned: (wanted, file) => builds.get(wanted)?.get(file),
    scripts: { ...integrityOf(kept), current: running?.version ?? null },
    versions: createAsset(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)),
    warning: warningOf(running, kept),
  };
}
