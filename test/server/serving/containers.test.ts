// The container file and the compose files, built and run by podman. What stands in for the images of Docker Hub is made of Debian's
// packages (test/support/peers/podman.ts).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { migrateTo } from '../../../server/src/platform/db/migrate.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { MIGRATIONS } from '../../../server/src/schema.ts';
import { createPodman, importNode, importPeers } from '../../support/peers/podman.ts';
import { reservePort } from '../../support/ports.ts';
import { eventually, untilUp } from '../../support/waiting.ts';

const MAX_COMPRESSED_BYTES = 130e6;
const FILE = 'examples/operations/Containerfile';
const COMPOSE = 'examples/operations/compose';

const podman = createPodman();
const { run, runBy, folder } = podman;
after(() => podman.remove());

/** A fresh clone has them: what this folder has built is not copied. */
function copyTracked(to: string): void {
  const copied = [...readFileSync(FILE, 'utf8').matchAll(/^COPY (?!--from)(.+) \S+$/gm)];
  const names = copied.flatMap(([, each = '']) => each.split(' '));
  const listed = execFileSync('git', ['ls-files', '-z', FILE, ...names], { encoding: 'utf8' });
  for (const file of listed.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(file, join(to, file), { verbatimSymlinks: true });
  }
}

before(() => {
  importNode(podman);
  const clone = join(folder, 'clone');
  copyTracked(clone);
  run('build', '--quiet', '--pull=never', '--format', 'docker', '-t', 'askusnow', '-f', join(clone, FILE), clone);
});

const stateOf = (name: string): { ExitCode: number; Running: boolean } =>
  JSON.parse(run('inspect', '--format', '{{json .State}}', name)) as { ExitCode: number; Running: boolean };
const logOf = (name: string): string => runBy('sh', '-c', `podman logs ${name} 2>&1`);

test('container image: it is small, writes into its volumes alone, and its health check follows PORT', async () => {
  const bytes = Number(runBy('sh', '-c', 'podman save askusnow | gzip | wc -c'));
  assert.ok(bytes <= MAX_COMPRESSED_BYTES, `${bytes} bytes`);
  run('run', '-d', '--name', 'alone', '--read-only', '--read-only-tmpfs=false', '-e', 'PORT=9000', 'askusnow');
  await eventually(() => logOf('alone').includes('Nothing is set up yet') || !stateOf('alone').Running);
  run('healthcheck', 'run', 'alone');
  assert.throws(() => run('exec', 'alone', 'touch', '/tmp/file'), /Read-only file system/);
  run('stop', '--time', '60', 'alone');
  assert.equal(stateOf('alone').ExitCode, 0, logOf('alone'));
});

