// Every public library system of the United States on one node: how long an import and a start take, how much memory
// they need, how long each reply to the coordinator holds the event loop, and how patrons are answered meanwhile. Times are
// judged by the clock, holds by the processor time of the server's thread, the worst round of each; each stands beside the
// other, since a machine that others use stretches the clock.
//
// Memory is judged when the server listens and until all schedules are expanded, and reported after the reads, when a frame of
// every library was built. Its peak (VmHWM) is judged on Postgres alone: where PGlite runs, V8 compiles one function of its WebAssembly (#2272, 105 KB) with the optimizing compiler some seconds after a start,
// of an empty database too, and takes some 600 MB for about 2 s. `node --trace-wasm-compilation-times` shows it, and of V8's
// flags only --liftoff-only keeps it from happening, which slows every query down.
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { askusnow, spawnAskusnow, temporaryFolder } from '../support/app/process.ts';
import { startPostgres } from '../support/app/postgres.ts';
import { reservePort } from '../support/ports.ts';
import { aRandom } from '../support/data/random.ts';
import { nationFile } from './nation-file.ts';
import { median, processCpuUs } from './process-cpu.ts';

const LIMITS = { importSec: 15, startSec: 10, rssMb: 600, loopMs: 50, availabilityP99Ms: 20 } as const;
const ROUNDS = 5;
/** Requests for availability a second, at random libraries, due at even times whatever is still open. */
const RATE = 200;
/** Calls for help that are open while it is read: one library in twenty. */
const OPEN_REQUESTS = 460;
const UNDER_LOAD_SEC = 30;
const HEARTBEAT_MS = 5_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: 'pglite' }, 'cpu-prof': { type: 'string' } },
});
const file = nationFile(positionals[0]);
console.log(
  `${file.libraries.length} libraries, ${file.source}; ${(Buffer.byteLength(file.text) / 2 ** 20).toFixed(1)} MiB of YAML; ${values.engine}`,
);

let failed = false;
function judge(what: string, figure: number, limit: number, unit: string): void {
  const pass = figure <= limit;
  failed ||= !pass;
  console.log(`${what.padEnd(58)} ${figure.toFixed(1).padStart(8)} ${unit}, limit ${limit}: ${pass ? 'pass' : 'FAIL'}`);
}

const folder = temporaryFolder('askusnow-nation-');
const data = temporaryFolder('askusnow-nation-data-');
const yaml = folder.write('nation.yaml', file.text);
const postgres = values.engine === 'postgres' ? await startPostgres({ fsync: true }) : null;
const port = await reservePort();
const METRICS_TOKEN = 'metrics-token-of-the-bench';
const environment = {
  DATA_DIR: data.path,
  PORT: String(port),
  METRICS_TOKEN,
  ...(postgres && { DATABASE_URL: postgres.url }),
};

async function runImport(): Promise<{ sec: number; cpuSec: number }> {
  const startedAt = performance.now();
  const child = spawnAskusnow(['import', yaml], environment);
  let cpuUs = 0;
  let complaints = '';
  child.stdout!.resume();
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const looking = setInterval(() => (cpuUs = processCpuUs([child.pid!])), 50);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(looking);
  if (code !== 0) throw new Error(complaints.slice(0, 2_000));
  return { sec: (performance.now() - startedAt) / 1000, cpuSec: cpuUs / 1e6 };
}
const imported = await runImport();
judge('import, as a process of its own', imported.sec, LIMITS.importSec, 's');
console.log(`      ${imported.cpuSec.toFixed(1)} s of processor time, all threads`);

interface Server {
  child: ChildProcess;
  url: string;
  startSec: number;
  startCpuSec: number;
}

function startServer(): Promise<Server> {
  const startedAt = performance.now();
  const flags = [`--import=${join(import.meta.dirname, 'loop-delay-preload.ts')}`];
  if (values['cpu-prof']) flags.push('--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`);
  const main = join(import.meta.dirname, '../../server/src/main.ts');
  const child = spawn(process.execPath, [...flags, main, 'start'], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('close', () => reject(new Error(output)));
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /listens at (\S+)/.exec(output)?.[1];
      if (url === undefined) return;
      const startSec = (performance.now() - startedAt) / 1000;
      resolve({ child, url, startSec, startCpuSec: processCpuUs([child.pid!]) / 1e6 });
    });
  });
}

