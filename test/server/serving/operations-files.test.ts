// The files in examples/operations: checked as far as that goes without the machine that they are for.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { environmentSchema, loadConfig, SECRETS } from '../../../server/src/platform/config.ts';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { startApp } from '../../support/app/app.ts';
import { unknownMetrics } from '../../support/app/metric-names.ts';
import { createTestStore } from '../../support/app/database.ts';
import { temporaryFolder } from '../../support/app/process.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';

const FOLDER = 'examples/operations';
const read = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');

const files = temporaryFolder();
after(() => files.remove());

test('systemd unit: systemd knows each line of it, and calls the service well enclosed', () => {
  /** Where both files have the repository on the machine. */
  const installed = (path: string): string => path.replace('/opt/askusnow/', '');
  const [, program = ''] = /^ExecStart=\/usr\/bin\/node (\S+) start$/m.exec(read('askusnow.service')) ?? [];
  assert.ok(existsSync(installed(program)), program);
  // Node is not in /usr/bin on every machine that runs the tests.
  const unit = files.write(
    'askusnow.service',
    read('askusnow.service').replace(/^ExecStart=.*/m, 'ExecStart=/bin/true'),
  );
  const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
  assert.deepEqual([verified.status, verified.stdout + verified.stderr], [0, '']);
  // Exposure is a number from 0 to 100; above the threshold it exits with 1.
  execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', unit]);
});

test('systemd unit: a start that a second try does not help is not tried again; a database that is away is', () => {
  const [, codes = ''] = /^RestartPreventExitStatus=(.+)$/m.exec(read('askusnow.service')) ?? [];
  assert.deepEqual(codes.split(' ').map(Number), [EXIT.usage, EXIT.refused]);
  assert.match(read('askusnow.service'), /^Restart=always$/m);
});

test('systemd unit: mutant: a unit with a word that systemd does not know, or with nothing enclosed, is found', () => {
  const text = read('askusnow.service').replace(/^ExecStart=.*/m, 'ExecStart=/bin/true');
  const odd = files.write('odd.service', text.replace('ProtectHome=yes', 'ProtectHomes=yes'));
  assert.match(spawnSync('systemd-analyze', ['verify', odd], { encoding: 'utf8' }).stderr, /ProtectHomes/);
  const open = files.write('open.service', '[Service]\nExecStart=/bin/true\n');
  assert.equal(spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', open]).status, 1);
});

test('settings: the file of the unit names settings that the server has, with values that it takes', () => {
  const settings = parseEnv(read('askusnow.env')) as Record<string, string>;
  for (const name of Object.keys(settings)) assert.ok(name in environmentSchema.shape, name);
  assert.equal(loadConfig(settings).securityContact, 'mailto:security@example.org');
});

test('container file: copies what is there, and starts a program that is there', () => {
  const text = read('Containerfile');
  const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  assert.ok(copied.length > 5);
  for (const name of copied) assert.ok(existsSync(name), name);
  const [, program = ''] = /^ENTRYPOINT \["node", "(.+)"\]$/m.exec(text) ?? [];
  assert.ok(existsSync(program), program);
  const kept = [...text.matchAll(/^COPY --from=build \/opt\/askusnow\/(\S+) /gm)].map(([, name]) => name);
  assert.deepEqual(kept, ['package.json', 'node_modules', 'sdk', 'widget', 'server']);
});

for (const name of ['askusnow-backup.service', 'compose/askusnow-backup.service'])
  test(`backup each night, ${name}: systemd knows each line of its unit and timer, and fills in nothing of the shell`, () => {
    const text = read(name);
    assert.doesNotMatch(text.replaceAll('$$', '').replaceAll('%%', ''), /[$%]/);
    // Podman is not on every machine that runs the tests.
    const service = files.write('askusnow-backup.service', text.replace('/usr/bin/podman', '/bin/true'));
    const timer = files.write('askusnow-backup.timer', read('askusnow-backup.timer'));
    const verified = spawnSync('systemd-analyze', ['verify', service, timer], { encoding: 'utf8' });
    assert.deepEqual([verified.status, verified.stdout + verified.stderr], [0, '']);
  });

test('backup each night: the unit’s command writes and checks a file, and fails where it cannot', async () => {
  const [, line = ''] = /^ExecStart=(.+)$/m.exec(read('askusnow-backup.service')) ?? [];
  const command = line
    .replaceAll('$$', '$')
    .replaceAll('%%', '%')
    .replace('/usr/bin/node', process.execPath)
    .replace('/opt/askusnow/server/bin/askusnow.js', join(process.cwd(), 'server/src/main.ts'))
    .replace('/var/backups/askusnow', files.path);
  const run = (environment: Record<string, string>) =>
    spawnSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH: process.env['PATH'], ...environment } });
  const store = await createTestStore('pglite');
  const done = run({ DATA_DIR: store.config.dataDir });
  assert.match(done.stdout, /\/\w+\.gz: written[^]*: whole and unaltered/, done.stderr);
  assert.equal(done.status, 0);
  await store.remove();
  assert.equal(run({ DATABASE_URL: 'nothing' }).status, EXIT.refused);
});

