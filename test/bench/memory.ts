// Resident memory of the server at rest, a minute after a start with the cooperative of the demo: embedded, and on Postgres, whose
// own processes are not in it. The greatest until then is beside it: what the machine needs to have.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestStore, variablesOf, ENGINES } from '../support/app/database.ts';

const REST_MS = 60_000;

for (const engine of ENGINES) {
  const { config, remove } = await createTestStore(engine);
  const { PATH = '' } = process.env;
  const server = spawn(process.execPath, ['server/bin/askusnow.js', 'start', '--import', 'examples/maryland.yaml'], {
    env: { PATH, PORT: '0', ...variablesOf(config) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout.resume(), 'data');
  await wait(REST_MS);
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  console.log(`${engine}: ${megabytes('VmRSS')} MB at rest, ${megabytes('VmHWM')} MB at its peak`);
  server.kill('SIGTERM');
  await once(server, 'close');
  await remove();
}
process.exit(0);
