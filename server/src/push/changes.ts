// In:    that something has changed, and connections of signed-in people.
// Out:   to each the kinds of change, gathered over 250 ms, and a tick every 15 s.
// Never: what has changed: the doors tell that to those who may see it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CHANGE_KINDS, TICK_SEC, type ChangeKind, type Changes } from '@askusnow/sdk/contract';
import { toChunk } from '../availability/frame.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { Presence } from '../presence/presence.ts';
import { onStoredChange } from './change-store.ts';
import { beginStream, COALESCE_MS, endStreams, retryChunk, writeChunk, type EventStream } from './event-stream.ts';

export interface ChangeStreams {
  /** Takes the connection over and streams; false: no more streams fit, nothing was written. */
  open(request: IncomingMessage, response: ServerResponse, headers?: Record<string, string>): boolean;
  streamCount(): number;
  close(): Promise<void>;
}

export interface ChangeStreamsDeps {
  database: Database;
  presence: Pick<Presence, 'onTurn'>;
  clock: Clock;
  /** Of a whole state some dozens of people look at once. */
  mostStreams?: number;
  mostBufferedBytes?: number;
}

export function createChangeStreams({
  database,
  presence,
  clock,
  mostStreams = 1_000,
  mostBufferedBytes = 64 * 1024,
}: ChangeStreamsDeps): ChangeStreams {
  const streams = new Set<EventStream>();
  const changed = new Set<ChangeKind>();
  let flushing: { cancel(): void } | null = null;
  let ticking: { cancel(): void } | null = null;
  let lastFlushMs = -Infinity;
  let isClosed = false;

  const writeAll = (chunk: Buffer): void => {
    for (const stream of streams) writeChunk(stream, chunk, mostBufferedBytes);
  };

  const flush = (): void => {
    flushing = null;
    lastFlushMs = clock.now();
    const what = CHANGE_KINDS.filter((kind) => changed.has(kind));
    changed.clear();
    writeAll(toChunk('changed', JSON.stringify({ what } satisfies Changes)));
  };

  const toTick = (): Buffer => toChunk('tick', JSON.stringify({ now: new Date(clock.now()).toISOString() }));

  const waitToTick = (): void => {
    ticking = clock.after(TICK_SEC * 1000, () => {
      ticking = null;
      writeAll(toTick());
      if (streams.size > 0) waitToTick();
    });
  };

  const tell = (kinds: readonly ChangeKind[]): void => {
    // Nobody listens: whoever comes later reads everything first.
    if (streams.size === 0) return;
    for (const kind of kinds) changed.add(kind);
    flushing ??= clock.after(Math.max(lastFlushMs + COALESCE_MS - clock.now(), 0), flush);
  };
  const stopHearing = onStoredChange(database, tell);
  const stopWatching = presence.onTurn(() => tell(['presence']));

  return {
    open(request, response, headers) {
      if (isClosed || streams.size >= mostStreams) return false;
      // Gone while the database was asked who they are: their socket would never say so again.
      if (request.socket.destroyed) return true;
      const stream = beginStream(request, response, headers);
      streams.add(stream);
      stream.socket.once('close', () => streams.delete(stream));
      for (const chunk of [retryChunk(), toTick()]) writeChunk(stream, chunk, mostBufferedBytes);
      if (ticking === null) waitToTick();
      return true;
    },
    streamCount: () => streams.size,
    async close() {
      isClosed = true;
      stopHearing();
      stopWatching();
      flushing?.cancel();
      await endStreams(streams, clock);
      ticking?.cancel();
    },
  };
}
