// In:    a build; a folder, by default release/. `--publish`: publishes, too.
// Out:   the files of a release: the source, each package's tarball, the WordPress plugin, what the changelog says of it, and
//        SHA256SUMS.
// Never: leaves files behind or publishes where publint has something to say of a package.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** Each is published after those that it needs. */
const PACKAGES = ['sdk', 'widget', 'server'];
const npm = (...words) => execFileSync('npm', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'release';
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const workspaces = PACKAGES.flatMap((name) => ['-w', `@askusnow/${name}`]);
const packed = JSON.parse(npm('pack', '--json', '--pack-destination', folder, ...workspaces));
const tarballs = packed.map(({ filename }) => join(folder, filename));
for (const tarball of tarballs) {
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  if (messages.length === 0) continue;
  rmSync(folder, { recursive: true });
  throw new Error(`${tarball}: ${messages.map((message) => formatMessage(message, pkg)).join('\n')}`);
}
copyFileSync('server/dist/ask-us-now.zip', join(folder, 'ask-us-now.zip'));

const { version } = JSON.parse(readFileSync('server/package.json', 'utf8'));
const source = join(folder, `askusnow-${version}.tar.gz`);
execFileSync('git', ['archive', '--prefix', `askusnow-${version}/`, '--output', source, 'HEAD']);
const changes = readFileSync('CHANGELOG.md', 'utf8').split(/^(?=## \[)/m);
const notes = changes.find((section) => section.startsWith(`## [${version}]`));
if (notes === undefined) throw new Error(`CHANGELOG.md: has no section [${version}]`);
writeFileSync(join(folder, 'NOTES.md'), notes);

const sums = readdirSync(folder).map((name) => {
  const hash = createHash('sha256').update(readFileSync(join(folder, name)));
  return `${hash.digest('hex')}  ${name}\n`;
});
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));

if (process.argv.includes('--publish')) for (const tarball of tarballs) npm('publish', tarball, '--access', 'public');
