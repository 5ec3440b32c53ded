// The example's cluster from Debian's packages: three machines, each a network of its own with etcd, Patroni and Postgres; HAProxy.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { administer, binaryFolder, SERVER_ROLE, serverUrl, untilReady } from '../app/postgres.ts';
import { temporaryFolder, type Environment } from '../app/process.ts';
import { reservePort } from '../ports.ts';
import { eventually } from '../waiting.ts';

const SAMPLE = join(import.meta.dirname, '../../../examples/operations/patroni');
const PASSWORD = 'CHOOSE_ANOTHER';
/** Folders of a machine's own in the places where Debian has them. */
const ENTER = `mkdir -p /run/postgresql && mount --bind "$0/run" /run/postgresql && mount --bind "$0/etcd" /var/lib/etcd &&
  mount --bind "$0/postgresql" /var/lib/postgresql && exec runuser -u postgres -- "$@"`;

type Replaced = readonly (readonly [from: string, to: string])[];
/** For a mutant: a commit waits for no standby, and one that lacks much is promoted, too. */
const ASYNCHRONOUS: Replaced = [
  ['synchronous_mode: quorum', 'synchronous_mode: false'],
  ['synchronous_mode_strict: true', 'maximum_lag_on_failover: 1000000000'],
];

export interface Member {
  name: string;
  /** Of Patroni's own interface. */
  url: string;
  /** Starts Patroni, as its unit does. */
  start(): void;
  /** Of Patroni and of its Postgres. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Of its Postgres, which is not running. */
  removeData(): void;
  /** Takes the machine off the network, both ways, and puts it on again. */
  setOnNetwork(isOn: boolean): void;
  /** What its Postgres commits from now on reaches no other member. */
  stopReplication(): void;
  /** Whether it acknowledges a write to a client on the same machine. */
  acknowledgesWrite(): Promise<boolean>;
}

export interface PatroniCluster {
  /** Of the database `askusnow` through HAProxy, for the server's role and for its owner. */
  urls: { server: string; owner: string };
  members: readonly Member[];
  /** The leader, once two standbys follow it, and each may acknowledge. Asks another than the former leader. */
  whole(former?: Member): Promise<Member>;
  close(): Promise<void>;
}

const ip = (...words: string[]): string => execFileSync('ip', words, { encoding: 'utf8', stdio: 'pipe' });

/** Returns a number that no other run has: it is part of the network's name and of its addresses. */
function makeNetwork(): number {
  for (let number = process.pid % 250; ; number = (number + 1) % 250)
    try {
      ip('link', 'add', `aun${number}`, 'type', 'bridge');
      ip('addr', 'add', `198.18.${number}.1/24`, 'dev', `aun${number}`);
      ip('link', 'set', `aun${number}`, 'up');
      return number;
    } catch (error) {
      if (!String(error).includes('File exists')) throw error;
    }
}

function sample(name: string, replaced: Replaced): string {
  const text = readFileSync(join(SAMPLE, name), 'utf8');
  for (const [from] of replaced) assert.ok(text.includes(from), from);
  return replaced.reduce((before, [from, to]) => before.replaceAll(from, to), text);
}

