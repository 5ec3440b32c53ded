// In:    the app; an instant and how long it stands for.
// Out:   what the libraries' pages send in that time, and who follows their plain links.
// Never: waits for the next instant: fill.ts moves the clock, live.ts goes by the machine's.
import type { Availability } from '@askusnow/sdk/contract';
import { createCivilHours } from '../visibility/ingest/civil-hour.ts';
import { DAY_MS, HOUR_MS, toUtcDate } from '../platform/time/instants.ts';
import type { Client } from './client.ts';
import { poisson, randomOf } from './random.ts';
import { followsPerDay } from './story.ts';
import { trafficOf } from './traffic.ts';

export interface PagesOptions {
  client: Client;
  libraries: readonly { id: string; zone: string }[];
  seed: string;
  /** The end of the story. */
  endMs: number;
  /** The tag's version. */
  widget: string;
}

export interface Pages {
  send(nowMs: number, lengthMs: number): Promise<void>;
}

/** Hours may be changed by hand, and desks come and go. */
const ASKED_AGAIN_MS = 2 * HOUR_MS;

type Answer = Pick<Availability, 'state' | 'tier'>;

const weekdays = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' });
/** `Mon`. */
const weekdayOf = (date: string): string => weekdays.format(new Date(`${date}T12:00:00Z`));

export function createPages({ client, libraries, seed, endMs, widget }: PagesOptions): Pages {
  const civilHours = createCivilHours();
  const answers = new Map<string, { answer: Answer; untilMs: number }>();

  /** What a library's entry points say: asked again when the schedule changes it, and now and then. */
  const answerAt = async (library: string, nowMs: number): Promise<Answer> => {
    const known = answers.get(library);
    if (known && nowMs < known.untilMs) return known.answer;
    const { state, tier, nextChange } = await client.availabilityOf(library);
    const untilMs = Math.min(nowMs + ASKED_AGAIN_MS, nextChange === null ? Infinity : Date.parse(nextChange));
    answers.set(library, { answer: { state, tier }, untilMs });
    return { state, tier };
  };

  return {
    async send(nowMs, lengthMs) {
      await Promise.all(
        libraries.map(async ({ id, zone }) => {
          const { date, hour } = civilHours(zone, nowMs);
          const random = randomOf(seed, id, endMs - nowMs);
          const asked = {
            library: id,
            hour,
            weekday: weekdayOf(date),
            daysAgo: Math.max(0, endMs - nowMs) / DAY_MS,
            utcDay: toUtcDate(nowMs).replaceAll('-', ''),
            ...(await answerAt(id, nowMs)),
            widget,
            part: lengthMs / HOUR_MS,
          };
          await Promise.all(trafficOf(asked, random).map((sending) => client.sendEvents(sending)));
          const follows = poisson(random, (followsPerDay(id) * lengthMs) / DAY_MS);
          for (let at = 0; at < follows; at++) await client.followLink(id, 'newsletter', random);
        }),
      );
    },
  };
}
