import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PresenceSource } from '@askusnow/sdk/contract';

/** What a peer does with one question. */
export type Manner = (response: ServerResponse, widget: string) => void;

const json = (response: ServerResponse, body: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Ways in which a source of the kind `libanswers` may answer, and not answer. */
export const MANNERS = {
  online: (response) => json(response, { online: true }),
  offline: (response) => json(response, { online: false }),
  hangs: () => undefined,
  'hangs half-way': (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).write('{"online":true'),
  'hangs up': (response) => void response.destroy(),
  garbage: (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from('00ff7b226fe9', 'hex')),
  'a million bytes': (response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(`{"online":true,"x":"${'x'.repeat(1_000_000)}"}`),
  'the wrong content type': (response) =>
    void response.writeHead(200, { 'content-type': 'text/html' }).end('{"online":true}'),
  'a fault of its own': (response) =>
    void response.writeHead(500, { 'content-type': 'application/json' }).end('{"online":true}'),
  'not found': (response) => void response.writeHead(404).end(),
  'nothing at all': (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(),
  'a word for a truth': (response) => json(response, { online: 'true' }),
  'a number for a truth': (response) => json(response, { online: 1 }),
  'another’s answer': (response) => json(response, { available: true, status: 'online' }),
  'a list': (response) => json(response, [{ online: true }]),
  'a redirect in a circle': (response) => void response.writeHead(302, { location: '?again' }).end(),
} as const satisfies Record<string, Manner>;

/** A vendor's server on loopback. Real sockets, real bytes; each widget may have a manner of its own. */
export async function startPresencePeer() {
  const manners = new Map<string, Manner>();
  const asked: string[] = [];
  let open = 0;
  let mostOpen = 0;
  const server = createServer((request, response) => {
    const widget = new URL(request.url ?? '/', 'http://peer').pathname.split('/').at(-1) ?? '';
    asked.push(widget);
    mostOpen = Math.max(mostOpen, (open += 1));
    response.once('close', () => (open -= 1));
    (manners.get(widget) ?? MANNERS.online)(response, widget);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    /** Widgets in the order in which they were asked for. */
    asked,
    countOf: (widget: string): number => asked.filter((each) => each === widget).length,
    openCount: (): number => open,
    mostOpen: (): number => mostOpen,
    behave(widget: string, manner: Manner): void {
      manners.set(widget, manner);
    },
    source: (widget: string): PresenceSource => ({ kind: 'libanswers', host, scheme: 'http', widget }),
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type PresencePeer = Awaited<ReturnType<typeof startPresencePeer>>;
