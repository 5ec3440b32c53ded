import { connect, type Socket } from 'node:net';

export interface ServerEvent {
  event: string;
  data: unknown;
  atMs: number;
}

/** A reader of server-sent events on a bare socket: what is checked is the very bytes, their HTTP framing included. */
export interface StreamReader {
  /** Status line and headers, once they are in. */
  head(): string;
  events: ServerEvent[];
  /** Every `retry` that was sent. Units: ms. */
  retries: number[];
  /** Whether the body ended as HTTP says it must, by a last chunk. */
  isComplete(): boolean;
  isClosed(): boolean;
  socket: Socket;
  close(): void;
}

/** Takes whole HTTP chunks off the front; throws where the framing is wrong. */
function takeChunks(bytes: Buffer): { body: string; rest: Buffer; isLast: boolean } {
  let body = '';
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n');
    if (lineEnd < 0) return { body, rest: bytes, isLast: false };
    const size = Number.parseInt(bytes.subarray(0, lineEnd).toString(), 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return { body, rest: bytes, isLast: false };
    if (bytes.subarray(end, end + 2).toString() !== '\r\n') throw new Error('a chunk is not as long as it says');
    if (size === 0) return { body, rest: bytes.subarray(end + 2), isLast: true };
    body += bytes.subarray(lineEnd + 2, end).toString();
    bytes = bytes.subarray(end + 2);
  }
}

export function readStream(
  port: number,
  path: string,
  httpVersion: '1.1' | '1.0' = '1.1',
  method = 'GET',
  headers: Record<string, string> = {},
  /** Where it comes from: each of 127.0.0.0/8 is this machine, so 127.1.2.3 is a network of its own. */
  localAddress?: string,
): StreamReader {
  const socket = connect({ port, host: '127.0.0.1', ...(localAddress === undefined ? {} : { localAddress }) });
  const events: ServerEvent[] = [];
  const retries: number[] = [];
  let bytes = Buffer.alloc(0);
  let text = '';
  let head = '';
  let isComplete = false;
  let isClosed = false;
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${path} HTTP/${httpVersion}\r\n${lines.join('')}\r\n`);
  const takeEvents = (): void => {
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const fields = Object.fromEntries(
        part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (fields['retry']) retries.push(Number(fields['retry']));
      if (fields['event'])
        events.push({ event: fields['event'], data: JSON.parse(fields['data'] ?? 'null'), atMs: Date.now() });
    }
  };
  socket.on('data', (more) => {
    bytes = Buffer.concat([bytes, more]);
    if (head === '') {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      head = bytes.subarray(0, end).toString().toLowerCase();
      bytes = bytes.subarray(end + 4);
    }
    if (head.includes('transfer-encoding: chunked')) {
      const { body, rest, isLast } = takeChunks(bytes);
      text += body;
      bytes = Buffer.from(rest);
      isComplete ||= isLast;
    } else {
      text += bytes.toString();
      bytes = Buffer.alloc(0);
    }
    takeEvents();
  });
  socket.on('error', () => {});
  socket.on('close', () => (isClosed = true));
  return {
    head: () => head,
    events,
    retries,
    isComplete: () => isComplete,
    isClosed: () => isClosed,
    socket,
    close: () => socket.destroy(),
  };
}
