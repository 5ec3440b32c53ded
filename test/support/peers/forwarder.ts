// A reverse proxy of a test's own, in front of a server: it sends X-Forwarded-For, and records every byte.
import assert from 'node:assert/strict';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passed {
  method: string;
  path: string;
  /** Request line, headers and body, as they came. */
  text: string;
  /** Of the reply, once it has begun. */
  status?: number;
}

/** Where to, and on whose behalf. */
export interface Onward {
  port: number;
  forwardedFor: string;
}

export interface Forwarder {
  url: string;
  passed: Passed[];
  /** Decides for every request, by the user agent that sends it. */
  route: (agent: string) => Onward;
  close(): Promise<void>;
}

export async function startForwarder(): Promise<Forwarder> {
  const passed: Passed[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const { method = '', url = '', rawHeaders } = request;
    const one: Passed = { method, path: url, text: `${method} ${url}\n${rawHeaders.join('\n')}\n` };
    passed.push(one);
    request.on('data', (piece: Buffer) => (one.text += piece.toString()));
    const { port, forwardedFor } = forwarder.route(request.headers['user-agent'] ?? '');
    const headers = { ...request.headers, 'x-forwarded-for': forwardedFor };
    const onward = ask({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
      one.status = reply.statusCode ?? 0;
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const forwarder: Forwarder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    route: () => assert.fail('nowhere to go yet'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return forwarder;
}
