// Resident memory of the server at rest, a minute after a start with the cooperative of the demo: embedded, and on Postgres, whose
// own processes are not in it; with an empty database, and with 90 simulated days in it. The greatest until then is beside it: what
// the machine needs to have.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestStore, variablesOf, ENGINES } from '../support/app/database.ts';

const REST_MS = 60_000;
const FILE = ['--import', 'examples/maryland.yaml'];

type Store = Awaited<ReturnType<typeof createTestStore>>['config'];

/** Resolves when it says where it listens. */
async function start(config: Store, options: readonly string[]): Promise<ChildProcess> {
  const { PATH = '' } = process.env;
  const server = spawn(process.execPath, ['server/bin/askusnow.js', 'start', ...options], {
    env: { PATH, PORT: '0', ...variablesOf(config) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(chunk);
    if (printed.includes(' listens at ')) break;
  }
  server.stdout.resume();
  return server;
}

async function stop(server: ChildProcess): Promise<void> {
  server.kill('SIGTERM');
  await once(server, 'close');
}

for (const engine of ENGINES)
  for (const [what, options] of [
    ['empty', []],
    ['with 90 days', ['--simulate']],
  ] as const) {
    const { config, remove } = await createTestStore(engine);
    await stop(await start(config, [...FILE, ...options]));
    const server = await start(config, []);
    await wait(REST_MS);
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    const megabytes = (name: string): number =>
      Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
    console.log(`${engine}, ${what}: ${megabytes('VmRSS')} MB at rest, ${megabytes('VmHWM')} MB at its peak`);
    await stop(server);
    await remove();
  }
process.exit(0);
