// A server whose desks are scheduled and seen: coverage through its routes.
import type { Problem, ShiftRule } from '@askusnow/sdk/contract';
import type { SampledState } from '../../../server/src/coverage/presence/sample.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { startApp, type TestApp } from './app.ts';
import { sendRequest } from './requests.ts';
import { createManualClock, type ManualClock } from './clock.ts';
import type { Engine } from './database.ts';
import { addDesks } from '../data/desks.ts';
import { knowSchedulesSince } from './known-schedules.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';

/** The desks of this node have been known for so long. */
const KNOWN_MS = 35 * DAY_MS;

export interface CoverageNode extends TestApp {
  clock: ManualClock;
  coordinator: string;
  /** Harford's. */
  liaison: string;
  ask<Body>(cookie: string, path: string, body?: object): Promise<{ status: number; body: Body & Problem }>;
  /** Samples every 30 s from one instant up to another, as a poll leaves them. */
  poll(queue: string, state: SampledState, from: string, to: string): Promise<void>;
}

/** The desks of addDesks with heartbeats as their source, but for the global one, which has none. */
export async function startCoverage(
  engine: Engine,
  nowIso: string,
  shifts: Record<string, ShiftRule[]> = {},
): Promise<CoverageNode> {
  const clock = createManualClock(nowIso);
  const node = await startApp({ engine, clock });
  const { database } = node;
  await addDesks(database);
  await database.db
    .updateTable('queue')
    .set({ presence: JSON.stringify({ kind: 'heartbeat' }) })
    .where('id', '<>', 'world')
    .execute();
  for (const [id, rules] of Object.entries(shifts))
    await database.db
      .updateTable('queue')
      .set({ shifts: JSON.stringify(rules) })
      .where('id', '=', id)
      .execute();
  await node.registry.reload();
  await knowSchedulesSince(database, new Date(clock.now() - KNOWN_MS).toISOString());
  return {
    ...node,
    clock,
    coordinator: await node.signIn('coordinator'),
    liaison: await node.signIn('liaison', ['harford']),
    ask: (cookie, path, body) => sendRequest(node, cookie, path, body),
    async poll(queue, state, from, to) {
      for (let atMs = Date.parse(from); atMs < Date.parse(to); atMs += 30_000)
        await saveSample(database, queue, { state, atMs });
    },
  };
}