/** The samples as they are but for addresses, the version of Postgres and HAProxy's port. */
export async function startPatroni({ isSynchronous }: { isSynchronous: boolean }): Promise<PatroniCluster> {
  const files = temporaryFolder('askusnow-patroni-');
  chmodSync(files.path, 0o755);
  const network = makeNetwork();
  const addressOf = (index: number): string => `198.18.${network}.${10 + index}`;
  const nearby = ['10.0.0.', `198.18.${network}.`] as const;
  const configuration = files.write('patroni.yaml', sample('patroni.yaml', isSynchronous ? [] : ASYNCHRONOUS));

  // Waits for the end of this process, however it ends, and removes everything.
  const removal = `for n in 1 2 3; do n=aun${network}-$n; ip netns pids $n | xargs -r kill -9; ip netns del $n; ip link del $n; done`;
  const guard = spawn('sh', ['-c', `read -r _; ${removal}; ip link del aun${network}; rm -rf '${files.path}'`], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();

  const members = [1, 2, 3].map((index): Member => {
    const name = `member${index}`;
    const address = addressOf(index);
    /** The name of the machine's network, and of its cable. */
    const space = `aun${network}-${index}`;
    ip('netns', 'add', space);
    ip('link', 'add', space, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('link', 'set', space, 'master', `aun${network}`, 'up');
    ip('-n', space, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', space, 'link', 'set', device, 'up');

    const folder = join(files.path, name);
    const parts = ['postgresql', 'run', 'etcd'].map((part) => join(folder, part));
    execFileSync('install', ['-d', '-o', 'postgres', ...parts]);
    const own: Replaced = [['THIS_NAME', name], ['THIS_ADDRESS', address], nearby];
    const run = (settings: string, ...words: string[]): void => {
      const log = openSync(join(folder, 'log'), 'a');
      const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...(parseEnv(settings) as Environment) };
      const all = ['netns', 'exec', space, 'sh', '-c', ENTER, folder, ...words];
      spawn('ip', all, { cwd: '/', env, stdio: ['ignore', log, log] }).unref();
    };
    run(sample('etcd.env', own), 'etcd', '--data-dir', '/var/lib/etcd/default');
    const settings = sample('patroni.env', [...own, ['/usr/lib/postgresql/17/bin', binaryFolder()]]);
    const start = (): void => run(settings, 'patroni', configuration);
    start();
    return {
      name,
      url: `http://${address}:8008`,
      start,
      signal(signal) {
        // Twice: a process may be made meanwhile.
        for (const pid of [0, 1].flatMap(() => ip('netns', 'pids', space).split('\n').filter(Boolean)))
          try {
            const program = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
            if (program === 'patroni' || program === 'postgres') process.kill(Number(pid), signal);
          } catch {
            // It has ended since.
          }
      },
      removeData: () => rmSync(join(folder, 'postgresql/askusnow'), { recursive: true, maxRetries: 9 }),
      setOnNetwork: (isOn) => void ip('link', 'set', space, isOn ? 'up' : 'down'),
      stopReplication() {
        const others = [1, 2, 3].filter((other) => other !== index).map(addressOf);
        const rule = `ip daddr { ${others.join()} } tcp sport 5432 drop`;
        ip(
          'netns',
          'exec',
          space,
          'nft',
          `table inet cut { chain out { type filter hook output priority 0; ${rule}; }; }`,
        );
      },
      acknowledgesWrite: () =>
        new Promise((resolve) => {
          const write = ['-h', address, '-U', 'postgres', '-c', "select pg_logical_emit_message(true, 'test', '')"];
          const all = ['netns', 'exec', space, join(binaryFolder(), 'psql'), ...write];
          execFile('ip', all, { cwd: '/', env: { ...process.env, PGPASSWORD: PASSWORD } }, (error) => resolve(!error));
        }),
    };
  });

  const port = await reservePort();
  const balancer = sample('haproxy.cfg', [nearby, ['127.0.0.1:5000', `127.0.0.1:${port}`]]);
  const proxy = spawn('/usr/sbin/haproxy', ['-db', '-f', files.write('haproxy.cfg', balancer)], { stdio: 'ignore' });
  process.once('exit', () => proxy.kill());

  type Reported = Record<'name' | 'role' | 'state' | 'timeline', string>;
  const follower = isSynchronous ? 'quorum_standby' : 'replica';
  const whole = (former?: Member): Promise<Member> =>
    eventually(async () => {
      const asked = members.find((member) => member !== former)!;
      const reply = await fetch(`${asked.url}/cluster`).catch(() => undefined);
      const { members: all = [] } = ((await reply?.json()) ?? {}) as { members?: Reported[] };
      const leader = all.find(({ role }) => role === 'leader');
      const isFollowing = ({ role, state, timeline }: Reported): boolean =>
        role === follower && state === 'streaming' && timeline === leader?.timeline;
      return all.filter(isFollowing).length === 2 ? members.find(({ name }) => name === leader?.name) : undefined;
    });

  await whole();
  const owner = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/askusnow`;
  const anyDatabase = owner.replace(/askusnow$/, 'postgres');
  await untilReady(anyDatabase);
  await administer(anyDatabase, 'create database askusnow');
  const server = new URL(await serverUrl(owner));
  server.password = PASSWORD;
  await administer(owner, `alter role ${SERVER_ROLE} password '${PASSWORD}'`);
  return {
    urls: { owner, server: server.href },
    members,
    whole,
    async close() {
      proxy.kill();
      guard.ref();
      await new Promise((resolve) => guard.once('close', resolve).stdin.end());
    },
  };
}
