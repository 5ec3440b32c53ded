// What 10,000 open streams cost one node, beside nginx with nchan in the same rounds: CPU per client per publish, memory per
// stream, publish to received; then how often a client is written to when things change fast, and how a restart spreads.
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { QueueHours } from '@askusnow/sdk/contract';
import { createTestDatabase } from '../support/app/postgres.ts';
import { reservePort } from '../support/ports.ts';
import { askusnow, startServerProcess } from '../support/app/process.ts';
import { requireProgram, startNginx } from './nginx.ts';
import { median, processCpuUs } from './process-cpu.ts';

const STREAMS = Number(process.argv[2] ?? 10_000);
const ROUNDS = 5;
const PUBLISHES = 5;
const RESTART_STREAMS = 2_000;
const LIMITS = { cpuRatio: 1.0, kbPerStream: 22, coalesceMs: 250, spreadMs: 30_000 } as const;
const LIBRARY = 'harford';
const ELSEWHERE = 'cecil';
const EXAMPLE = join(import.meta.dirname, '../../examples/maryland.yaml');
const nowMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

interface Crowd {
  child: ChildProcess;
  /** Waits until so many messages were received since the last call; their instants. */
  receive(count: number): Promise<number[]>;
}

const nextMessage = <T>(child: ChildProcess): Promise<T> => new Promise((resolve) => child.once('message', resolve));

async function gather(ask: {
  url: string;
  path: string;
  count: number;
  marker: string;
  returns?: boolean;
}): Promise<Crowd> {
  const child = fork(join(import.meta.dirname, 'stream-crowd.ts'));
  const opened = nextMessage(child);
  child.send({ ...ask, port: Number(new URL(ask.url).port), returns: ask.returns ?? false });
  await opened;
  const crowd: Crowd = {
    child,
    async receive(count) {
      const received: number[] = [];
      const endMs = nowMs() + 20_000;
      do {
        await wait(50);
        const reply = nextMessage<{ received: number[] }>(child);
        child.send('received');
        received.push(...(await reply).received);
      } while (received.length < count && nowMs() < endMs);
      return received;
    },
  };
  // Snapshots that came apart from their heads are not what is measured.
  await wait(1_000);
  await crowd.receive(0);
  return crowd;
}

const rssKb = (pids: readonly number[]): number =>
  pids.reduce(
    (sum, pid) => sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
    0,
  );

interface Subject {
  pids(): number[];
  publish(): Promise<void>;
  /** The same work for something that no stream follows. */
  publishElsewhere(): Promise<void>;
  crowd: Crowd;
}

interface Round {
  cpuUs: number;
  latencies: number[];
}

/** CPU above what the same seconds cost with publishes that no stream follows: what is left is the fan-out. */
async function measure({ pids, publish, publishElsewhere, crowd }: Subject): Promise<Round> {
  const latencies: number[] = [];
  const startedMs = nowMs();
  const before = processCpuUs(pids());
  for (let index = 0; index < PUBLISHES; index += 1) {
    const atMs = nowMs();
    await publish();
    latencies.push(...(await crowd.receive(STREAMS)).map((each) => each - atMs));
    await wait(300);
  }
  const busyUs = processCpuUs(pids()) - before;
  const tookMs = nowMs() - startedMs;
  const idleFromMs = nowMs();
  const idleBefore = processCpuUs(pids());
  for (let index = 0; index < PUBLISHES; index += 1) await publishElsewhere();
  await wait(tookMs - (nowMs() - idleFromMs));
  const idleUs = processCpuUs(pids()) - idleBefore;
  return { cpuUs: (busyUs - idleUs) / PUBLISHES / STREAMS, latencies };
}

/** A coordinator who closes and opens a desk in turn: each is one change for every page that follows its library. */
async function signIn(url: string, databaseUrl: string): Promise<(desk: string) => () => Promise<void>> {
  const invited = await askusnow(['invite', '--role', 'coordinator'], { DATABASE_URL: databaseUrl, PUBLIC_URL: url });
  const link = /(http\S+\/sign-in\/\S+)/.exec(invited.output)?.[1] ?? '';
  const reply = await fetch(link, { method: 'POST', headers: { origin: url }, redirect: 'manual' });
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { cookie, origin: url, 'content-type': 'application/json' };
  return (desk) => {
    const address = `${url}/v1/queues/${desk}/`;
    let isClosed = false;
    return async () => {
      isClosed = !isClosed;
      const until = isClosed ? new Date(Date.now() + 20 * 3_600_000).toISOString() : null;
      const { revision } = (await (await fetch(`${address}hours`, { headers })).json()) as QueueHours;
      const body = JSON.stringify({ until, revision });
      const changed = await fetch(`${address}closed-until`, { method: 'PUT', headers, body });
      if (!changed.ok) throw new Error(await changed.text());
    };
  };
}

/** How often one stream was written to while things changed as fast as they can. */
async function hurry({ publish, crowd }: Subject): Promise<{ changes: number; perStream: number; most: number }> {
  const startedMs = nowMs();
  let changes = 0;
  while (nowMs() - startedMs < 2_000) {
    await publish();
    changes += 1;
  }
  const tookMs = nowMs() - startedMs;
  await wait(1_000);
  const received = await crowd.receive(0);
  return { changes, perStream: received.length / STREAMS, most: Math.ceil(tookMs / LIMITS.coalesceMs) + 1 };
}

