// Pages in front of a cluster: they report events, read availability and follow it, and keep what they were answered.
import { aBatch, anEvent } from '../data/event-batch.ts';
import { BROWSER } from '../app/ingest.ts';
import { queryOnce } from '../app/database-pair.ts';
import { createHttp2Client, type Http2Client } from './http2-client.ts';
import { pause } from '../waiting.ts';

export const LIBRARIES = ['harford', 'carroll'] as const;
export const EVENTS_PER_BATCH = 3;

const RETRY_MS = 100;
const SEND_EVERY_MS = 30;
const READ_EVERY_MS = 25;
const STREAM_RETRY_MS = 100;

/** What the pages have seen. Units: ms since the epoch. */
export interface Seen {
  /** Identities of acknowledged batches, by library. */
  acknowledged: Record<(typeof LIBRARIES)[number], Set<string>>;
  /** When each was acknowledged. */
  acknowledgedAt: number[];
  /** Answers to a batch that were no acknowledgement, by status; 0: none. */
  refused: Map<number, number>;
  reads: number;
  /** Answers to a read other than 200, and those that say available by evidence that had run out when they were asked for. */
  failedReads: string[];
  /** Reads that said available. */
  available: number;
  /** How long the slowest read took. */
  slowestReadMs: number;
  streamsOpened: number;
  /** The longest time that a page was without its stream. */
  longestWithoutStreamMs: number;
}

export interface ClusterLoad {
  seen: Seen;
  /** No new batches, and resolves when each that was sent is acknowledged. */
  finish(): Promise<void>;
}

const add = <Key>(counts: Map<Key, number>, key: Key): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

/** `origin`: the public one, whose host the pages ask for. */
export function startClusterLoad(
  url: string,
  origin: string,
  { pages, readers, streams }: { pages: number; readers: number; streams: number },
): ClusterLoad {
  let isOver = false;
  const seen: Seen = {
    acknowledged: { harford: new Set(), carroll: new Set() },
    acknowledgedAt: [],
    refused: new Map(),
    reads: 0,
    failedReads: [],
    available: 0,
    slowestReadMs: 0,
    streamsOpened: 0,
    longestWithoutStreamMs: 0,
  };

  const clients: Http2Client[] = [];
  const newClient = (): Http2Client => {
    const client = createHttp2Client(url, origin);
    clients.push(client);
    return client;
  };

  async function page(library: (typeof LIBRARIES)[number]): Promise<void> {
    const client = newClient();
    const headers = {
      'content-type': 'text/plain',
      origin: `https://www.${library}.example.org`,
      'user-agent': BROWSER,
    };
    while (!isOver) {
      const batch = aBatch({ library, events: Array.from({ length: EVENTS_PER_BATCH }, () => anEvent()) });
      const request = { method: 'POST', headers, body: JSON.stringify(batch) };
      for (;;) {
        const status = await client.ask('/v1/events', request).then(
          (reply) => reply.status,
          () => 0,
        );
        if (status === 202) break;
        add(seen.refused, status);
        await pause(RETRY_MS);
      }
      seen.acknowledged[library].add(batch.batch);
      seen.acknowledgedAt.push(Date.now());
      await pause(SEND_EVERY_MS);
    }
  }

  function staleness(body: string, nowMs: number): string {
    const { state, validUntil = '' } = JSON.parse(body) as { state?: string; validUntil?: string };
    if (state !== 'available') return '';
    seen.available += 1;
    return Date.parse(validUntil) >= nowMs ? '' : ` available until ${validUntil}`;
  }

  async function reader(library: string, path: string): Promise<void> {
    const client = newClient();
    while (!isOver) {
      const startedMs = performance.now();
      const startedAt = Date.now();
      const status = await client.ask(path.replace('LIBRARY', library)).then(
        (reply) => `${reply.status}${reply.status === 200 ? staleness(reply.body, startedAt) : ''}`,
        (error: unknown) => String(error),
      );
      seen.reads += 1;
      seen.slowestReadMs = Math.max(seen.slowestReadMs, performance.now() - startedMs);
      if (status !== '200') seen.failedReads.push(`${path} ${status}`);
      await pause(READ_EVERY_MS);
    }
  }

  async function follower(library: string): Promise<void> {
    const client = newClient();
    let lostMs = performance.now();
    let isFollowing = false;
    while (!isOver) {
      await client
        .follow(`/v1/availability/stream?library=${library}`, (text) => {
          if (!isFollowing && text.includes('event: availability')) {
            isFollowing = true;
            seen.streamsOpened += 1;
            seen.longestWithoutStreamMs = Math.max(seen.longestWithoutStreamMs, performance.now() - lostMs);
          }
          return isOver;
        })
        .catch(() => undefined);
      if (isFollowing) lostMs = performance.now();
      isFollowing = false;
      if (!isOver) await pause(STREAM_RETRY_MS);
    }
  }

  const libraryOf = (n: number) => LIBRARIES[n % LIBRARIES.length]!;
  const each = <T>(count: number, start: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => start(n));
  const sending = each(pages, (n) => page(libraryOf(n)));
  const reading = each(readers, (n) =>
    reader(libraryOf(n), n % 4 === 3 ? '/health/live' : '/v1/libraries/LIBRARY/availability'),
  );
  const following = each(streams, (n) => follower(libraryOf(n)));
  return {
    seen,
    async finish() {
      isOver = true;
      await Promise.all([...sending, ...reading]);
      for (const client of clients) client.close();
      await Promise.all(following);
    },
  };
}

export const acknowledgedClicks = ({ seen }: ClusterLoad): Record<string, number> =>
  Object.fromEntries(LIBRARIES.map((library) => [library, seen.acknowledged[library].size * EVENTS_PER_BATCH]));

export async function countedClicks(
  url: string,
  table: 'placement_day' | 'library_hour',
): Promise<Record<string, number>> {
  const rows = await queryOnce<{ library_id: string; clicks: string }>(
    url,
    `select library_id, sum(click_phone + click_tablet + click_desktop) as clicks from ${table} group by library_id`,
  );
  return Object.fromEntries(rows.map(({ library_id, clicks }) => [library_id, Number(clicks)]));
}
