import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Availability } from '@askusnow/sdk';
import type { Tick } from '@askusnow/sdk/contract';
import { createManualClock, type ManualClock } from '../app/clock.ts';
import type { Clock } from '@askusnow/sdk';
import { pause } from '../waiting.ts';

/** One request as it arrived. */
export interface Arrived {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (arrived: Arrived, response: ServerResponse) => void;

/** A real server that answers as a test wants: slow, broken, half-open or wrong. What it answers can be changed at any time. */
export interface Edge {
  url: string;
  arrived: Arrived[];
  availability: Answer;
  stream: Answer;
  events: Answer;
  /** Streams that are open now. */
  streams: Set<ServerResponse>;
  /** Says something on every open stream. */
  say(text: string): void;
  count(pathPart: string): number;
  /** The machine's own fetch, whose requests {@link settled} waits for. */
  fetch: typeof fetch;
  /**
   * Waits until each request of {@link fetch} has its whole answer, but for those that the edge leaves unanswered. A clock that is
   * moved by hand must not move on while an answer is on its way: on a busy machine the answer would seem minutes late.
   */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const HEADERS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Date, Age, ETag, Retry-After' };

/** Answers with a status and a body; a clock's Date where one is given. */
export const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { ...HEADERS, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
/** Takes the connection away without a word. */
export const resetting: Answer = (_, response) => void response.destroy();
/** Never says anything. */
export const silent: Answer = () => {};

export async function startEdge(): Promise<Edge> {
  const streams = new Set<ServerResponse>();
  const unanswered = new Set<ServerResponse>();
  let pending = 0;
  const edge: Edge = {
    url: '',
    arrived: [],
    availability: answering(200, anAvailability()),
    stream: (_, response) => {
      response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
      response.flushHeaders();
      streams.add(response);
      response.on('close', () => streams.delete(response));
    },
    events: answering(202, { accepted: 1, dropped: {} }),
    streams,
    say(text) {
      for (const response of streams) response.write(text);
    },
    count: (pathPart) => edge.arrived.filter(({ path }) => path.includes(pathPart)).length,
    async fetch(...request) {
      pending += 1;
      try {
        const response = await fetch(...request);
        const isStream = response.headers.get('content-type') === 'text/event-stream';
        if (!isStream) await response.clone().arrayBuffer();
        return response;
      } finally {
        pending -= 1;
      }
    },
    async settled() {
      for (let quiet = 0; quiet < 2; quiet += 1) {
        await pause(1);
        if (pending > unanswered.size) quiet = -1;
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    // The tests' clock is not this machine's: a Date is sent where a test gives one.
    response.sendDate = false;
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const arrived: Arrived = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      };
      edge.arrived.push(arrived);
      if (arrived.path.includes('/stream')) edge.stream(arrived, response);
      else if (arrived.path.includes('/events')) edge.events(arrived, response);
      else edge.availability(arrived, response);
      if (response.headersSent || response.destroyed) return;
      unanswered.add(response);
      response.on('close', () => unanswered.delete(response));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  edge.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return edge;
}

/** An answer that holds for an hour after `now`. */
export function anAvailability(more: Partial<Availability> = {}, now = NOON): Availability {
  const at = (ms: number): string => new Date(Date.parse(now) + ms).toISOString();
  return {
    library: 'harford',
    name: 'Harford County Public Library',
    zone: 'America/New_York',
    offsets: [[at(-86_400_000), -300]],
    state: 'available',
    tier: 'local',
    evidence: 'scheduled',
    chat: { url: 'https://chat.example/harford' },
    fallback: { phone: '410-555-0100' },
    tiers: [
      {
        tier: 'local',
        state: 'available',
        evidence: 'scheduled',
        chat: { url: 'https://chat.example/harford' },
        open: [[at(-3_600_000), at(3_600_000)]],
      },
    ],
    asOf: at(0),
    validUntil: at(3_600_000),
    nextChange: at(3_600_000),
    updates: { mode: 'stream', everySec: 60 },
    ...more,
  };
}

export const NOON = '2026-11-24T12:00:00.000Z';
export const asEvent = (availability: unknown): string =>
  `event: availability\ndata: ${JSON.stringify(availability)}\n\n`;
export const aTick = (now: string, validUntil: Tick['validUntil'] = {}, revision?: Tick['revision']): string =>
  `event: tick\ndata: ${JSON.stringify({ now, validUntil, revision } satisfies Record<keyof Tick, unknown>)}\n\n`;

/** The SDK's clock, moved by hand. */
export function createHandClock(start = NOON): Clock & { hand: ManualClock; delaysMs(): number[] } {
  const hand = createManualClock(start);
  const waiting = new Set<{ delayMs: number }>();
  return {
    hand,
    /** Of the timers that wait. */
    delaysMs: () => [...waiting].map(({ delayMs }) => delayMs),
    now: () => hand.now(),
    after(delayMs, run) {
      const each = { delayMs };
      waiting.add(each);
      const timer = hand.after(delayMs, () => (waiting.delete(each), run()));
      return () => (waiting.delete(each), timer.cancel());
    },
  };
}
