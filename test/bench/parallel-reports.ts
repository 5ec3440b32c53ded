// One account's 150 parallel reports: how long another account's request takes meanwhile, against the same request alone.
// The server, on PGlite with simulated days, is a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { startApp } from '../support/app/app.ts';
import { createSimulatedStore } from '../support/app/simulated.ts';
import { createManualClock } from '../support/app/clock.ts';
import { median } from './process-cpu.ts';

const REPORTS = 150;
const ROUNDS = 5;
const ALONE = 40;
const END = '2026-11-24T15:00:00Z';
/** Two reports are read at a time; the request waits for their statements, not for 148 more. */
const LIMIT = 8;

interface Serving {
  url: string;
  report: string;
  liaison: string;
  coordinator: string;
}

async function serve(): Promise<void> {
  const store = await createSimulatedStore({ days: 10, endIso: END });
  const node = await startApp({ engine: 'pglite', store, clock: createManualClock(END) });
  const [{ id } = { id: '' }] = node.registry.libraries();
  process.send!({
    url: node.url,
    report: `/v1/libraries/${id}/report?month=2026-11`,
    liaison: await node.signIn('liaison', [id]),
    coordinator: await node.signIn('coordinator'),
  } satisfies Serving);
  process.once('message', () => {
    node.app.server.closeAllConnections();
    void node
      .close()
      .then(() => store.remove())
      .then(() => process.exit());
  });
}

async function measure(): Promise<void> {
  const child = fork(import.meta.filename, ['serve']);
  const [serving] = (await once(child, 'message')) as [Serving];
  const get = async (path: string, cookie: string): Promise<number> => {
    const reply = await fetch(serving.url + path, { headers: { cookie } });
    await reply.arrayBuffer();
    return reply.status;
  };
  const askMs = async (): Promise<number> => {
    const startedAt = performance.now();
    await get('/v1/accounts', serving.coordinator);
    return performance.now() - startedAt;
  };
  const worst = (times: number[]): number => Math.max(...times);
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const alone: number[] = [];
    for (let n = 0; n < ALONE; n++) alone.push(await askMs());
    const startedAt = performance.now();
    let isReading = true;
    const reports = Promise.all(Array.from({ length: REPORTS }, () => get(serving.report, serving.liaison))).finally(
      () => (isReading = false),
    );
    const beside: number[] = [];
    while (isReading) beside.push(await askMs());
    const statuses = Map.groupBy(await reports, (status) => status);
    // The first one warms up.
    if (round === 0) continue;
    ratios.push(median(beside) / median(alone));
    console.log(
      `  alone p50 ${median(alone).toFixed(1)} ms; beside ${REPORTS} reports p50 ${median(beside).toFixed(1)} ms, ` +
        `max ${worst(beside).toFixed(0)} ms (${beside.length} requests); reports: ` +
        `${[...statuses].map(([status, all]) => `${all.length} × ${status}`).join(', ')} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
    );
  }
  child.send('close');
  const ratio = median(ratios);
  console.log(
    `  p50 beside / alone: median of ${ROUNDS} rounds ${ratio.toFixed(1)} · limit ${LIMIT} · ${ratio <= LIMIT ? 'pass' : 'FAIL'}`,
  );
  process.exitCode = ratio <= LIMIT ? 0 : 1;
}

await (process.argv[2] === 'serve' ? serve() : measure());
