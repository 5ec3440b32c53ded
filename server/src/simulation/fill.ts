// In:    the app, whose clock this moves.
// Out:   the simulated days, through the routes that pages, desks and people use.
// Never: a write of its own into the database.
import { createCivilHours } from '../visibility/ingest/civil-hour.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, toUtcDate } from '../platform/time/instants.ts';
import type { Client } from './client.ts';
import type { MovedClock } from './moved-clock.ts';
import { randomOf } from './random.ts';
import { trafficOf, type Sending } from './traffic.ts';

export interface FillOptions {
  client: Client;
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

const weekdays = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' });
/** `Mon`. */
const weekdayOf = (date: string): string => weekdays.format(new Date(`${date}T12:00:00Z`));

export async function fill(options: FillOptions): Promise<void> {
  const { client, clock, settle, libraries, seed, startMs, endMs, widget, onDay } = options;
  const civilHours = createCivilHours();

  const step = async (atMs: number): Promise<void> => {
    clock.moveTo(atMs);
    clock.run();
    await settle();
  };

  /** What a library's pages send in a step. */
  const trafficAt = async ({ id, zone }: { id: string; zone: string }, nowMs: number): Promise<Sending[]> => {
    const { date, hour } = civilHours(zone, nowMs);
    const { state, tier } = await client.availabilityOf(id);
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

  for (let atMs = startMs; atMs < endMs; atMs += STEP_MS) {
    if ((atMs - startMs) % DAY_MS < STEP_MS) onDay(Math.round((endMs - atMs) / DAY_MS));
    await step(atMs);
    const sendings = await Promise.all(libraries.map((library) => trafficAt(library, atMs)));
    await Promise.all(sendings.flat().map((sending) => client.sendEvents(sending)));
  }
  await step(endMs);
}
