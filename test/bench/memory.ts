// `node test/bench/memory.ts [FOLDER]`: resident memory of the server at rest, a minute after a start with the cooperative of the
// demo: embedded, and on Postgres, whose own processes are not in it. The greatest until then is beside it: what the machine needs
// to have. FOLDER: a DATA_DIR that `askusnow start --simulate` has filled; a copy of it is started again, embedded.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestStore, variablesOf, ENGINES } from '../support/app/database.ts';
import { copySimulatedStore } from '../support/app/simulated.ts';

const REST_MS = 60_000;

async function measure(name: string, words: string[], variables: Record<string, string>): Promise<void> {
  const { PATH = '' } = process.env;
  const server = spawn(process.execPath, ['server/bin/askusnow.js', 'start', ...words], {
    env: { PATH, PORT: '0', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout.resume(), 'data');
  await wait(REST_MS);
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const megabytes = (field: string): number =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  console.log(`${name}: ${megabytes('VmRSS')} MB at rest, ${megabytes('VmHWM')} MB at its peak`);
  server.kill('SIGTERM');
  await once(server, 'close');
}

for (const engine of ENGINES) {
  const { config, remove } = await createTestStore(engine);
  await measure(engine, ['--import', 'examples/maryland.yaml'], variablesOf(config));
  await remove();
}
const [, , folder] = process.argv;
if (folder !== undefined) {
  const { config, remove } = await copySimulatedStore(folder);
  await measure(
    'pglite, with the simulated days',
    ['--import', 'examples/maryland.yaml', '--simulate'],
    variablesOf(config),
  );
  await remove();
}
process.exit(0);
