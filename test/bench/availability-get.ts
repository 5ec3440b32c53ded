// What one availability GET costs the real server's process, against a bare node:http server that answers the same
// bytes and against nginx's static file. Ratios of CPU per request within a round; the median of the rounds decides.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { startServerProcess, temporaryFolder } from '../support/app/process.ts';
import { requireProgram, startNginx } from './nginx.ts';
import { median, processCpuUs } from './process-cpu.ts';

const ROUNDS = 5;
const ROUND_SEC = 3;
const LIMITS = { bare: 1.2, nginx: 1.6 } as const;
const LIBRARY = 'harford';

interface Subject {
  url: string;
  pids(): number[];
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

async function measure({ url, pids }: Subject): Promise<number> {
  await load(url, 1);
  const before = processCpuUs(pids());
  const count = await load(url, ROUND_SEC);
  return (processCpuUs(pids()) - before) / count;
}

requireProgram('wrk');
requireProgram('nginx', 'nginx-light');
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
const anchor = await startNginx({
  server: '',
  connections: 512,
  files: { 'answer.json': body },
  probe: '/answer.json',
});
const nginx: Subject = { url: `${anchor.url}/answer.json`, pids: anchor.pids };
const real: Subject = { url, pids: () => [server.pid] };

const rounds: { real: number; bare: number; nginx: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({ real: await measure(real), bare: await measure(bare), nginx: await measure(nginx) });
}
bare.child.kill();
anchor.stop();
await server.signal('SIGTERM');
data.remove();

const cost = (name: 'real' | 'bare' | 'nginx') => median(rounds.map((round) => round[name])).toFixed(1);
console.log(
  `availability GET, ${Buffer.byteLength(body)} B, 64 connections, CPU µs/request, median of ${ROUNDS} rounds:`,
);
console.log(`  real app ${cost('real')} · bare node:http ${cost('bare')} · nginx static file ${cost('nginx')}`);
let isWithin = true;
for (const each of ['bare', 'nginx'] as const) {
  const ratio = median(rounds.map((round) => round.real / round[each]));
  const holds = ratio <= LIMITS[each];
  isWithin &&= holds;
  console.log(`  ratio to ${each} ${ratio.toFixed(2)} · limit ${LIMITS[each]} · ${holds ? 'pass' : 'FAIL'}`);
}
process.exit(isWithin ? 0 : 1);
