// In:    changes of frames; sockets that subscribe to some libraries.
// Out:   to each stream a snapshot, each change once, and a tick every 15 s.
// Never: a timer per stream, a buffer without bound, the same bytes framed twice, or a later end for an answer that has changed.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TICK_SEC, type Tick } from '@askusnow/sdk/contract';
import { toChunk, type Frame } from '../frame.ts';
import type { LiveAvailability } from '../live.ts';
import type { Clock } from '../../platform/clock.ts';
import { networkOf } from '../../platform/http/network.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { beginStream, createFlushTimer, endStreams, retryChunk, writeChunk, type EventStream } from './event-stream.ts';
import { createStreamQuota, type Refusal } from './stream-quota.ts';

export interface Push {
  /** Takes the connection over and streams; a refusal: nothing was written. `address`: where the request came from. */
  open(
    request: IncomingMessage,
    response: ServerResponse,
    libraries: readonly string[],
    address: string,
  ): 'opened' | Refusal;
  streamCount(): number;
  /** Since the start, by the limit that was reached. */
  refusedCounts(): Readonly<Record<Refusal, number>>;
  /** Ends every stream, with a `retry`, and takes no more. */
  close(): Promise<void>;
}

export interface PushDeps {
  live: LiveAvailability;
  clock: Clock;
  /** A process has so many files to open; other requests and the database need some of them. */
  maxStreams?: number;
}

/** Waiting for one reader at most; the snapshot of 50 libraries fits. */
const MAX_BUFFERED_BYTES = 256 * 1024;
/**
 * A network (/24 or /48) holds at most this share of the places that are still free: 500 of 10,000. So however many networks
 * take all that they can, there is room for the next one.
 * Source: the busiest public system of the US, New York's with 93 branches, has 3,600 visitors an hour (9.3 million in 2022,
 * IMLS Public Libraries Survey). If all of its branches shared one address, and one visitor in ten had a page with the tag
 * in front, that would be 360 streams. A page that is refused polls once a minute: it is late by a minute, not locked out.
 */
const NETWORK_SHARE = 1 / 20;

interface Stream extends EventStream {
  /** Sorted: streams with the same set share their ticks. */
  libraries: readonly string[];
  /** The second within TICK_SEC in which it ticks: spread by arrival, so that no moment writes to all. */
  slot: number;
}

