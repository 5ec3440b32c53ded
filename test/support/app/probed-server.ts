import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { scheduleSchema, type Schedule } from '@askusnow/sdk/contract';
import { createTestStore, variablesOf, type Engine } from './database.ts';
import type { LoopReading } from './loop-probe.ts';
import { askusnow, startServerProcess, temporaryFolder, type Environment } from './process.ts';

export interface ProbedServer {
  url: string;
  environment: Environment;
  /** How long its event loop was held since the last call. */
  read(): Promise<LoopReading>;
  /** As the coordinator; a body makes it a PUT where nothing else is said. */
  ask(path: string, body?: object, method?: string): Promise<{ status: number; body: never }>;
  /**
   * Of a queue's schedule its next hour: the whole of a long one is a load of its own. Null: the database is busy (503), as an
   * embedded one is while it writes a long schedule.
   */
  schedule(queue: string): Promise<Schedule | null>;
  close(): Promise<void>;
}

/** Requests of a coordinator to a running server; `environment`: its own. */
export async function signInAsCoordinator(url: string, environment: Environment): Promise<ProbedServer['ask']> {
  const invited = await askusnow(['invite', '--role', 'coordinator'], { ...environment, PUBLIC_URL: url });
  const link = /http\S+\/sign-in\/\S+/.exec(invited.output)?.[0] ?? '';
  const origin = new URL(link).origin;
  const signedIn = await fetch(link, { method: 'POST', headers: { origin }, redirect: 'manual' });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (path, body, method = body ? 'PUT' : 'GET') => {
    const reply = await fetch(`${url}/v1/${path}`, {
      method,
      headers: { cookie, origin, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: reply.status, body: (reply.status === 204 ? null : await reply.json()) as never };
  };
}

const PROBE = pathToFileURL(join(import.meta.dirname, 'loop-probe.ts')).href;

/** The real server in a process of its own, whose event loop is measured there; the load comes from this process. */
export async function startProbedServer(
  engine: Engine,
  cooperative: string,
  more: Environment = {},
): Promise<ProbedServer> {
  const store = await createTestStore(engine);
  const files = temporaryFolder();
  const socket = join(files.path, 'probe.sock');
  const plain: Environment = { ...variablesOf(store.config), ...more };
  const environment = { ...plain, LOOP_PROBE: socket, NODE_OPTIONS: `--import ${PROBE}` };
  const server = await startServerProcess(environment, ['--import', files.write('cooperative.yaml', cooperative)]);
  const ask = await signInAsCoordinator(server.url, plain);
  return {
    url: server.url,
    environment: plain,
    ask,
    async schedule(queue) {
      const [from, to] = [Date.now(), Date.now() + 3_600_000].map((ms) => new Date(ms).toISOString());
      const { status, body } = await ask(`queues/${queue}/schedule?from=${from}&to=${to}`);
      return status === 503 ? null : scheduleSchema.parse(body);
    },
    read: () =>
      new Promise((resolve, reject) => {
        let text = '';
        connect(socket)
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .once('error', reject)
          .once('close', () => resolve(JSON.parse(text) as LoopReading));
      }),
    async close() {
      await server.signal('SIGTERM');
      files.remove();
      await store.remove();
    },
  };
}

/** Nobody's answer waits longer for what others do. Units: ms of the thread's work. */
export const MAX_HELD_MS = 50;
/** By the clock, others' use of the cores included: what a full machine is allowed. Units: ms. */
const MAX_DELAYED_MS = 2_000;

/**
 * What an input itself costs recurs. What the machine takes from the thread meanwhile, which a virtual one counts as the
 * thread's own work, does not.
 */
export const ATTEMPTS = 3;

/**
 * Asserts that the server's event loop is held only briefly by what the work does there. The work is done again where the loop
 * was held for longer, so it must be the same work each time: what the server does once alone needs another address each time.
 */
export async function assertHeldBriefly<Done>(
  server: ProbedServer,
  context: TestContext,
  work: () => Promise<Done>,
  attempts = ATTEMPTS,
): Promise<Done> {
  await server.read();
  const startedAt = performance.now();
  const done = await work();
  const tookSec = (performance.now() - startedAt) / 1000;
  const { heldMs, delayMs } = await server.read();
  context.diagnostic(
    `${tookSec.toFixed(1)} s; held ${heldMs.toFixed(0)} ms; delayed ${delayMs.toFixed(0)} ms, others’ use of the cores included`,
  );
  const isHeldBriefly = heldMs < MAX_HELD_MS && delayMs < MAX_DELAYED_MS;
  if (!isHeldBriefly && attempts > 1) return assertHeldBriefly(server, context, work, attempts - 1);
  assert.ok(isHeldBriefly, `held ${heldMs} ms, delayed ${delayMs} ms, and so each time`);
  return done;
}
