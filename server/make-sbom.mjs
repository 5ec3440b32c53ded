// Writes dist/sbom.cdx.json: what the server runs with and what it serves, as CycloneDX 1.6, from package-lock.json. Part of
// `npm run build`, and `npm run sbom`. `npm sbom` cannot read this workspace: its root has no version, and its links form a circle.
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

const DASHBOARD = 'server/dashboard';
const nameOf = (path) => packages[path].name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Where Node finds a package that is required from `path`: in the nearest node_modules above it. */
function resolve(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const found = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (found in packages) return packages[found].link ? packages[found].resolved : found;
    if (folder === '') return undefined;
  }
}

/** Paths in the lock file. An optional or a peer dependency that is not installed is none. */
function dependenciesOf(path) {
  const { dependencies, optionalDependencies, peerDependencies } = packages[path];
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names.map((name) => resolve(path, name)).filter((found) => found !== undefined && !packages[found].dev);
}

const purlOf = (path) => `pkg:npm/${nameOf(path).replace('@', '%40')}@${packages[path].version}`;

function toComponent(path) {
  const { version, license, integrity } = packages[path];
  const [, group, name] = /^(?:(@[^/]+)\/)?(.+)$/.exec(nameOf(path));
  return {
    type: 'library',
    'bom-ref': purlOf(path),
    ...(group === undefined ? {} : { group }),
    name,
    version,
    ...(integrity === undefined
      ? {}
      : {
          hashes: [
            { alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') },
          ],
        }),
    licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }],
    purl: purlOf(path),
  };
}

// The dashboard is compiled into the server's package. The root brings the Node that runs it.
const first = [...dependenciesOf('server'), DASHBOARD, ...dependenciesOf('')].filter((path) => path !== 'server');
const reached = new Set(first);
for (const path of reached) for (const next of dependenciesOf(path)) if (next !== 'server') reached.add(next);

/** Copies of one version in several folders are one component. */
const components = new Map();
const dependencies = new Map([[purlOf('server'), new Set(first.map(purlOf))]]);
for (const path of reached) {
  const ref = purlOf(path);
  components.set(ref, toComponent(path));
  dependencies.set(ref, new Set([...(dependencies.get(ref) ?? []), ...dependenciesOf(path).map(purlOf)]));
}
const sorted = [...components.keys()].sort();

const bom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: { component: { ...toComponent('server'), type: 'application' } },
  components: sorted.map((ref) => components.get(ref)),
  dependencies: [purlOf('server'), ...sorted].map((ref) => ({ ref, dependsOn: [...dependencies.get(ref)].sort() })),
};
const folder = new URL('./dist/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('sbom.cdx.json', folder), `${JSON.stringify(bom, null, 2)}\n`);