test('the command line with the unit’s settings: names the unit’s program, user, file of settings and DATA_DIR', () => {
  const unit = read('askusnow.service');
  const text = read('askusnow');
  const inUnit = (pattern: RegExp): string => pattern.exec(unit)?.[1] ?? assert.fail(String(pattern));
  for (const part of [
    `runuser -u ${inUnit(/^User=(.+)$/m)} -- `,
    ` ${inUnit(/(DATA_DIR=\S+)/)} `,
    `--env-file=${inUnit(/^EnvironmentFile=(.+)$/m)} ${inUnit(/^ExecStart=\S+ (\S+) start$/m)} "$@"`,
  ])
    assert.ok(text.includes(part), part);
  execFileSync('sh', ['-n', `${FOLDER}/askusnow`]);
  for (const key of ['User', 'EnvironmentFile'])
    assert.ok(read('askusnow-backup.service').includes(`\n${key}=${inUnit(new RegExp(`^${key}=(.+)$`, 'm'))}\n`), key);
});

interface ComposeFile {
  services: Record<
    string,
    { image: string; environment?: object; secrets?: (string | { source: string })[]; volumes?: string[] }
  >;
  secrets: object;
  volumes: object;
}

for (const name of ['embedded', 'postgres'])
  test(`compose file, ${name}: names settings that the server has, folders that the image has, and secrets and volumes of its own`, () => {
    const { services, ...own } = parse(read(`compose/${name}.yaml`)) as ComposeFile;
    const { image, environment = {}, volumes = [] } = services['askusnow']!;
    assert.equal(image, /-t (\S+) /.exec(read('Containerfile'))?.[1]);
    const settings = [...Object.keys(environmentSchema.shape), ...SECRETS.map((secret) => `${secret}_FILE`)];
    assert.deepEqual(
      Object.keys(environment).filter((key) => !settings.includes(key)),
      [],
    );
    const kept = /^RUN useradd .* -g askusnow (.+)$/m.exec(read('Containerfile'))?.[1];
    assert.deepEqual(volumes.map((volume) => volume.split(':')[1]).join(' '), kept);
    const all = Object.values(services);
    const used = all.flatMap(({ secrets = [] }) =>
      secrets.map((each) => (typeof each === 'string' ? each : each.source)),
    );
    assert.deepEqual(new Set(used), new Set(Object.keys(own.secrets)));
    const sources = all.flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0]!);
    for (const source of sources)
      assert.ok(source.startsWith('.') ? existsSync(join(FOLDER, 'compose', source)) : source in own.volumes, source);
  });

test('Patroni: its times keep its own rule, a commit waits for a standby, and each file names the same three members', () => {
  const { dcs } = (parse(read('patroni/patroni.yaml')) as { bootstrap: { dcs: Record<string, unknown> } }).bootstrap;
  const [ttl, loop, retry] = [dcs['ttl'], dcs['loop_wait'], dcs['retry_timeout']].map(Number);
  assert.ok(loop! + 2 * retry! <= ttl!);
  assert.deepEqual([dcs['synchronous_mode'], dcs['synchronous_mode_strict']], ['quorum', true]);
  for (const name of ['etcd.env', 'patroni.env', 'haproxy.cfg'])
    assert.deepEqual(
      [...new Set(read(`patroni/${name}`).match(/10\.[\d.]+/g))],
      ['10.0.0.11', '10.0.0.12', '10.0.0.13'],
    );
});

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

test('Grafana dashboard: each query names metrics that are on /metrics', async (t) => {
  const { panels } = JSON.parse(read('grafana-dashboard.json')) as { panels: Panel[] };
  const queries = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ name: title, expr })));
  assert.ok(queries.length > 15);
  const app = await startApp({ engine: 'pglite', cooperative: COOPERATIVE_FILE });
  t.after(() => app.close());
  assert.deepEqual(unknownMetrics(queries, await app.metrics()), []);
});
