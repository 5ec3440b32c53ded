// The SBOM names each package of the lock file that runs, with version, licence and hash, and none that only builds or tests.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';

interface Component {
  type: string;
  'bom-ref': string;
  group?: string;
  name: string;
  version: string;
  purl: string;
  licenses: ({ license: { id: string } } | { expression: string })[];
  hashes?: { alg: string; content: string }[];
}
interface Sbom {
  bomFormat: string;
  specVersion: string;
  version: number;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
interface Locked {
  version: string;
  license: string;
  dev?: boolean;
  link?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');

const inWords = ({ group, name, version, licenses: [first] }: Component): string =>
  `${group === undefined ? '' : `${group}/`}${name} ${version} ${first && 'license' in first ? first.license.id : (first?.expression ?? '')}`;

let sbom: Sbom;
before(() => {
  execFileSync(process.execPath, ['server/make-sbom.mjs']);
  sbom = JSON.parse(readFileSync('server/dist/sbom.cdx.json', 'utf8')) as Sbom;
});

test('sbom: names each package that runs, with its version and licence, and no other', () => {
  const own = ['@askusnow/dashboard', '@askusnow/sdk', '@askusnow/widget'].map((name) => `${name} 0.2.0 MIT`);
  const running = installed.filter(([, { dev }]) => dev !== true);
  assert.ok(running.length > 100);
  const expected = running.map(([path, { version, license }]) => `${nameOf(path)} ${version} ${license}`);
  assert.deepEqual(sbom.components.map(inWords).sort(), [...new Set([...own, ...expected])].sort());
});

test('sbom: names each package that the server asks for, in the version that is locked', () => {
  const { dependencies } = JSON.parse(readFileSync('server/package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const named = sbom.components.map(inWords);
  for (const [name, version] of Object.entries(dependencies))
    assert.ok(
      named.some((line) => line.startsWith(`${name} ${version} `)),
      name,
    );
});

test('sbom: is CycloneDX: references are unique and resolve, downloads have a SHA-512', () => {
  assert.deepEqual([sbom.bomFormat, sbom.specVersion, sbom.version], ['CycloneDX', '1.6', 1]);
  assert.equal(sbom.metadata.component.purl, 'pkg:npm/%40askusnow/server@0.2.0');
  const refs = [sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']);
  assert.equal(new Set(refs).size, refs.length);
  assert.deepEqual(sbom.dependencies.map(({ ref }) => ref).sort(), [...refs].sort());
  for (const { ref, dependsOn } of sbom.dependencies)
    for (const next of dependsOn) assert.ok(refs.includes(next), `${ref}: ${next}`);
  for (const { type, purl, version, group, hashes = [] } of sbom.components) {
    assert.equal(type, 'library');
    assert.match(purl, /^pkg:npm\/(%40[^/@]+\/)?[^/@]+@\d[^@]*$/);
    assert.ok(purl.endsWith(`@${version}`));
    if (group === '@askusnow') continue;
    assert.deepEqual(
      hashes.map(({ alg, content }) => `${alg} ${/^[0-9a-f]{128}$/.test(content)}`),
      ['SHA-512 true'],
      purl,
    );
  }
});
