// In:    connections; their event streams.
// Out:   ends a connection whose client has taken nothing of what waits for it in ten seconds.
// Never: ends one that takes a little, or an event stream, which has a limit of its own (availability/push).
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock, type Clock } from '../clock.ts';

/** Sockets that carry an event stream. */
export const streaming = new WeakSet<Socket>();

const LOOK_MS = 1_000;
/** Counted, not timed: after a pause of this process a client has as long as ever. */
const MAX_LOOKS = 10;

/**
 * What the kernel has taken for the client, of a write that is under way, too: a large one may take a slow client minutes.
 * Node has these figures on its handle alone; its own socket timeout goes by them.
 */
function takenBytes(socket: Socket): number {
  const { _handle } = socket as Socket & { _handle?: { bytesWritten: number; writeQueueSize: number } | null };
  return _handle ? _handle.bytesWritten - _handle.writeQueueSize : 0;
}

export function endStuckReaders(server: Server, clock: Pick<Clock, 'after'> = systemClock): void {
  const open = new Map<Socket, { taken: number; looks: number }>();
  let timer: { cancel(): void } | null = null;

  const look = (): void => {
    timer = open.size === 0 ? null : clock.after(LOOK_MS, look);
    for (const [socket, seen] of open) {
      if (socket.writableLength === 0 || streaming.has(socket)) {
        seen.looks = 0;
        continue;
      }
      const taken = takenBytes(socket);
      seen.looks = taken === seen.taken ? seen.looks + 1 : 0;
      seen.taken = taken;
      // Reset: a kernel that still waits for the client keeps megabytes for it.
      if (seen.looks >= MAX_LOOKS) socket.resetAndDestroy();
    }
  };

  server.on('connection', (socket: Socket) => {
    open.set(socket, { taken: 0, looks: 0 });
    socket.once('close', () => open.delete(socket));
    timer ??= clock.after(LOOK_MS, look);
  });
}
