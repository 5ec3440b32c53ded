// In:    a connection that a door gives away.
// Out:   what all of our streams share: how they begin, are written to and end.
// Never: a buffer without bound, or an end that brings every reader back in the same moment.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';

export interface EventStream {
  socket: Socket;
  /** False for HTTP/1.0, which nginx speaks to its upstreams unless told otherwise: the same bytes go out unframed. */
  isChunked: boolean;
}

/** However often things change, a reader is written to once in so long. Units: ms. */
export const COALESCE_MS = 250;
const GRACE_MS = 2_000;
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

export const retryMs = (): number => Math.floor(RETRY_MIN_MS + Math.random() * (RETRY_MAX_MS - RETRY_MIN_MS));

export function retryChunk(): Buffer {
  const text = `retry: ${retryMs()}\n\n`;
  return Buffer.from(`${text.length.toString(16)}\r\n${text}\r\n`);
}

/** The event inside its HTTP chunk. */
const withoutFraming = (chunk: Buffer): Buffer => chunk.subarray(chunk.indexOf('\r\n') + 2, -2);

/** Sends the head; from then on the connection is ours. */
export function beginStream(
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string> = {},
): EventStream {
  response.writeHead(200, { ...HEADERS, ...headers });
  response.flushHeaders();
  return { socket: request.socket, isChunked: request.httpVersion !== '1.0' };
}

/** Past so many bytes not yet taken by the reader, its stream is dropped. */
export function writeChunk({ socket, isChunked }: EventStream, chunk: Buffer, mostBufferedBytes: number): void {
  if (socket.writableLength > mostBufferedBytes) socket.destroy();
  else socket.write(isChunked ? chunk : withoutFraming(chunk));
}

/** Ends them with a word on when to come back. Whoever does not take the last bytes is not waited for. */
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