/** When the readers have reconnected after a restart. */
async function restart(): Promise<{ spreadMs: number; peak: number; count: number }> {
  const crowd = await gather({ url: server.url, path, count: RESTART_STREAMS, marker, returns: true });
  await server.signal('SIGTERM');
  const downMs = nowMs();
  server = await startServerProcess(environment);
  await wait(LIMITS.spreadMs + 4_000 - (nowMs() - downMs));
  const reply = nextMessage<{ returned: number[] }>(crowd.child);
  crowd.child.send('returned');
  const { returned } = await reply;
  crowd.child.kill();
  const slots = new Map<number, number>();
  for (const each of returned) {
    const slot = Math.floor((each - downMs) / 100);
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
  }
  return {
    count: returned.length,
    spreadMs: Math.max(...returned) - Math.min(...returned),
    peak: Math.max(...slots.values()),
  };
}

requireProgram('nginx', 'nginx-light libnginx-mod-nchan');
const database = await createTestDatabase();
const environment = { DATABASE_URL: database.url, PORT: String(await reservePort()) };
let server = await startServerProcess(environment, ['--import', EXAMPLE]);
const toggle = await signIn(server.url, database.url);
const message = await (await fetch(`${server.url}/v1/libraries/${LIBRARY}/availability`)).text();
const nchan = await startNginx({
  main: 'load_module /usr/lib/nginx/modules/ngx_nchan_module.so;',
  server: `location = /up { return 204; }
    location ~ /pub/(.*)$ { nchan_publisher; nchan_channel_id $1; nchan_message_buffer_length 1; }
    location = /sub { nchan_subscriber eventsource; nchan_channel_id one; nchan_subscriber_first_message newest; }`,
  connections: STREAMS * 2,
  probe: '/up',
});

const path = `/v1/availability/stream?library=${LIBRARY}`;
const marker = '"zone":';
const nchanEmptyKb = rssKb(nchan.pids());
const real: Subject = {
  pids: () => [server.pid],
  publish: toggle(LIBRARY),
  publishElsewhere: toggle(ELSEWHERE),
  crowd: await gather({ url: server.url, path, count: STREAMS, marker }),
};
const anchor: Subject = {
  pids: nchan.pids,
  publish: async () => void (await fetch(`${nchan.url}/pub/one`, { method: 'POST', body: message })),
  publishElsewhere: async () => void (await fetch(`${nchan.url}/pub/other`, { method: 'POST', body: message })),
  crowd: await gather({ url: nchan.url, path: '/sub', count: STREAMS, marker }),
};
const rounds: Record<'real' | 'nchan', Round>[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({ real: await measure(real), nchan: await measure(anchor) });
}
// A process's memory breathes: what the streams add is seen against a twin that did the same work without them.
const twinDatabase = await createTestDatabase();
const twin = await startServerProcess({ DATABASE_URL: twinDatabase.url, PORT: String(await reservePort()) }, [
  '--import',
  EXAMPLE,
]);
const toggleTwin = await signIn(twin.url, twinDatabase.url);
for (const desk of [LIBRARY, ELSEWHERE]) {
  const change = toggleTwin(desk);
  for (let index = 0; index < ROUNDS * PUBLISHES; index += 1) await change();
}
const addedKb = { real: rssKb(real.pids()) - rssKb([twin.pid]), nchan: rssKb(nchan.pids()) - nchanEmptyKb };
await twin.signal('SIGTERM');
await twinDatabase.drop();
const hurried = await hurry(real);
real.crowd.child.kill();
anchor.crowd.child.kill();
nchan.stop();
const back = await restart();
await server.signal('SIGTERM');
await database.drop();

let isWithin = true;
const judge = (holds: boolean): string => ((isWithin &&= holds), holds ? 'pass' : 'FAIL');
const percentile = (values: readonly number[], share: number): string =>
  ([...values].sort((one, other) => one - other)[Math.floor(values.length * share)] ?? NaN).toFixed(0);
console.log(`${STREAMS} streams, ${Buffer.byteLength(message)} B, ${ROUNDS} rounds of ${PUBLISHES} publishes:`);
for (const name of ['real', 'nchan'] as const) {
  const latencies = rounds.flatMap((round) => round[name].latencies);
  const kb = addedKb[name] / STREAMS;
  console.log(
    `  ${name}: CPU ${median(rounds.map((round) => round[name].cpuUs)).toFixed(1)} µs per client per publish · ` +
      `${kb.toFixed(1)} KB per stream · received p50 ${percentile(latencies, 0.5)} ms, p99 ${percentile(latencies, 0.99)} ms · ` +
      `${latencies.length} of ${ROUNDS * PUBLISHES * STREAMS} received: ${judge(latencies.length === ROUNDS * PUBLISHES * STREAMS)}`,
  );
}
const ratio = median(rounds.map((round) => round.real.cpuUs / round.nchan.cpuUs));
const kbPerStream = addedKb.real / STREAMS;
console.log(`  CPU ratio to nchan ${ratio.toFixed(2)} · limit ${LIMITS.cpuRatio} · ${judge(ratio <= LIMITS.cpuRatio)}`);
console.log(
  `  KB per stream ${kbPerStream.toFixed(1)} · limit ${LIMITS.kbPerStream} · ${judge(kbPerStream <= LIMITS.kbPerStream)}`,
);
console.log(
  `  ${hurried.changes} changes in 2 s: ${hurried.perStream.toFixed(1)} writes per client · limit ${hurried.most} · ${judge(hurried.perStream <= hurried.most)}`,
);
console.log(
  `  restart: ${back.count} of ${RESTART_STREAMS} back over ${(back.spreadMs / 1000).toFixed(1)} s, at most ${back.peak} in 100 ms · ` +
    judge(back.count === RESTART_STREAMS && back.spreadMs > LIMITS.spreadMs * 0.8),
);
process.exit(isWithin ? 0 : 1);
