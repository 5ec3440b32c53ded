// Clients that send hundreds of requests at once and leave cost the real server a few of them. test/bench/pipelined-burst.ts measures waits.
import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import type { FastifyRequest } from 'fastify';
import { ENGINES } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { eventually } from '../../support/waiting.ts';

withApp({ engines: ENGINES, cooperative: COOPERATIVE_FILE }).describe('pipelined burst', (on) => {
  test('pipelined burst: a few requests of each client are handled, and the next patron is answered', async () => {
    const CLIENTS = 20;
    const REQUESTS = 400;
    const requestsOf = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(REQUESTS);
    /** Fastify reports each handler that it calls. */
    const HANDLER = 'tracing:fastify.request.handler:start';
    let closed = 0;
    let handled = 0;
    const onConnection = (socket: Socket): void => void socket.once('close', () => (closed += 1));
    const onHandler = (message: unknown): void => {
      const { request } = message as { request: FastifyRequest };
      if (request.routeOptions.url === '/get') handled += 1;
    };
    on.app.app.server.on('connection', onConnection);
    subscribe(HANDLER, onHandler);
    for (let client = 0; client < CLIENTS; client += 1) {
      const socket = connect(on.app.config.port, '127.0.0.1').on('error', () => undefined);
      socket.end(requestsOf('/get?library=harford'), () => socket.destroy());
    }
    await eventually(() => closed === CLIENTS);
    on.app.app.server.off('connection', onConnection);
    assert.ok(handled >= CLIENTS && handled <= CLIENTS * 8, `${handled} of ${CLIENTS * REQUESTS} handled`);
    const before = handled;
    assert.equal((await fetch(`${on.app.url}/get?library=harford`)).status, 200);
    assert.equal(handled, before + 1, 'nothing was left over');
    unsubscribe(HANDLER, onHandler);
  });
});
