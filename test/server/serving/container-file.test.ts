// The container file, line by line in two empty folders: what it copies is all that its commands and its server need.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { temporaryFolder } from '../../support/app/process.ts';
import { reservePort } from '../../support/ports.ts';
import { eventually } from '../../support/waiting.ts';

const ROOT = '/opt/askusnow';
/** Its lines by stage, as instruction and rest. */
const STAGES = readFileSync('examples/operations/Containerfile', 'utf8')
  .split(/^FROM .*$/m)
  .slice(1)
  .map((stage) =>
    [...stage.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, instruction = '', rest = '']) => ({ instruction, rest })),
  );
const [BUILD = [], RUN = []] = STAGES;

const folder = temporaryFolder();
after(() => folder.remove());

/** What a fresh clone has at a path. */
const tracked = (path: string): string[] =>
  execFileSync('git', ['ls-files', '-z', path], { encoding: 'utf8' }).split('\0').filter(Boolean);

const copy = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
};

const jsonOf = (instruction: string): string[] =>
  JSON.parse(RUN.find((line) => line.instruction === instruction)!.rest.replace(/^CMD /, '')) as string[];

test('container file: what it copies can be built, and starts in what it keeps of that', async () => {
  const build = join(folder.path, 'build');
  for (const { instruction, rest } of BUILD) {
    if (instruction === 'COPY')
      for (const file of rest.split(' ').slice(0, -1).flatMap(tracked)) copy(file, join(build, file));
    if (instruction === 'RUN') execFileSync('sh', ['-ec', rest], { cwd: build, stdio: 'pipe' });
  }
  const kept = join(folder.path, 'kept');
  for (const { instruction, rest } of RUN)
    if (instruction === 'COPY') {
      const [, from = ''] = rest.split(' ');
      const path = from.slice(ROOT.length);
      copy(build + path, kept + path);
    }
  const port = String(await reservePort());
  const [program, ...words] = [...jsonOf('ENTRYPOINT'), ...jsonOf('CMD')];
  const environment = { PATH: process.env['PATH'], PORT: port, DATA_DIR: join(folder.path, 'data') };
  const server = spawn(program!, words, { cwd: kept, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  server.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  try {
    await eventually(() => said.includes('listens at') || server.exitCode !== null);
    assert.equal(server.exitCode, null, said);
    const [check, ...rest] = jsonOf('HEALTHCHECK');
    execFileSync(check!, rest, { env: environment });
    assert.throws(() => execFileSync(check!, rest, { env: { ...environment, PORT: '1' }, stdio: 'pipe' }));
  } finally {
    server.kill('SIGTERM');
  }
  await eventually(() => server.exitCode !== null || server.signalCode !== null);
  assert.equal(server.exitCode, 0);
});
