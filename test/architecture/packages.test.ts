// The packages as a stranger gets them: packed, linted, unpacked, imported.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { formatMessage } from 'publint/utils';
import { publint } from 'publint';

const PUBLIC_PACKAGES = ['sdk', 'widget'] as const;
const PACKAGES = [...PUBLIC_PACKAGES, 'server'] as const;
interface Manifest {
  name: string;
  version: string;
  exports: Record<string, unknown>;
}
const manifestOf = (packageName: string): Manifest =>
  JSON.parse(readFileSync(`${packageName}/package.json`, 'utf8')) as Manifest;

describe('the packed tarballs', () => {
  let folder: string;
  const tarballs = new Map<string, string>();

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'packed-'));
    execFileSync(process.execPath, ['release.mjs', join(folder, 'release')]);
    mkdirSync(join(folder, 'node_modules/@askusnow'), { recursive: true });
    for (const packageName of PACKAGES) {
      const { name, version } = manifestOf(packageName);
      const tarball = join(folder, 'release', `${name.slice(1).replace('/', '-')}-${version}.tgz`);
      tarballs.set(packageName, tarball);
      const unpacked = join(folder, 'node_modules/@askusnow', packageName);
      mkdirSync(unpacked);
      execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
    }
    // Everything else comes from the work tree's own node_modules, except our three rooms.
    for (const name of readdirSync('node_modules')) {
      if (name !== '@askusnow' && !name.startsWith('.'))
        symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
    }
    // And what the server has in a version of its own.
    symlinkSync(resolve('server/node_modules'), join(folder, 'node_modules/@askusnow/server/node_modules'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('release: its files are the source, the tarballs, the WordPress plugin, its notes and their sums', () => {
    const released = join(folder, 'release');
    const { version } = manifestOf('server');
    const source = `askusnow-${version}.tar.gz`;
    const packed = [...tarballs.values()].map((tarball) => basename(tarball));
    const files = [source, ...packed, 'ask-us-now.zip', 'NOTES.md', 'SHA256SUMS'];
    assert.deepEqual(readdirSync(released).sort(), files.sort());
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: released });
    assert.equal(readFileSync(join(released, 'SHA256SUMS'), 'utf8').trim().split('\n').length, files.length - 1);
    assert.deepEqual(readFileSync(join(released, 'ask-us-now.zip')), readFileSync('server/dist/ask-us-now.zip'));
    const listed = execFileSync('tar', ['-tzf', join(released, source)], { encoding: 'utf8' }).split('\n');
    for (const file of ['package-lock.json', 'docs/operator.md', 'examples/operations/askusnow.service'])
      assert.ok(listed.includes(`askusnow-${version}/${file}`), file);
    const notes = readFileSync(join(released, 'NOTES.md'), 'utf8');
    assert.deepEqual(notes.match(/^## \[.*?\]/gm), [`## [${version}]`]);
  });

  for (const packageName of PACKAGES) {
    test(`packages: publint has nothing to say about ${packageName}`, async () => {
      const pkgDir = join(folder, 'node_modules/@askusnow', packageName);
      const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
      assert.deepEqual(
        messages.map((message) => formatMessage(message, pkg)),
        [],
      );
    });
  }

  for (const packageName of PUBLIC_PACKAGES) {
    test(`packages: every import path that ${packageName} documents can be imported in Node`, () => {
      const { name, exports } = manifestOf(packageName);
      const paths = Object.keys(exports).filter((path) => !path.endsWith('.json'));
      assert.ok(paths.length > 0);
      for (const path of paths) {
        const specifier = `${name}${path.slice(1)}`;
        execFileSync(process.execPath, ['--input-type=module', '-e', `await import(${JSON.stringify(specifier)})`], {
          cwd: folder,
        });
      }
    });
  }

  // Those of frameworks need the framework: test/journeys/frameworks.test.ts.
  test('packages: the types of every import path resolve by the rules of Node, which are the strictest', () => {
    const specifiers = PUBLIC_PACKAGES.flatMap((packageName) => {
      const { name, exports } = manifestOf(packageName);
      const isTyped = (path: string): boolean => JSON.stringify(exports[path]).includes('./dist/');
      return Object.keys(exports)
        .filter(isTyped)
        .map((path) => name + path.slice(1));
    });
    assert.ok(specifiers.length > 7);
    const lines = specifiers.map((specifier, at) => `export * as path${at} from '${specifier}';`);
    writeFileSync(join(folder, 'consumer.mts'), lines.join('\n'));
    const options =
      '--noEmit --strict --target es2022 --lib ES2023,DOM,DOM.Iterable --module nodenext --skipDefaultLibCheck --types';
    const { status, stdout } = spawnSync('tsc', [...options.split(' '), '', 'consumer.mts'], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout);
  });

  test('packages: what editors read of the tag names files of the package, its one event and no private member', () => {
    const widget = join(folder, 'node_modules/@askusnow/widget');
    const read = <T>(file: string): T => JSON.parse(readFileSync(join(widget, file), 'utf8')) as T;
    interface Named {
      name: string;
    }
    interface Described extends Named {
      description?: string;
      type?: { text: string };
      default?: string;
    }
    interface Declaration {
      tagName?: string;
      attributes: Described[];
      events: Described[];
      cssProperties: Described[];
      members: Described[];
    }
    const { modules } = read<{ modules: { path: string; declarations: Declaration[] }[] }>('custom-elements.json');
    assert.deepEqual(
      modules.filter(({ path }) => !existsSync(join(widget, path))),
      [],
    );
    const namesOf = (named: readonly Named[]): string[] => named.map(({ name }) => name);
    const declarations = modules.flatMap((each) => each.declarations);
    assert.deepEqual(
      declarations.map(({ members }) => namesOf(members).join(' ')),
      [
        'shadowRootOptions properties defaultEndpoint library placement endpoint label pinned practice finalizeStyles',
        'state tier status',
      ],
    );
    const { attributes, events, cssProperties } = declarations.find(({ tagName }) => tagName === 'ask-us-now')!;
    assert.deepEqual(events, [
      { type: { text: 'AskChangeEvent' }, name: 'ask-change', description: 'Another state or tier is shown.' },
    ]);
    assert.equal(attributes.find(({ name }) => name === 'variant')?.type?.text, '"card" | "button" | "link" | "tab"');
    assert.equal(cssProperties.find(({ name }) => name === '--ask-us-now-inline-size')?.default, '18.75em');
    assert.deepEqual(
      [...attributes, ...cssProperties].filter(({ description }) => !description || /\s\s|\n/.test(description)),
      [],
    );
    const { tags } = read<{ tags: { attributes: Named[] }[] }>('html-custom-data.json');
    const { contributions } = read<{ contributions: { html: { elements: { attributes: Named[] }[] } } }>(
      'web-types.json',
    );
    assert.ok(attributes.length > 8);
    for (const [element] of [tags, contributions.html.elements])
      assert.deepEqual(namesOf(element!.attributes), namesOf(attributes));
  });

  test('packages: each source map that a file names is in the package, with its source', () => {
    for (const packageName of PACKAGES) {
      const unpacked = join(folder, 'node_modules/@askusnow', packageName);
      const scripts = globSync('**/*.js', { cwd: unpacked });
      assert.ok(scripts.length > 5);
      let found = 0;
      for (const file of scripts) {
        const [, name] = /^\/\/# sourceMappingURL=(.*)$/m.exec(readFileSync(join(unpacked, file), 'utf8')) ?? [];
        if (name === undefined) continue;
        const map = JSON.parse(readFileSync(join(unpacked, dirname(file), name), 'utf8')) as {
          sourcesContent?: string[];
        };
        assert.ok(
          map.sourcesContent?.every((source) => source.length > 0),
          file,
        );
        found++;
      }
      assert.ok(found > 5, packageName);
    }
  });

  test('packages: an import path that is not exported cannot be imported', () => {
    const { status } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', "await import('@askusnow/sdk/dist/client.js')"],
      { cwd: folder },
    );
    assert.notEqual(status, 0);
  });

  test('packages: the packed server starts its command line from what the package holds', () => {
    const words = [
      join(folder, 'node_modules/@askusnow/server/bin/askusnow.js'),
      'check',
      resolve('examples/maryland.yaml'),
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  });

  test('packages: the packed server holds the built dashboard and not its sources', () => {
    const dashboard = join(folder, 'node_modules/@askusnow/server/dashboard');
    assert.deepEqual(readdirSync(dashboard), ['dist']);
    assert.deepEqual(readdirSync(join(dashboard, 'dist')).sort(), ['assets', 'index.html', 'index.html.br']);
    assert.ok(readdirSync(join(dashboard, 'dist/assets')).includes('main.js'));
  });

  test('packages: versions are in lockstep', () => {
    const versions = new Set([...PACKAGES, 'server/dashboard'].map((packageName) => manifestOf(packageName).version));
    assert.equal(versions.size, 1);
  });
});
