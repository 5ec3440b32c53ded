// What `bin` says where the program cannot run: it is read by any Node, and before a build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { temporaryFolder } from '../../support/app/process.ts';

const BIN = 'server/bin/askusnow.js';
const files = temporaryFolder();
after(() => files.remove());

const run = (...words: string[]) => spawnSync(process.execPath, words, { encoding: 'utf8' });

test('program: before a build, one sentence names the command that builds', () => {
  files.write('package.json', '{ "type": "module" }');
  const bin = join(files.path, BIN);
  cpSync(dirname(BIN), dirname(bin), { recursive: true });
  const { status, stdout, stderr } = run(bin, 'start');
  assert.deepEqual([status, stdout], [EXIT.refused, '']);
  assert.match(stderr, /^askusnow is not built yet: run "npm ci && npm run build" in [^\n]+\n$/);
});

test('program: an old Node is refused with the version that is needed, so that a supervisor stops', () => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.19.2' } })`;
  const { status, stderr } = run('--import', `data:text/javascript,${older}`, BIN, 'start');
  assert.equal(status, EXIT.refused);
  assert.match(stderr, /^Node 24 or newer is needed, this is 20\.19\.2: https:\/\/nodejs\.org\/en\/download\n$/);
});

test('program: a clone has `npx askusnow`', () => {
  const { status, stdout } = spawnSync('npx', ['--no', 'askusnow', '--version'], { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
