// A steady load: pages report events and read availability, streams come and go, people read and change, sources and calendars fail
// now and then.
import { Agent, request, type ClientRequest } from 'node:http';
import { aBatch, anEvent } from '../support/data/event-batch.ts';
import { BROWSER } from '../support/app/ingest.ts';
import { startCalendarServer, serving, type CalendarServer } from '../support/peers/calendar-server.ts';
import { MANNERS, startPresencePeer, type Manner, type PresencePeer } from '../support/peers/presence-peer.ts';

const LIBRARIES = Array.from({ length: 20 }, (_, index) => `library-${index + 1}`);
/** A second. */
const RATES = { batches: 20, reads: 50 } as const;
const STREAMS = 200;
const STREAM_SEC = { min: 5, max: 90 } as const;
const PEOPLE_EVERY_MS = 5_000;
/** Of what a source or a calendar is asked. */
const FAILING_SHARE = 0.1;
const MESSAGE_MS = 3_600_000;

const FAULTS: readonly Manner[] = [
  MANNERS.hangs,
  MANNERS['hangs up'],
  MANNERS.garbage,
  MANNERS['a fault of its own'],
  MANNERS['a million bytes'],
];
const anyOf = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)]!;

export interface Peers {
  presence: PresencePeer;
  calendars: CalendarServer;
  close(): Promise<void>;
}

/** A shift a day for a year. */
const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:shift@example.org',
  'DTSTART;TZID=America/New_York:20260101T090000',
  'DTEND;TZID=America/New_York:20260101T170000',
  'RRULE:FREQ=DAILY;COUNT=730',
  'SUMMARY:Shift',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

export async function startPeers(): Promise<Peers> {
  const presence = await startPresencePeer();
  const calendar = serving(CALENDAR);
  const calendars = await startCalendarServer((asked, response) => {
    if (Math.random() >= FAILING_SHARE) return calendar(asked, response);
    anyOf(FAULTS)(response, '');
  });
  for (const library of LIBRARIES)
    presence.behave(library, (response, widget) => {
      const manner = Math.random() < FAILING_SHARE ? anyOf(FAULTS) : MANNERS.online;
      manner(response, widget);
    });
  return {
    presence,
    calendars,
    close: async () => void (await Promise.all([presence.close(), calendars.close()])),
  };
}

const weekly = `{ weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: '00:00', close: '24:00' }] }`;

/** Each library has a desk of its own with a source. */
export const cooperativeOf = ({ presence }: Peers): string => `
cooperative: { name: Soak }
queues:
${LIBRARIES.map((id) => `  - { id: desk-${id}, name: Desk of ${id}, tier: local, zone: America/New_York, hours: ${weekly}, presence: ${JSON.stringify(presence.source(id))} }`).join('\n')}
libraries:
${LIBRARIES.map((id) => `  - { id: ${id}, name: ${id}, zone: America/New_York, live: true, origins: ['https://${id}.example.org'], queues: { local: { queue: desk-${id}, chat: 'https://chat.example.org/${id}' } } }`).join('\n')}
`;

type Ask = (path: string, body?: object, method?: string) => Promise<{ status: number; body: never }>;

export interface Done {
  batches: number;
  reads: number;
  streams: number;
  changes: number;
  /** Answers that were not expected. */
  failures: Map<string, number>;
}

export interface SoakLoad {
  done: Done;
  stop(): void;
}

export async function startSoakLoad(url: string, ask: Ask, { calendars }: Peers): Promise<SoakLoad> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const done: Done = { batches: 0, reads: 0, streams: 0, changes: 0, failures: new Map() };
  const timers: NodeJS.Timeout[] = [];
  const open = new Set<ClientRequest>();
  let isOver = false;
  const fail = (what: string): void => {
    if (!isOver) done.failures.set(what, (done.failures.get(what) ?? 0) + 1);
  };

  function send(method: string, path: string, expected: number, body?: string, headers = {}): Promise<void> {
    return new Promise((resolve) => {
      const sent = request(url + path, { agent, method, headers }, (response) => {
        if (response.statusCode !== expected) fail(`${method} ${path} ${response.statusCode}`);
        response.resume().once('close', resolve);
      });
      sent.once('error', () => {
        fail(`${method} ${path}`);
        resolve();
      });
      sent.end(body);
    });
  }

  async function report(): Promise<void> {
    const library = anyOf(LIBRARIES);
    const headers = { 'content-type': 'text/plain', origin: `https://${library}.example.org`, 'user-agent': BROWSER };
    const events = [anEvent({ kind: 'impression' }), anEvent({ kind: 'viewable' }), anEvent()];
    const placement = anyOf(['header', 'footer', 'catalog']);
    await send('POST', '/v1/events', 202, JSON.stringify(aBatch({ library, placement, events })), headers);
    done.batches += 1;
  }
  async function read(): Promise<void> {
    await send('GET', `/v1/libraries/${anyOf(LIBRARIES)}/availability`, 200);
    done.reads += 1;
  }
  function follow(): void {
    if (isOver) return;
    const path = `/v1/availability/stream?library=${anyOf(LIBRARIES)}`;
    const stream = request(url + path, { agent: false }, (response) => {
      if (response.statusCode !== 200) fail(`GET ${path} ${response.statusCode}`);
      response.resume().on('error', () => undefined);
    });
    open.add(stream);
    done.streams += 1;
    stream.on('error', () => undefined).end();
    const seconds = STREAM_SEC.min + Math.random() * (STREAM_SEC.max - STREAM_SEC.min);
    const leave = setTimeout(() => stream.destroy(), seconds * 1000);
    stream.once('close', () => {
      clearTimeout(leave);
      open.delete(stream);
      follow();
    });
  }
  async function work(): Promise<void> {
    const library = anyOf(LIBRARIES);
    for (const path of ['overview', 'system/jobs', `libraries/${library}/metrics`]) {
      const { status } = await ask(path);
      if (status !== 200) fail(`GET ${path} ${status}`);
    }
    const until = new Date(Date.now() + MESSAGE_MS).toISOString();
    const { body: shown } = await ask(`libraries/${library}/message`);
    const { revision } = shown as { revision: number };
    const change = { text: `Changed ${done.changes} times.`, until, revision };
    const { status } = await ask(`libraries/${library}/message`, change);
    if (status !== 200) fail(`PUT message ${status}`);
    done.changes += 1;
  }

  for (const library of LIBRARIES) {
    const queue = `desk-${library}`;
    const { body } = await ask(`queues/${queue}/shifts`);
    const { revision } = body as { revision: number };
    const { status } = await ask(`queues/${queue}/shift-feed`, { url: calendars.url, revision });
    if (status !== 200) fail(`PUT shift-feed ${status}`);
  }
  const every = (ms: number, run: () => Promise<void>): void =>
    void timers.push(setInterval(() => void run().catch((error: unknown) => fail(String(error))), ms));
  every(1000 / RATES.batches, report);
  every(1000 / RATES.reads, read);
  every(PEOPLE_EVERY_MS, work);
  for (let count = 0; count < STREAMS; count++) follow();
  return {
    done,
    stop() {
      isOver = true;
      timers.forEach(clearInterval);
      for (const stream of open) stream.destroy();
      agent.destroy();
    },
  };
}
