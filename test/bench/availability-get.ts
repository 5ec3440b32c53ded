// What one availability GET costs the real server's process, against a bare node:http server that answers the same
// bytes and against nginx's static file. Ratios of CPU per request within a round; the median of the rounds decides.
import { fork, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../support/postgres.ts';
import { startServerProcess, temporaryFolder } from '../support/process.ts';
import { childrenOf, median, processCpuUs } from './process-cpu.ts';

const ROUNDS = 5;
const ROUND_SEC = 3;
const LIMITS = { bare: 1.2, nginx: 1.6 } as const;
const LIBRARY = 'harford';

interface Subject {
  url: string;
  pids(): number[];
}

function requireProgram(name: string): void {
  if (spawnSync('which', [name]).status === 0) return;
  console.error(`FAIL: ${name} is missing, and without it there is nothing to compare with: apt-get install ${name}`);
  process.exit(1);
}

/** Requests that were answered, all of them 200. */
async function load(url: string, seconds: number): Promise<number> {
  const wrk = spawn('wrk', ['-t', '1', '-c', '64', '-d', `${seconds}s`, url]);
  let output = '';
  wrk.stdout.on('data', (text) => (output += text));
  await new Promise((resolve) => wrk.once('close', resolve));
  const count = Number(/(\d+) requests in/.exec(output)?.[1]);
  if (!(count > 0) || /Non-2xx|Socket errors/.test(output)) throw new Error(output);
  return count;
}

async function startBare(body: string, headers: Record<string, string>): Promise<Subject & { child: ChildProcess }> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'));
  const port = new Promise((resolve) => child.once('message', resolve));
  child.send({ body, headers });
  return { url: `http://127.0.0.1:${String(await port)}/`, pids: () => [child.pid!], child };
}

async function startNginx(body: string): Promise<Subject & { child: ChildProcess; remove(): void }> {
  const folder = temporaryFolder('askusnow-nginx-');
  const port = await freePort();
  folder.write('answer.json', body);
  const config = folder.write(
    'nginx.conf',
    `daemon off; worker_processes 1; pid ${folder.path}/pid; error_log stderr crit;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    events { worker_connections 512; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; default_type application/json;
      client_body_temp_path ${folder.path}/b; proxy_temp_path ${folder.path}/p; fastcgi_temp_path ${folder.path}/f;
      uwsgi_temp_path ${folder.path}/u; scgi_temp_path ${folder.path}/s;
      server { listen 127.0.0.1:${port}; root ${folder.path}; }
    }`,
  );
  const child = spawn('nginx', ['-c', config, '-p', folder.path, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}/answer.json`;
  const answers = () =>
    fetch(url)
      .then(({ ok }) => ok)
      .catch(() => false);
  while (!(await answers())) await wait(20);
  return { url, pids: () => [child.pid!, ...childrenOf(child.pid!)], child, remove: () => folder.remove() };
}

async function measure({ url, pids }: Subject): Promise<number> {
  await load(url, 1);
  const before = processCpuUs(pids());
  const count = await load(url, ROUND_SEC);
  return (processCpuUs(pids()) - before) / count;
}

['wrk', 'nginx'].forEach(requireProgram);
const data = temporaryFolder('askusnow-bench-');
const server = await startServerProcess({ DATA_DIR: data.path }, [
  '--import',
  join(import.meta.dirname, '../../examples/maryland.yaml'),
]);
const url = `${server.url}/v1/libraries/${LIBRARY}/availability`;
const reply = await fetch(url);
const headers = Object.fromEntries(
  [...reply.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
);
const body = await reply.text();
const bare = await startBare(body, headers);
const nginx = await startNginx(body);
const real: Subject = { url, pids: () => [server.pid] };

const rounds: { real: number; bare: number; nginx: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({ real: await measure(real), bare: await measure(bare), nginx: await measure(nginx) });
}
bare.child.kill();
nginx.child.kill();
await server.signal('SIGTERM');
[data, nginx].forEach((each) => each.remove());

const cost = (name: 'real' | 'bare' | 'nginx') => median(rounds.map((round) => round[name])).toFixed(1);
console.log(
  `availability GET, ${Buffer.byteLength(body)} B, 64 connections, CPU µs/request, median of ${ROUNDS} rounds:`,
);
console.log(`  real app ${cost('real')} · bare node:http ${cost('bare')} · nginx static file ${cost('nginx')}`);
let isWithin = true;
for (const anchor of ['bare', 'nginx'] as const) {
  const ratio = median(rounds.map((round) => round.real / round[anchor]));
  const holds = ratio <= LIMITS[anchor];
  isWithin &&= holds;
  console.log(`  ratio to ${anchor} ${ratio.toFixed(2)} · limit ${LIMITS[anchor]} · ${holds ? 'pass' : 'FAIL'}`);
}
process.exit(isWithin ? 0 : 1);
