// Many readers of one stream, in a process of their own, so that their work is not the server's.
// In:   { port, path, count, marker, returns } from the parent.
// Out:  `open` when all are; `received` with the instants at which readers got a message, when the parent asks; `returned`.
import { connect, type Socket } from 'node:net';

interface Ask {
  port: number;
  path: string;
  count: number;
  /** Text that stands in every message and in nothing else. */
  marker: string;
  /** Comes back after the server's own `retry`, as pages do. */
  returns: boolean;
}

/** Opened so many at a time: a backlog is short. */
const AT_ONCE = 200;
const received: number[] = [];
const returned: number[] = [];
const nowMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;

let networks = 0;
/** Each reader comes from a network of its own, as patrons of a whole state do: all of 127.0.0.0/8 is this machine. */
const nextAddress = (): string => {
  networks += 1;
  return `127.${1 + (networks >> 8)}.${networks & 255}.1`;
};

function open(ask: Ask, then: (socket: Socket) => void): void {
  const socket = connect({ port: ask.port, host: '127.0.0.1', localAddress: nextAddress() });
  let retryMs = 0;
  let isOpen = false;
  socket.setNoDelay(true);
  socket.on('connect', () => {
    socket.write(`GET ${ask.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n`);
  });
  socket.on('data', (bytes) => {
    const text = bytes.toString('latin1');
    if (text.includes(ask.marker) && isOpen) received.push(nowMs());
    const retry = ask.returns ? /retry: (\d+)/.exec(text)?.[1] : undefined;
    if (retry !== undefined) retryMs = Number(retry);
    if (isOpen) return;
    isOpen = true;
    then(socket);
  });
  socket.on('error', () => undefined);
  if (ask.returns) socket.on('close', () => setTimeout(() => again(ask), retryMs));
}

/** A server that is not back yet is asked again a second later. */
function again(ask: Ask): void {
  const probe = connect(ask.port, '127.0.0.1');
  probe.on('connect', () => (probe.destroy(), returned.push(nowMs())));
  probe.on('error', () => setTimeout(() => again(ask), 1000));
}

process.on('message', (message: Ask | 'received' | 'returned') => {
  if (message === 'received') return process.send!({ received: received.splice(0) });
  if (message === 'returned') return process.send!({ returned: [...returned] });
  let opened = 0;
  let started = 0;
  const next = (): void => {
    if (started === message.count) return;
    started += 1;
    open(message, () => {
      opened += 1;
      if (opened === message.count) process.send!({ open: opened });
      else next();
    });
  };
  for (let index = 0; index < Math.min(AT_ONCE, message.count); index += 1) next();
  return undefined;
});