interface Loop {
  longestMs: number;
  /** By the processor time of the thread. */
  longestCpuMs: number;
  busyMs: number;
  rssBytes: number;
}

const loopOf = ({ child }: Server): Promise<Loop> =>
  new Promise((resolve) => {
    child.once('message', (loop) => resolve(loop as Loop));
    child.send('loop-delay');
  });

const memoryMb = ({ child }: Server, what: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

async function stop({ child }: Server): Promise<void> {
  child.removeAllListeners('close');
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Until the event loop has next to nothing to do: the schedule of every desk has been expanded. */
async function untilQuiet(server: Server): Promise<{ sec: number; longestCpuMs: number }> {
  const startedAt = performance.now();
  let longestCpuMs = 0;
  for (;;) {
    await wait(3_000);
    const loop = await loopOf(server);
    longestCpuMs = Math.max(longestCpuMs, loop.longestCpuMs);
    if (loop.busyMs < 600) return { sec: (performance.now() - startedAt) / 1000, longestCpuMs };
  }
}

const first = await startServer();
judge('first start after the import, until it listens', first.startSec, LIMITS.startSec, 's');
console.log(`      ${first.startCpuSec.toFixed(1)} s of processor time, all threads`);
judge('  memory when it listens', memoryMb(first, 'VmRSS'), LIMITS.rssMb, 'MB');
await loopOf(first); // What held it before it listened held up nobody.
const filling = await untilQuiet(first);
console.log(
  `  schedules of all desks, expanded beside it: ${filling.sec.toFixed(0)} s; the loop held for ${filling.longestCpuMs.toFixed(0)} ms at most`,
);
const peakMb = memoryMb(first, 'VmHWM');
if (postgres) judge('memory at its peak, until then', peakMb, LIMITS.rssMb, 'MB');
else console.log(`      memory at its peak, until then: ${peakMb.toFixed(0)} MB, PGlite's compilation included`);
await stop(first);

const server = await startServer();
judge('start', server.startSec, LIMITS.startSec, 's');
console.log(`      ${server.startCpuSec.toFixed(1)} s of processor time, all threads`);
judge('  memory when it listens', memoryMb(server, 'VmRSS'), LIMITS.rssMb, 'MB');
await untilQuiet(server);

async function signIn(): Promise<string> {
  const invitation = await askusnow(['invite', '--role', 'coordinator'], environment);
  const link = /https?:\S+\/sign-in\/\S+/.exec(invitation.output)?.[0];
  if (link === undefined) throw new Error(invitation.output + invitation.complaints);
  const reply = await fetch(link, { method: 'POST', headers: { origin: server.url }, redirect: 'manual' });
  return reply.headers.getSetCookie()[0]!.split(';')[0]!;
}

const cookie = await signIn();
const get = async (path: string): Promise<string> => {
  const headers = path === '/metrics' ? { authorization: `Bearer ${METRICS_TOKEN}` } : { cookie };
  const reply = await fetch(`${server.url}${path}`, { headers });
  const body = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${body}`);
  return body;
};
async function send(method: 'POST' | 'PUT', path: string, body: object): Promise<void> {
  const headers = { cookie, origin: server.url, 'content-type': 'application/json' };
  const reply = await fetch(`${server.url}${path}`, { method, headers, body: JSON.stringify(body) });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
}
let seq = Date.now();
const beat = (queue: string): Promise<void> =>
  send('POST', `/v1/queues/${queue}/heartbeat`, { state: (seq += 1) % 2 ? 'available' : 'away', seq });

async function openRequests(): Promise<void> {
  const recipient = { tier: 'statewide', library: null, channel: 'atom', address: null };
  await send('POST', '/v1/recipients', { ...recipient, kinds: ['assistance-escalated'] });
  const start = new Date(Date.now() + 3_600_000).toISOString();
  for (let at = 0; at < OPEN_REQUESTS; at += 1) {
    const library = file.libraries[at * 20]!;
    const gap = { start, end: new Date(Date.now() + 7_200_000).toISOString() };
    await send('POST', `/v1/libraries/${library}/assistance`, { queue: `desk-${library}`, reason: 'by-hand', gap });
  }
  const { requests } = JSON.parse(await get('/v1/assistance')) as { requests: object[] };
  console.log(`${OPEN_REQUESTS} calls for help were opened, ${requests.length} are listed`);
  if (requests.length === 0) throw new Error('no call for help is listed');
}
await openRequests();

const some = file.libraries[4_000]!;
const READS = [
  '/v1/session',
  '/v1/libraries',
  '/v1/overview',
  '/v1/overview?limit=50&q=public',
  '/v1/coverage/now',
  '/v1/coverage/now?limit=50&q=public',
  '/v1/answers',
  '/v1/answers?limit=50&q=public',
  '/v1/assistance',
  `/v1/libraries/${some}/queues`,
  '/metrics',
];
console.log('replies, the longest hold of the event loop, worst round:');

/** Judges the worst round by the processor time of the thread. */
async function judgeHold(what: string, work: (round: number) => Promise<string>): Promise<void> {
  const found = { cpu: [] as number[], clock: [] as number[], took: [] as number[] };
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await wait(300);
    await loopOf(server);
    const startedAt = performance.now();
    bytes = Buffer.byteLength(await work(round));
    found.took.push(performance.now() - startedAt);
    const { longestMs, longestCpuMs } = await loopOf(server);
    found.cpu.push(longestCpuMs);
    found.clock.push(longestMs);
  }
  judge(`  ${what}`, Math.max(...found.cpu), LIMITS.loopMs, 'ms');
  console.log(
    `      ${(bytes / 1024).toFixed(0)} KiB in ${median(found.took).toFixed(0)} ms; median ${median(found.cpu).toFixed(0)} ms; by the clock ${median(found.clock).toFixed(0)} ms`,
  );
}
for (const path of READS) await judgeHold(`GET ${path}`, () => get(path));
await judgeHold('a heartbeat at the desk that all libraries share', async () => {
  await beat('statewide');
  await wait(1_000); // Until the libraries' answers follow.
  return '';
});
await judgeHold('PUT /v1/closing, all desks closed and opened in turn', async (round) => {
  const until = round % 2 === 0 ? new Date(Date.now() + 3_600_000).toISOString() : null;
  await send('PUT', '/v1/closing', { queues: 'all', until });
  return '';
});
// Closed and opened again, every schedule is expanded again.
await send('PUT', '/v1/closing', { queues: 'all', until: null });
await untilQuiet(server);

async function underLoad(): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const random = aRandom(7);
  const took: number[] = [];
  const open: Promise<void>[] = [];
  const ask = (dueAt: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const library = file.libraries[Math.floor(random() * file.libraries.length)]!;
      request(`${server.url}/v1/libraries/${library}/availability`, { agent }, (reply) => {
        reply.resume().once('end', () => {
          if (reply.statusCode !== 200) reject(new Error(`availability: ${reply.statusCode}`));
          took.push(performance.now() - dueAt);
          resolve();
        });
      })
        .once('error', reject)
        .end();
    });
  const startedAt = performance.now();
  let isOver = false;
  const coordinator = (async () => {
    while (!isOver) for (const path of READS) if (!isOver) await get(path);
  })();
  const desks = (async () => {
    for (; !isOver; await wait(HEARTBEAT_MS)) for (const queue of ['statewide', 'global']) await beat(queue);
  })();
  for (let count = 0; count < RATE * UNDER_LOAD_SEC; count += 1) {
    const dueAt = startedAt + (count * 1000) / RATE;
    const early = dueAt - performance.now();
    if (early > 0) await wait(early);
    open.push(ask(dueAt));
  }
  await Promise.all(open);
  isOver = true;
  await Promise.all([coordinator, desks]);
  agent.destroy();
  return took.sort((one, other) => one - other);
}

await loopOf(server);
const took = await underLoad();
const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))]!;
judge('availability p99 while the coordinator reads all of it', at(0.99), LIMITS.availabilityP99Ms, 'ms');
console.log(`      p50 ${at(0.5).toFixed(1)}, max ${at(1).toFixed(0)} ms, ${took.length} answers, ${RATE} a second`);
const { longestMs, longestCpuMs, rssBytes } = await loopOf(server);
console.log(`      the loop held for ${longestCpuMs.toFixed(0)} ms at most, by the clock ${longestMs.toFixed(0)} ms`);
console.log(`      memory at the end, all libraries asked for: ${(rssBytes / 2 ** 20).toFixed(0)} MB`);
await stop(server);
folder.remove();
data.remove();
process.exit(failed ? 1 : 0);
