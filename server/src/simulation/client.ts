// In:    the app.
// Out:   requests to its routes, without a network: those of pages, and the SDK's as a signed-in person.
// Never: the database.
import type { Connection } from '@askusnow/sdk';
import { PATHS, type Availability } from '@askusnow/sdk/contract';
import type { FastifyInstance } from 'fastify';
import { addressOf, BROWSERS, type Sending } from './traffic.ts';

export interface Client {
  /** Sends a page's batch; resolves to the status of the response. */
  sendEvents(sending: Sending): Promise<number>;
  /** A person follows a library's plain link. */
  followLink(library: string, placement: string, random: () => number): Promise<void>;
  availabilityOf(library: string): Promise<Availability>;
  /** Uses a sign-in link. The connection is for the SDK's functions. */
  signIn(token: string): Promise<Connection>;
  /** Without a session, for a desk's heartbeats. */
  connection: Connection;
}

/** Where the pages of a library are that has moved without registering the new address. */
const ELSEWHERE = 'https://new-site.example';

export function createClient(app: FastifyInstance, publicUrl: string): Client {
  const connect = (cookie?: string): Connection => ({
    endpoint: publicUrl,
    async fetch(input, init = {}) {
      const headers = Object.fromEntries(new Headers(init.headers));
      const reply = await app.inject({
        method: (init.method ?? 'GET') as 'GET',
        url: input as string,
        headers: { ...headers, origin: publicUrl, ...(cookie !== undefined && { cookie }) },
        ...(typeof init.body === 'string' && { payload: init.body }),
      });
      const isEmpty = reply.statusCode === 204 || reply.statusCode === 304;
      return new Response(isEmpty ? null : reply.body, {
        status: reply.statusCode,
        headers: { 'content-type': reply.headers['content-type'] ?? 'text/plain' } as Record<string, string>,
      });
    },
  });
  return {
    connection: connect(),
    async sendEvents({ batch, userAgent, address, isElsewhere }) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: PATHS.events,
        headers: {
          'content-type': 'text/plain;charset=UTF-8',
          'user-agent': userAgent,
          origin: isElsewhere ? ELSEWHERE : publicUrl,
        },
        remoteAddress: address,
        payload: JSON.stringify(batch),
      });
      return statusCode;
    },
    async followLink(library, placement, random) {
      const url = `/go/${library}?placement=${placement}`;
      const headers = { 'user-agent': BROWSERS.phone, 'sec-fetch-mode': 'navigate' };
      await app.inject({ method: 'GET', url, headers, remoteAddress: addressOf(random) });
    },
    async availabilityOf(library) {
      const reply = await app.inject({ method: 'GET', url: PATHS.availability(library) });
      return reply.json();
    },
    async signIn(token) {
      const reply = await app.inject({ method: 'POST', url: `/sign-in/${token}`, headers: { origin: publicUrl } });
      const [{ name, value } = { name: '', value: '' }] = reply.cookies;
      if (reply.statusCode !== 303) throw new Error(`the simulation could not sign in: ${reply.statusCode}`);
      return connect(`${name}=${value}`);
    },
  };
}
