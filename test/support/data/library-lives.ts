// Six libraries, each with a life of its own, lived through the real routes: batches as pages send them, day by day.
import assert from 'node:assert/strict';
import type { LibraryStatus } from '@askusnow/sdk/contract';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import type { TestApp } from '../app/app.ts';
import { createManualClock, type ManualClock } from '../app/clock.ts';
import { aBatch, anEvent } from './event-batch.ts';
import { eventually } from '../waiting.ts';

/** A node without its database for an hour makes no claim: three steps are shorter. */
const STEP_MS = 18 * 60_000;
/** A Monday, 10 in the morning in Maryland. */
const FIRST_DAY = '2026-11-02T15:00:00.000Z';
const LIVED_DAYS = 10;

/** Each library's id says what becomes of it. */
export const LIVES: Record<string, { name: string; becomes: LibraryStatus }> = {
  unseen: { name: 'Unseen County Library', becomes: 'never-seen' },
  refused: { name: 'Refused County Library', becomes: 'refused' },
  fresh: { name: 'Fresh County Library', becomes: 'new' },
  steady: { name: 'Steady County Public Library', becomes: 'live' },
  // A word that is longer than a phone is wide.
  ignored: { name: 'Ignored Donaudampfschifffahrtsgesellschaftsbibliothek', becomes: 'zero' },
  quiet: { name: 'Quiet County Library', becomes: 'lost' },
};

export const originOf = (library: string): string => `https://${library}.example`;

export const LIVES_FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: statewide, name: Statewide desk, tier: statewide, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "09:00", close: "22:00" }] } }
libraries:
${Object.entries(LIVES)
  .map(
    ([id, { name }]) => `  - id: ${id}
    name: ${name}
    zone: America/New_York
    live: true
    origins: ["${originOf(id)}"]
    queues: { statewide: { queue: statewide, chat: "https://chat.example/${id}" } }
    keyPages:
      - { name: Home page, pattern: / }
      - { name: No results, placement: no-results }
`,
  )
  .join('')}`;

export const livesClock = (): ManualClock => createManualClock(FIRST_DAY);

/** A browser's name, or ingest takes the visit for a program's. */
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

interface Visit {
  library: string;
  origin?: string;
  page?: string;
  placement?: string;
  practice?: boolean;
  state?: 'available' | 'closed';
  clicks?: boolean;
}

/** One page view: impression, viewable and, if set, click. */
export async function visit(
  server: TestApp,
  clock: ManualClock,
  { clicks = false, state = 'available', ...where }: Visit,
): Promise<void> {
  const { library, origin = originOf(library), page = '/', placement = 'header', practice = false } = where;
  const said = { state, tier: state === 'closed' ? null : 'statewide' };
  const events = [
    anEvent({ kind: 'impression', measurable: true, ...said }),
    anEvent({ kind: 'viewable', firstScreen: page === '/', ...said }),
    ...(clicks ? [anEvent(said)] : []),
  ];
  const batch = aBatch({ at: clock.now(), library, page, placement, practice, events });
  const reply = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { origin, 'user-agent': FIREFOX },
    body: JSON.stringify(batch),
  });
  assert.equal(reply.status, origin === originOf(library) ? 202 : 403, await reply.text());
}

/** Moves the clock in steps that keep the node in touch with its database. */
async function passDay({ nodes }: TestApp, clock: ManualClock): Promise<void> {
  const endMs = clock.now() + DAY_MS;
  const goOn = (ms: number): void => clock.advance(Math.min(ms, endMs - clock.now()));
  while (clock.now() < endMs) {
    const fromMs = clock.now();
    goOn(STEP_MS);
    // A beat's timer may be set only now, after the step: time goes on until it rings.
    await eventually(() => {
      if (nodes.caughtUpAtMs() >= fromMs || clock.now() === endMs) return true;
      goOn(1_000);
      return false;
    });
  }
}

/** Lives through ten days; the clock ends on the tenth, at noon. `isHeard`: records what patrons saw all day; slow. */
export async function liveThrough(server: TestApp, clock: ManualClock, { isHeard = false } = {}): Promise<void> {
  for (let day = 0; day < LIVED_DAYS; day += 1) {
    if (day > 0 && isHeard) await passDay(server, clock);
    else if (day > 0) clock.advance(DAY_MS);
    for (let view = 0; view < 4; view += 1) {
      await visit(server, clock, { library: 'steady', clicks: view === 0 && day % 2 === 0 });
      await visit(server, clock, { library: 'ignored' });
      for (let more = 0; day < 3 && more < 2; more += 1)
        await visit(server, clock, { library: 'quiet', page: '/catalog', clicks: view === 0 && more === 0 });
    }
    await visit(server, clock, {
      library: 'steady',
      page: '/catalog',
      placement: 'no-results',
      state: 'closed',
      clicks: day === 1,
    });
  }
  await visit(server, clock, { library: 'steady', practice: true });
  await visit(server, clock, { library: 'fresh', clicks: true });
  for (let view = 0; view < 3; view += 1)
    await visit(server, clock, { library: 'refused', origin: 'https://elsewhere.example' });
  await server.ingest.settle();
}