export function createPush({ live, clock, maxStreams = 10_000 }: PushDeps): Push {
  const quota = createStreamQuota({ max: maxStreams, maxPerOwner: (free) => Math.ceil(free * NETWORK_SHARE) });
  const streams = new Set<Stream>();
  const streamsOf = new Map<string, Set<Stream>>();
  const slots = Array.from({ length: TICK_SEC }, () => new Set<Stream>());
  /** Changes not yet written, and the streams whose snapshot holds them already. */
  const changed = new Map<string, { frame: Frame; alreadySent: Set<Stream> }>();
  let ticking: { cancel(): void } | null = null;
  let lastSecond = 0;
  let isClosed = false;

  const writeOne = (stream: Stream, chunk: Buffer): void => writeChunk(stream, chunk, clock.now(), MAX_BUFFERED_BYTES);

  const write = (stream: Stream, chunks: readonly Buffer[]): void => {
    const { socket } = stream;
    socket.cork();
    for (const chunk of chunks) writeOne(stream, chunk);
    socket.uncork();
  };

  /**
   * The ends of the answers that its streams were sent. A library whose change waits to be written is left out: the frame
   * brings an end of its own, which would make the answer before it true again.
   */
  const tickOf = (libraries: readonly string[]): Buffer => {
    const validUntil: Tick['validUntil'] = {};
    const revision: NonNullable<Tick['revision']> = {};
    for (const library of libraries) {
      // Asked first: this may be what finds the change.
      const frame = live.frame(library);
      if (frame === undefined || changed.has(library)) continue;
      validUntil[library] = frame.validUntil;
      revision[library] = frame.revision;
    }
    return toChunk('tick', JSON.stringify({ now: toInstant(clock.now()), validUntil, revision } satisfies Tick));
  };

  const secondNow = (): number => Math.floor(clock.now() / 1000);

  const waitForSecond = (): void => {
    ticking = clock.after(1000 - (clock.now() % 1000), tick);
  };

  /** Every slot whose second has begun since the last time: a late timer skips nobody. */
  const tick = (): void => {
    const shared = new Map<string, Buffer>();
    const second = secondNow();
    for (let due = Math.max(lastSecond + 1, second - TICK_SEC + 1); due <= second; due += 1) {
      for (const stream of slots[due % TICK_SEC] ?? []) {
        const key = stream.libraries.join();
        const chunk = shared.get(key) ?? tickOf(stream.libraries);
        shared.set(key, chunk);
        writeOne(stream, chunk);
      }
    }
    lastSecond = second;
    if (streams.size > 0) waitForSecond();
    else ticking = null;
  };

  const flush = (): void => {
    const [only] = changed;
    // Nearly always one library has changed: nothing has to be gathered per stream then.
    if (changed.size === 1 && only) {
      const [library, { frame, alreadySent }] = only;
      changed.clear();
      for (const stream of streamsOf.get(library) ?? []) if (!alreadySent.has(stream)) writeOne(stream, frame.chunk);
      return;
    }
    const outgoing = new Map<Stream, Buffer[]>();
    for (const [library, { frame, alreadySent }] of changed) {
      for (const stream of streamsOf.get(library) ?? []) {
        if (alreadySent.has(stream)) continue;
        const chunks = outgoing.get(stream);
        if (chunks) chunks.push(frame.chunk);
        else outgoing.set(stream, [frame.chunk]);
      }
    }
    changed.clear();
    for (const [stream, chunks] of outgoing) write(stream, chunks);
  };

  const flushTimer = createFlushTimer(clock, flush);
  const unsubscribe = live.onChange(
    (frame) => {
      changed.set(frame.library, { frame, alreadySent: new Set() });
      flushTimer.schedule();
    },
    (library) => streamsOf.has(library),
  );

  const join = (stream: Stream): void => {
    streams.add(stream);
    slots[stream.slot]?.add(stream);
    for (const library of stream.libraries) {
      const others = streamsOf.get(library);
      if (others) others.add(stream);
      else streamsOf.set(library, new Set([stream]));
      changed.get(library)?.alreadySent.add(stream);
    }
    if (ticking !== null) return;
    lastSecond = secondNow();
    waitForSecond();
  };

  const leave = (stream: Stream): void => {
    streams.delete(stream);
    slots[stream.slot]?.delete(stream);
    for (const library of stream.libraries) {
      const others = streamsOf.get(library);
      others?.delete(stream);
      if (others?.size === 0) streamsOf.delete(library);
    }
  };

  return {
    open(request, response, asked, address) {
      if (isClosed) return 'node';
      const release = quota.take(networkOf(address));
      if (typeof release === 'string') return release;
      request.socket.once('close', release);
      const opened = beginStream(request, response, clock, { 'access-control-allow-origin': '*' });
      if (!opened) return 'opened';
      const libraries = [...new Set(asked)].sort();
      const stream: Stream = { ...opened, libraries, slot: secondNow() % TICK_SEC };
      const frames = libraries.map((library) => live.frame(library)).filter((frame) => frame !== undefined);
      // After it, so that a change that these frames are the first to show is not sent twice.
      join(stream);
      stream.socket.once('close', () => leave(stream));
      write(stream, [retryChunk(), ...frames.map(({ chunk }) => chunk), tickOf(libraries)]);
      return 'opened';
    },
    streamCount: () => streams.size,
    refusedCounts: () => quota.refused,
    async close() {
      isClosed = true;
      unsubscribe();
      flushTimer.cancel();
      await endStreams(streams, clock);
      ticking?.cancel();
    },
  };
}
