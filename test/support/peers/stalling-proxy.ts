// A proxy of a test's own in front of a server: it can keep connections open and let nothing through, one way or both.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

type Way = 'toServer' | 'toClient';

export interface StallingProxy {
  port: number;
  /** From now on what is open lets nothing through these ways, and says nothing of it: a firewall that lost its state. */
  stallOpen(...ways: Way[]): void;
  /** From now on nothing passes, and new connections are accepted without an answer. */
  stallAll(): void;
  /** New connections pass; those that were stalled stay so. */
  pass(): void;
  close(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
  stalled: Set<Way>;
}

export async function startStallingProxy(onward: { host: string; port: number }): Promise<StallingProxy> {
  const pairs = new Set<Pair>();
  let isPassing = true;
  const proxy = createServer((client) => {
    const server = connect(onward);
    const pair: Pair = { client, server, stalled: new Set(isPassing ? [] : ['toServer', 'toClient']) };
    pairs.add(pair);
    const forward = (from: Socket, to: Socket, way: Way): void => {
      // A stalled way is read all the same: its sender's bytes are acknowledged, and lead nowhere. So is its end.
      from.on('data', (bytes) => {
        if (!pair.stalled.has(way)) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        if (!pair.stalled.has(way)) to.destroy();
      });
    };
    forward(client, server, 'toServer');
    forward(server, client, 'toClient');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const stallOpen = (...ways: Way[]): void => {
    for (const { stalled } of pairs) for (const way of ways) stalled.add(way);
  };
  return {
    port: (proxy.address() as AddressInfo).port,
    stallOpen,
    stallAll() {
      isPassing = false;
      stallOpen('toServer', 'toClient');
    },
    pass: () => void (isPassing = true),
    async close() {
      const closed = new Promise((resolve) => proxy.close(resolve));
      for (const { client, server } of pairs) {
        client.destroy();
        server.destroy();
      }
      await closed;
    },
  };
}
