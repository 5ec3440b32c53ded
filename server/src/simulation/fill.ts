// In:    the app, whose clock this moves.
// Out:   the simulated days, through the routes that pages, desks and people use.
// Never: a write of its own into the database.
import type { Connection } from '@askusnow/sdk';
import { DAY_MS, MINUTE_MS } from '../platform/time/instants.ts';
import { addDesks, sendHeartbeats, withOpenings, type Desk } from './attendance.ts';
import type { Client } from './client.ts';
import { WATCHED_DAYS } from './desks.ts';
import type { MovedClock } from './moved-clock.ts';
import type { Pages } from './pages.ts';
import { ACTS, answerRequests, ignoreRefusal, type SignIn } from './people.ts';
import { createSharedHours } from './shared-hours.ts';
import { WORKSPACE_ACTS } from './workspace.ts';

export interface FillOptions {
  client: Client;
  pages: Pages;
  signIn: SignIn;
  clock: MovedClock;
  /** Resolves when the work that the last step has started is done. */
  settle(): Promise<void>;
  seed: string;
  startMs: number;
  endMs: number;
  /** Called once a simulated day. */
  onDay(daysLeft: number): void;
}

/** Jobs run once a step. Less than the hour for which a schedule is confirmed. */
const STEP_MS = 55 * MINUTE_MS;
/** While a watched desk is open: what the job of help requests may miss of a gap. */
const WATCHED_STEP_MS = 10 * MINUTE_MS;
/** A sample counts for 90 s. Heartbeats are sent at its multiples. */
const BEAT_MS = 80_000;

/** Resolves to the desks that send heartbeats at the end. */
export async function fill(options: FillOptions): Promise<Desk[]> {
  const { client, pages, signIn, clock, settle, seed, startMs, endMs, onDay } = options;
  const sharedHours = createSharedHours({ signIn, clock, seed, endMs });
  let coordinator: Connection | undefined;
  let desks: Desk[] = [];
  let acts = [...ACTS, ...WORKSPACE_ACTS].filter(({ daysAgo }) => endMs - daysAgo * DAY_MS > startMs);

  const step = async (atMs: number): Promise<void> => {
    clock.moveTo(atMs);
    clock.run();
    await settle();
  };

  /** Heartbeats of the watched desks until an instant; help requests, while they are open. */
  const attendDesks = async (fromMs: number, untilMs: number): Promise<void> => {
    const watched = await withOpenings(client, desks);
    let lastStepMs = fromMs;
    for (let atMs = (Math.floor(fromMs / BEAT_MS) + 1) * BEAT_MS; atMs < untilMs; atMs += BEAT_MS) {
      await sharedHours.pressUntil(atMs);
      clock.moveTo(atMs);
      const sent = await sendHeartbeats(client, watched, { seed, nowMs: atMs });
      if (sent === 0 || atMs - lastStepMs < WATCHED_STEP_MS) continue;
      lastStepMs = atMs;
      await step(atMs);
      if (coordinator !== undefined) await answerRequests(coordinator, seed, atMs);
    }
  };

  for (let atMs = startMs; atMs < endMs; atMs += STEP_MS) {
    if ((atMs - startMs) % DAY_MS < STEP_MS) onDay(Math.round((endMs - atMs) / DAY_MS));
    await step(atMs);
    if (coordinator === undefined && atMs >= endMs - WATCHED_DAYS * DAY_MS) {
      coordinator = await signIn('coordinator');
      desks = await addDesks(coordinator);
    }
    await sharedHours.plan(atMs);
    await pages.send(atMs, STEP_MS);
    const due = acts.filter(({ daysAgo }) => atMs >= endMs - daysAgo * DAY_MS);
    acts = acts.filter((act) => !due.includes(act));
    for (const { run } of due) await run(signIn, atMs).catch(ignoreRefusal);
    await attendDesks(atMs, Math.min(atMs + STEP_MS, endMs));
  }
  await step(endMs);
  return desks;
}
