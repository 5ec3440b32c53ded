// How long a library takes to be registered among all of the nation's, and until every node answers for it: two nodes on one
// Postgres. Beside it the smallest write with the same session, a heartbeat, in the same rounds.
import { parseArgs } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { askusnow, startServerProcess, temporaryFolder } from '../support/app/process.ts';
import { startPostgres } from '../support/app/postgres.ts';
import { nationFile } from './nation-file.ts';
import { median, processCpuUs } from './process-cpu.ts';

const LIMITS = { addMs: 300, shownMs: 2_000 };
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

const file = nationFile(undefined);
const folder = temporaryFolder('askusnow-registration-');
const postgres = await startPostgres({ fsync: true });
const environment = { DATA_DIR: folder.path, DATABASE_URL: postgres.url };
const imported = await askusnow(['import', folder.write('nation.yaml', file.text)], environment);
if (imported.code !== 0) throw new Error(imported.complaints);
const [first, second] = [await startServerProcess(environment), await startServerProcess(environment)];

/** Until the schedule of every desk has been expanded. */
async function untilQuiet(pids: number[]): Promise<void> {
  for (;;) {
    const beforeUs = processCpuUs(pids);
    await wait(3_000);
    if (processCpuUs(pids) - beforeUs < 300_000) return;
  }
}
await untilQuiet([first.pid, second.pid]);

const invitation = await askusnow(['invite', '--role', 'coordinator'], environment);
const link = new URL(/https?:\S+\/sign-in\/\S+/.exec(invitation.output)![0]);
const origin = new URL(first.url).origin;
const signedIn = await fetch(`${origin}${link.pathname}`, { method: 'POST', headers: { origin }, redirect: 'manual' });
const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
async function send(method: string, path: string, body: object): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(`${origin}${path}`, {
    method,
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
  return performance.now() - startedAt;
}

const registration = {
  ...{ name: 'A new library', zone: 'America/New_York', live: true, origins: ['https://new.example'] },
  ...{ queues: { statewide: { queue: 'statewide' } }, fallback: { phone: '410-555-0100' }, keyPages: [] },
};
const found = { add: [] as number[], cpu: [] as number[], shown: [] as number[], anchor: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  const id = `added-${round}`;
  await wait(2_000); // Until both nodes have read the former one.
  found.anchor.push(await send('POST', '/v1/queues/statewide/heartbeat', { state: 'available', seq: Date.now() }));
  const cpuUs = processCpuUs([first.pid]);
  const startedAt = performance.now();
  found.add.push(await send('PUT', `/v1/libraries/${id}/registration`, { registration, revision: 0 }));
  found.cpu.push((processCpuUs([first.pid]) - cpuUs) / 1000);
  for (const { url } of [first, second])
    while ((await fetch(`${new URL(url).origin}/v1/libraries/${id}/availability`)).status === 404) await wait(20);
  found.shown.push(performance.now() - startedAt);
}
const line = (what: string, took: number[], limitMs?: number): boolean => {
  const pass = limitMs === undefined || median(took) <= limitMs;
  const verdict = limitMs === undefined ? '' : `, limit ${limitMs}: ${pass ? 'pass' : 'FAIL'}`;
  console.log(
    `${what.padEnd(48)} median ${median(took).toFixed(0)} ms, worst ${Math.max(...took).toFixed(0)} ms${verdict}`,
  );
  return pass;
};
console.log(`${file.libraries.length} libraries, ${file.source}; ${rounds} rounds`);
const passes = [
  line('anchor: a heartbeat', found.anchor),
  line('a library is registered', found.add, LIMITS.addMs),
  line('  processor time of the node', found.cpu),
  line('both nodes answer for it', found.shown, LIMITS.shownMs),
];
await Promise.all([first.signal('SIGTERM'), second.signal('SIGTERM')]);
folder.remove();
process.exit(passes.every(Boolean) ? 0 : 1);
