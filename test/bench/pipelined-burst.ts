// How long a patron waits while other clients send bursts of pipelined requests and leave, or read nothing of what they asked
// for. `--engine postgres` takes a Postgres of its own. Anchor: the same bursts on the same server behind nginx.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServerProcess, temporaryFolder } from '../support/app/process.ts';
import { startPostgres } from '../support/app/postgres.ts';
import { requireProgram, startNginx } from './nginx.ts';
import { processCpuUs } from './process-cpu.ts';

const { values } = parseArgs({ options: { engine: { type: 'string', default: 'pglite' } } });
const LIMITS = { waitMs: 1_000, stuckMb: 100, stuckSec: 20 } as const;
const SOCKETS = 20;
const STUCK = 200;
const PAGE = '/get?library=harford';
const AVAILABILITY = '/v1/libraries/harford/availability';
const BURSTS: readonly [name: string, path: string, perSocket: number][] = [
  [`${SOCKETS} × 400 ${PAGE}`, PAGE, 400],
  [`${SOCKETS} × 400 /openapi.json`, '/openapi.json', 400],
  [`${SOCKETS} × 400 ${AVAILABILITY}`, AVAILABILITY, 400],
  [`${SOCKETS} × 34 ${PAGE}, as many as may wait`, PAGE, 34],
  [`5 MB of ${PAGE}`, PAGE, 5_800],
];

requireProgram('nginx', 'nginx-light');
const data = temporaryFolder('askusnow-bench-');
const postgres = values.engine === 'postgres' ? await startPostgres({ fsync: true }) : null;
const database = postgres ? { DATABASE_URL: postgres.url } : { DATA_DIR: data.path };
const server = await startServerProcess({ ...database, NODE_COMPILE_CACHE: data.path }, [
  '--import',
  join(import.meta.dirname, '../../examples/maryland.yaml'),
]);
const nginx = await startNginx({
  server: `location / { proxy_pass ${server.url}; proxy_http_version 1.1; proxy_set_header Connection ""; }`,
  connections: 2048,
  probe: '/health/live',
});

const open = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};
const requestsOf = (path: string, count: number): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(count);

/**
 * A wait, and the node's processor time within it, which is the wait on a machine without other work. Units: ms. Over a
 * connection of its own, as the next patron has.
 */
interface Wait {
  ms: number;
  cpuMs: number;
}
const longerOf = (one: Wait, other: Wait): Wait => ({
  ms: Math.max(one.ms, other.ms),
  cpuMs: Math.max(one.cpuMs, other.cpuMs),
});
const waitFor = (url: string): Promise<Wait> =>
  new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const cpuUs = processCpuUs([server.pid]);
    const toWait = (): Wait => ({
      ms: performance.now() - startedMs,
      cpuMs: (processCpuUs([server.pid]) - cpuUs) / 1000,
    });
    get(url, { agent: false }, (reply) => reply.resume().once('end', () => resolve(toWait()))).once('error', reject);
  });

/** The longest of a patron's waits, one request after the other, until the node has been at rest for a second. */
async function longestWait(url: string): Promise<Wait> {
  let longest: Wait = { ms: 0, cpuMs: 0 };
  let restedMs = 0;
  while (restedMs < 1_000) {
    const before = processCpuUs([server.pid]);
    for (const path of [AVAILABILITY, PAGE]) longest = longerOf(longest, await waitFor(url + path));
    await wait(50);
    restedMs = processCpuUs([server.pid]) - before < 40_000 ? restedMs + 50 : 0;
  }
  return longest;
}

async function burst(url: string, path: string, perSocket: number): Promise<Wait> {
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => open(url)));
  for (const socket of sockets) socket.write(requestsOf(path, perSocket));
  const leaving = wait(300).then(() => sockets.forEach((socket) => socket.destroy()));
  const longest = await longestWait(url);
  await leaving;
  return longest;
}

const rssMb = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const openCount = (): number => {
  const port = Number(new URL(server.url).port).toString(16).toUpperCase().padStart(4, '0');
  const own = new RegExp(`^ *\\d+: [0-9A-F]{8}:${port} [0-9A-F]{8}:(?!0000)[0-9A-F]{4} 01 `, 'gm');
  return readFileSync('/proc/net/tcp', 'utf8').match(own)?.length ?? 0;
};

/** Clients that ask for much and read nothing. */
async function readNothing(): Promise<{ longest: Wait; mb: number; sec: number | null }> {
  const startMb = rssMb();
  const startedMs = performance.now();
  const sockets = await Promise.all(Array.from({ length: STUCK }, () => open(server.url)));
  for (const socket of sockets) socket.pause().write(requestsOf('/openapi.json', 34));
  let mb = 0;
  let longest: Wait = { ms: 0, cpuMs: 0 };
  let sec: number | null = null;
  while (sec === null && performance.now() - startedMs < 120_000) {
    longest = longerOf(longest, await waitFor(server.url + PAGE));
    await wait(100);
    mb = Math.max(mb, rssMb() - startMb);
    if (openCount() === 0) sec = (performance.now() - startedMs) / 1000;
  }
  sockets.forEach((socket) => socket.destroy());
  return { longest, mb, sec };
}

let isWithin = true;
const judge = (value: number | null, limit: number): string => {
  const holds = value !== null && value <= limit;
  isWithin &&= holds;
  return `${value === null ? 'never' : value.toFixed(0)} · limit ${limit} · ${holds ? 'pass' : 'FAIL'}`;
};
const textOf = ({ ms, cpuMs }: Wait): string => `${cpuMs.toFixed(0)} (by the clock ${ms.toFixed(0)})`;

console.log(`${values.engine}: the node's processor time within a patron's longest wait, ms:`);
await longestWait(server.url);
console.log(`  at rest: ${textOf(await longestWait(server.url))}`);
for (const [name, path, perSocket] of BURSTS) {
  const behind = await burst(nginx.url, path, perSocket);
  const direct = await burst(server.url, path, perSocket);
  console.log(`  ${name}: ${textOf(direct)} · behind nginx ${textOf(behind)} · ${judge(direct.cpuMs, LIMITS.waitMs)}`);
}
const { longest, mb, sec } = await readNothing();
console.log(`${STUCK} clients that read nothing:`);
console.log(`  a patron's longest wait, ms: ${textOf(longest)} · ${judge(longest.cpuMs, LIMITS.waitMs)}`);
console.log(`  memory, MB: ${judge(mb, LIMITS.stuckMb)}`);
console.log(`  until all are closed, s: ${judge(sec, LIMITS.stuckSec)}`);

nginx.stop();
await server.signal('SIGTERM');
await postgres?.stop();
data.remove();
process.exit(isWithin ? 0 : 1);
