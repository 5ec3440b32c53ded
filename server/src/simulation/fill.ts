// In:    the app, whose clock this moves.
// Out:   the simulated days, through the routes that pages, desks and people use.
// Never: a write of its own into the database.
import { addDesk, ProblemError, sendDeskHeartbeat, type Connection } from '@askusnow/sdk';
import type { Availability } from '@askusnow/sdk/contract';
import { createCivilHours } from '../visibility/ingest/civil-hour.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toUtcDate } from '../platform/time/instants.ts';
import type { Client } from './client.ts';
import { deskStateAt, WATCHED_DAYS, WATCHED_DESKS, type Opening } from './desks.ts';
import type { MovedClock } from './moved-clock.ts';
import { ACTS, answerRequests, type SignIn } from './people.ts';
import { randomOf } from './random.ts';
import { trafficOf, type Sending } from './traffic.ts';

export interface FillOptions {
  client: Client;
  signIn: SignIn;
  clock: MovedClock;
  /** Resolves when the work that the last step has started is done. */
  settle(): Promise<void>;
  libraries: readonly { id: string; zone: string }[];
  seed: string;
  startMs: number;
  endMs: number;
  /** The tag's version. */
  widget: string;
  /** Called once a simulated day. */
  onDay(daysLeft: number): void;
}

/** Jobs run once a step. Less than the hour for which a schedule is confirmed. */
const STEP_MS = 55 * MINUTE_MS;
/** While a watched desk is open: what the job of help requests may miss of a gap. */
const WATCHED_STEP_MS = 10 * MINUTE_MS;
/** A sample counts for 90 s. Heartbeats are sent at its multiples. */
const BEAT_MS = 80_000;

const weekdays = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' });
/** `Mon`. */
const weekdayOf = (date: string): string => weekdays.format(new Date(`${date}T12:00:00Z`));

/** Hours may be changed by hand. */
const ASKED_AGAIN_MS = 6 * HOUR_MS;

type Answer = Pick<Availability, 'state' | 'tier'>;

/** The file's own closings may be on an act's day: it does not happen then. */
const ignoreRefusal = (error: unknown): void => {
  if (!(error instanceof ProblemError)) throw error;
};

interface Desk {
  queue: string;
  token: string;
}

export async function fill(options: FillOptions): Promise<void> {
  const { client, signIn, clock, settle, libraries, seed, startMs, endMs, widget, onDay } = options;
  const civilHours = createCivilHours();
  let coordinator: Connection | undefined;
  let desks: Desk[] = [];
  let acts = ACTS.filter(({ daysAgo }) => endMs - daysAgo * DAY_MS > startMs);

  const step = async (atMs: number): Promise<void> => {
    clock.moveTo(atMs);
    clock.run();
    await settle();
  };

  const answers = new Map<string, { answer: Answer; untilMs: number }>();
  /** What a library's entry points say. Asked again when the schedule changes it, and while desks are watched. */
  const answerAt = async (library: string, nowMs: number): Promise<Answer> => {
    const known = answers.get(library);
    if (known && nowMs < known.untilMs && desks.length === 0) return known.answer;
    const { state, tier, nextChange } = await client.availabilityOf(library);
    const untilMs = Math.min(nowMs + ASKED_AGAIN_MS, nextChange === null ? Infinity : Date.parse(nextChange));
    answers.set(library, { answer: { state, tier }, untilMs });
    return { state, tier };
  };

  /** What a library's pages send in a step. */
  const trafficAt = async ({ id, zone }: { id: string; zone: string }, nowMs: number): Promise<Sending[]> => {
    const { date, hour } = civilHours(zone, nowMs);
    const { state, tier } = await answerAt(id, nowMs);
    const asked = {
      library: id,
      hour,
      weekday: weekdayOf(date),
      daysAgo: (endMs - nowMs) / DAY_MS,
      utcDay: toUtcDate(nowMs).replaceAll('-', ''),
      state,
      tier,
      widget,
      part: STEP_MS / HOUR_MS,
    };
    return trafficOf(asked, randomOf(seed, id, endMs - nowMs));
  };

  /** From now on desks say whether somebody is there. */
  const watchDesks = async (): Promise<void> => {
    const connection = await signIn('coordinator');
    coordinator = connection;
    desks = await Promise.all(
      WATCHED_DESKS.map(async (queue) => {
        const { token } = await addDesk(connection, queue, { name: 'Reference desk' });
        return { queue, token };
      }),
    );
  };

  /** The openings of a desk's own library, which has its name. */
  const openingsOf = async (queue: string): Promise<Opening[]> => {
    const { tiers } = await client.availabilityOf(queue);
    const open = tiers.find(({ tier }) => tier === 'local')?.open ?? [];
    return open.map(([start, end]) => ({ startMs: Date.parse(start), endMs: Date.parse(end) }));
  };

  /** Heartbeats of the watched desks until an instant; help requests, while they are open. */
  const attendDesks = async (fromMs: number, untilMs: number): Promise<void> => {
    const watched = await Promise.all(desks.map(async (desk) => ({ ...desk, openings: await openingsOf(desk.queue) })));
    let lastStepMs = fromMs;
    for (let atMs = (Math.floor(fromMs / BEAT_MS) + 1) * BEAT_MS; atMs < untilMs; atMs += BEAT_MS) {
      const beats = watched.flatMap(({ queue, token, openings }) => {
        const state = deskStateAt(queue, openings, { seed, nowMs: atMs });
        return state === null ? [] : [{ token, state }];
      });
      if (beats.length === 0) continue;
      clock.moveTo(atMs);
      await Promise.all(
        beats.map(({ token, state }) => sendDeskHeartbeat(client.connection, token, { state, seq: atMs })),
      );
      if (atMs - lastStepMs < WATCHED_STEP_MS) continue;
      lastStepMs = atMs;
      await step(atMs);
      if (coordinator !== undefined) await answerRequests(coordinator, seed, atMs);
    }
  };

  for (let atMs = startMs; atMs < endMs; atMs += STEP_MS) {
    if ((atMs - startMs) % DAY_MS < STEP_MS) onDay(Math.round((endMs - atMs) / DAY_MS));
    await step(atMs);
    if (desks.length === 0 && atMs >= endMs - WATCHED_DAYS * DAY_MS) await watchDesks();
    const sendings = await Promise.all(libraries.map((library) => trafficAt(library, atMs)));
    await Promise.all(sendings.flat().map((sending) => client.sendEvents(sending)));
    const due = acts.filter(({ daysAgo }) => atMs >= endMs - daysAgo * DAY_MS);
    acts = acts.filter((act) => !due.includes(act));
    for (const { run } of due) await run(signIn, atMs).catch(ignoreRefusal);
    await attendDesks(atMs, Math.min(atMs + STEP_MS, endMs));
  }
  await step(endMs);
}