test('container image: a volume with the tables of an older schema is upgraded, with a backup in it, and keeps its rows', async () => {
  const volume = join(folder, 'older');
  const database = await openDatabase({ databaseUrl: null, dataDir: volume }, assert.ifError);
  await migrateTo(database.db, MIGRATIONS, Object.keys(MIGRATIONS)[7]!);
  const row = sql`insert into library (id, name, zone, live) values ('harford', 'Harford', 'America/New_York', true)`;
  await row.execute(database.db);
  await database.close();
  // U: the volume is the image's user's.
  run('run', '-d', '--name', 'older', '--read-only', '-v', `${volume}:/var/lib/askusnow:U`, 'askusnow');
  await eventually(() => / listens at /.test(logOf('older')) || !stateOf('older').Running);
  // It is refused for a library that is not there.
  const invite = ['invite', '--role', 'liaison', '--library', 'harford'];
  assert.match(run('exec', 'older', 'node', 'server/bin/askusnow.js', ...invite), /\/sign-in\//);
  assert.match(run('exec', 'older', 'ls', '/var/lib/askusnow/backups'), /^before-/);
  run('stop', '--time', '60', 'older');
  assert.equal(stateOf('older').ExitCode, 0, logOf('older'));
});

/** The files as they are in a folder of their own with the secrets that they ask for, but for the ports of this machine. */
async function compose(name: string, ports: readonly string[]): Promise<{ file: string; port: number }> {
  const at = join(folder, name, 'operations/compose');
  cpSync(COMPOSE, at, { recursive: true });
  cpSync('examples/proxy', join(folder, name, 'proxy'), { recursive: true });
  const file = join(at, `${name}.yaml`);
  let text = readFileSync(file, 'utf8');
  let port = 0;
  for (const published of ports) {
    port = await reservePort();
    assert.ok(text.includes(`'${published}'`));
    text = text.replace(`'${published}'`, `'127.0.0.1:${port}:${published.split(':').at(-1)}'`);
  }
  writeFileSync(file, text);
  const lines = [...text.matchAll(/^# {3}(?!podman-compose|cp )(.+)$/gm)].map(([, line]) => line);
  execFileSync('sh', ['-ec', lines.join('\n')], { cwd: at });
  return { file, port };
}

/** Runs what the unit runs, as systemd reads it. Returns the name of the backup. */
function runUnit(): string {
  const unit = readFileSync(`${COMPOSE}/askusnow-backup.service`, 'utf8');
  const [, line = ''] = /^ExecStart=(.+)$/m.exec(unit) ?? [];
  const printed = runBy('sh', '-c', line.replaceAll('$$', '$').replaceAll('%%', '%'));
  const [, name] = /^\/var\/backups\/askusnow\/(\w+\.gz): written[^]*: whole and unaltered/.exec(printed) ?? [];
  assert.ok(name, printed);
  return name;
}

const askusnow = (...words: string[]): string => run('exec', 'askusnow', 'node', 'server/bin/askusnow.js', ...words);

/** Restores as operator.md says for this compose file: a set-up link of before the backup works, and one that came later does not. */
async function restoreAsDocumented(file: string, statusOf: (path: string) => Promise<number>): Promise<void> {
  const makeLink = () => new URL(/http\S+/.exec(askusnow('invite', '--role', 'coordinator'))![0]).pathname;
  const before = makeLink();
  const backup = runUnit();
  const after = makeLink();
  const guide = readFileSync('docs/operator.md', 'utf8');
  const blocks = [...guide.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, lines = '']) => lines);
  const steps = blocks.find((lines) => lines.startsWith(`podman-compose -f ${basename(file)} down`))!;
  runBy('sh', '-ec', `cd ${dirname(file)}\n${steps.replace('FILE', backup)}`);
  await eventually(async () => (await statusOf('/health/ready')) === 200);
  assert.deepEqual([await statusOf(before), await statusOf(after)], [200, 404]);
}

test('compose files: the embedded server listens, has its secret from a file, is backed up by the unit of the timer and restored', async () => {
  const { file, port } = await compose('embedded', ['127.0.0.1:8080:8080']);
  runBy('podman-compose', '-f', file, 'up', '-d');
  await untilUp(`http://127.0.0.1:${port}/health/ready`);
  await restoreAsDocumented(file, (path) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => 0,
    ),
  );
  run('stop', '--time', '60', 'askusnow');
  assert.equal(stateOf('askusnow').ExitCode, 0);
  runBy('podman-compose', '-f', file, 'down', '-v');
});

test('compose files: the server on Postgres is reached through nginx by https alone, is backed up and restored', async () => {
  importPeers(podman);
  const { file, port } = await compose('postgres', ['80:80', '443:443']);
  const secrets = join(dirname(file), 'secrets');
  const names = ['-keyout', `${secrets}/certificate.key`, '-out', `${secrets}/certificate.pem`];
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=ask.example.org', ...names];
  execFileSync('openssl', ['req', ...made], { stdio: 'ignore' });
  runBy('podman-compose', '-f', file, 'up', '-d');
  const origin = `ask.example.org:${port}`;
  const resolved = ['-sk', '--resolve', `${origin}:127.0.0.1`];
  const get = (path: string, ...options: string[]): string =>
    runBy('sh', '-c', 'curl "$@" || true', 'curl', ...resolved, ...options, `https://${origin}${path}`);
  await eventually(() => get('/health/ready').includes('"status":"ready"'));
  assert.equal((JSON.parse(get('/health/ready')) as { database: { kind: string } }).database.kind, 'postgres');
  const reach = (port: number) =>
    runBy('podman-compose', '-f', file, 'exec', '-T', 'postgres', 'bash', '-c', `</dev/tcp/nginx/${port}`);
  reach(443);
  assert.throws(() => reach(8080));
  await restoreAsDocumented(file, (path) =>
    Promise.resolve(Number(get(path, '-o', '/dev/null', '-w', '%{http_code}'))),
  );
  runBy('podman-compose', '-f', file, 'down', '-v');
});
