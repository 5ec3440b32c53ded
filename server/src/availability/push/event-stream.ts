// In:    a connection that a route hands over.
// Out:   what all of our streams share: how they begin, are written to and end.
// Never: a buffer without bound, a reader that does not read, or an end that brings every reader back in the same moment.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TICK_SEC } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import { streaming } from '../../platform/http/stuck-readers.ts';

export interface EventStream {
  socket: Socket;
  /** Bytes that the kernel has taken for this reader, and since when the number has not grown. Units: bytes; ms. */
  takenBytes: number;
  takenAtMs: number;
  /** False for HTTP/1.0, which nginx speaks to its upstreams unless told otherwise: the same bytes go out unframed. */
  isChunked: boolean;
}

/** However often things change, a reader is written to once in so long. Units: ms. */
const COALESCE_MS = 250;
const GRACE_MS = 2_000;
/** A reader that has taken nothing of what waits for it in two ticks is dropped. Looked at on each write, so within a tick more. */
const WRITE_TIMEOUT_MS = 2 * TICK_SEC * 1000;
/** Full jitter: a fixed `retry` brings every stream back in the same 100 ms. */
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 30_000;
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  // Or nginx gathers the stream up.
  'x-accel-buffering': 'no',
} as const;

export interface FlushTimer {
  /** Flushes at once, or when the last flush is long enough ago. */
  schedule(): void;
  cancel(): void;
}

/** However often it is scheduled, `flush` is called once in {@link COALESCE_MS}. */
export function createFlushTimer(clock: Clock, flush: () => void): FlushTimer {
  let timer: { cancel(): void } | null = null;
  let lastFlushMs = -Infinity;
  return {
    schedule() {
      // A clock that was set back makes nothing wait for longer.
      const waitMs = Math.min(lastFlushMs + COALESCE_MS - clock.now(), COALESCE_MS);
      timer ??= clock.after(Math.max(waitMs, 0), () => {
        timer = null;
        lastFlushMs = clock.now();
        flush();
      });
    },
    cancel: () => timer?.cancel(),
  };
}

const retryMs = (): number => Math.floor(RETRY_MIN_MS + Math.random() * (RETRY_MAX_MS - RETRY_MIN_MS));

export function retryChunk(): Buffer {
  const text = `retry: ${retryMs()}\n\n`;
  return Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`);
}

/** The event inside its HTTP chunk. */
const withoutFraming = (chunk: Buffer): Buffer => chunk.subarray(chunk.indexOf('\r\n') + 2, -2);

/** Sends the head; from then on the connection is ours. False: it carries a stream already, and has been ended. */
export function beginStream(
  request: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
  headers: Record<string, string> = {},
): EventStream | false {
  const { socket } = request;
  // Another would take a second place for the same reader.
  if (streaming.has(socket)) {
    socket.destroy();
    return false;
  }
  streaming.add(socket);
  response.writeHead(200, { ...HEADERS, ...headers });
  response.flushHeaders();
  return { socket, isChunked: request.httpVersion !== '1.0', takenBytes: 0, takenAtMs: clock.now() };
}

/** A reader with more than `maxBufferedBytes` waiting for it, or that has taken nothing for too long, is dropped. */
export function writeChunk(stream: EventStream, chunk: Buffer, nowMs: number, maxBufferedBytes: number): void {
  const { socket } = stream;
  const takenBytes = socket.bytesWritten - socket.writableLength;
  if (socket.writableLength === 0 || takenBytes > stream.takenBytes) {
    stream.takenBytes = takenBytes;
    stream.takenAtMs = nowMs;
  }
  if (socket.writableLength > maxBufferedBytes || nowMs - stream.takenAtMs >= WRITE_TIMEOUT_MS) socket.destroy();
  else socket.write(stream.isChunked ? chunk : withoutFraming(chunk));
}

/**
 * Ends them with a `retry`: after an event it announces that the server will be back, and the SDK does not take the silence for a
 * fault. A reader that does not take the last bytes is not waited for.
 */
export async function endStreams(streams: Iterable<EventStream>, clock: Clock): Promise<void> {
  const all = [...streams];
  const ended = all.map(({ socket }) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
  for (const { socket, isChunked } of all) {
    const last = retryChunk();
    socket.write(isChunked ? Buffer.concat([last, LAST_CHUNK]) : withoutFraming(last));
    socket.destroySoon();
  }
  const grace = clock.after(GRACE_MS, () => all.forEach(({ socket }) => socket.destroy()));
  await Promise.all(ended);
  grace.cancel();
}
