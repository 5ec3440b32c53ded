// The events route is answered before the router, with the router's answers, to the header.
import assert from 'node:assert/strict';
import { request, type Agent, type IncomingHttpHeaders } from 'node:http';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { eventsFastPath } from '../../../server/src/visibility/ingest/fast-path.ts';
import { createAddressOf } from '../../../server/src/platform/http/address.ts';
import { createHttpDate } from '../../../server/src/platform/http/date.ts';
import { withPreRouter } from '../../../server/src/platform/http/pre-router.ts';
import { answerFaults } from '../../../server/src/platform/http/faults.ts';
import { securityHeaders } from '../../../server/src/platform/http/security-headers.ts';
import type { Ingest } from '../../../server/src/visibility/ingest/ingest.ts';
import type { Outcome, Sender } from '../../../server/src/visibility/ingest/outcome.ts';
import { createOutcomeSender } from '../../../server/src/visibility/ingest/send-outcome.ts';
import { ingestRoutes } from '../../../server/src/visibility/ingest/routes.ts';

interface Asked {
  body: string;
  sender: Sender;
}

/** Both paths on a group commit that returns the outcome which the body names, and records its calls. */
async function openDoor(trustedProxies: string[], isAhead: boolean) {
  const asked: Asked[] = [];
  let routed = 0;
  const ingest: Ingest = {
    submit: (body, sender) => {
      asked.push({ body, sender });
      return Promise.resolve(body.startsWith('{') ? (JSON.parse(body) as Outcome) : { busy: true });
    },
    follow: () => Promise.resolve(),
    refuseTooLarge: () => undefined,
    settle: () => Promise.resolve(),
    state: () => ({ waiting: 0, stalledWrites: 0, oldestWriteAtMs: null, lastFault: null, lastCommitAtMs: null }),
    isEventLimitSuspended: () => false,
    close: () => Promise.resolve(),
  };
  const sendOutcome = createOutcomeSender(securityHeaders({ secure: true, simulated: false }));
  const ahead = eventsFastPath({ ingest, sendOutcome, addressOf: createAddressOf(trustedProxies) });
  const app: FastifyInstance = Fastify({
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    serverFactory: withPreRouter(
      { security: securityHeaders({ secure: true, simulated: false }), date: createHttpDate(systemClock) },
      ...(isAhead ? [ahead] : []),
    ),
  });
  app.addHook('onRequest', (_request, _reply, done) => {
    routed++;
    done();
  });
  answerFaults(app);
  await app.register(ingestRoutes({ ingest, sendOutcome }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, asked, routed: () => routed, port: (app.server.address() as { port: number }).port };
}

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  /** Pieces; more than one go without a length, unless a header gives it. */
  body?: (string | Buffer)[];
  agent?: Agent;
}

async function send(port: number, { method = 'POST', path = '/v1/events', headers = {}, body = ['x'] }: Sent) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const all = {
      'content-type': 'text/plain;charset=UTF-8',
      'user-agent': 'Mozilla/5.0',
      origin: 'https://a.example.org',
      ...headers,
    };
    const sent = request({ host: '127.0.0.1', port, method, path, headers: all, agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (more: string) => (text += more));
      reply.once('end', () => {
        const { date: _date, ...kept } = reply.headers;
        resolve({ status: reply.statusCode ?? 0, headers: kept, text });
      });
    });
    sent.once('error', reject);
    body.slice(0, -1).forEach((piece) => sent.write(piece));
    sent.end(body.at(-1));
  });
}

const euro = Buffer.from('"€"');
const outcome = (value: Outcome): string[] => [JSON.stringify(value)];
const CASES: Record<string, Sent & { routed: boolean }> = {
  'a receipt': { body: outcome({ receipt: { accepted: 3, dropped: { 'unknown-kind': 1 } } }), routed: false },
  'a refusal': { body: outcome({ refused: 'origin-not-registered' }), routed: false },
  'a refusal with its fields': {
    body: outcome({ refused: 'malformed-batch', errors: [{ field: 'page', message: 'wrong – so' }] }),
    routed: false,
  },
  'a busy desk': { body: outcome({ busy: true }), routed: false },
  'a bug': { body: outcome({ failed: true }), routed: false },
  'a body in pieces, cut within a letter': {
    headers: { 'content-length': '5' },
    body: [euro.subarray(0, 2), euro.subarray(2)],
    routed: false,
  },
  'an empty body': { headers: { 'content-length': '0' }, body: [''], routed: false },
  'a body of the most bytes': { body: ['x'.repeat(8192)], routed: false },
  'a body of a byte more': { body: ['x'.repeat(8193)], routed: true },
  'a body without its length': { body: ['x', 'y'], routed: true },
  'a bare content type': { headers: { 'content-type': 'text/plain' }, routed: false },
  'another charset': { headers: { 'content-type': 'text/plain; charset=latin1' }, routed: true },
  'JSON by its type': { headers: { 'content-type': 'application/json' }, routed: true },
  'a query': { path: '/v1/events?x=1', routed: true },
  'a GET': { method: 'GET', body: [], routed: true },
  'a browser with Global Privacy Control': { headers: { 'sec-gpc': '1' }, routed: false },
  "a proxy's word": { headers: { 'x-forwarded-for': '192.0.2.1, 198.51.100.7' }, routed: false },
};

for (const trustedProxies of [[], ['127.0.0.1'], ['127.0.0.0/8', '198.51.100.0/24']]) {
  let ahead: Awaited<ReturnType<typeof openDoor>>;
  let router: Awaited<ReturnType<typeof openDoor>>;
  before(async () => {
    [ahead, router] = await Promise.all([openDoor(trustedProxies, true), openDoor(trustedProxies, false)]);
  });
  after(() => Promise.all([ahead.app.close(), router.app.close()]));

  for (const [name, { routed, ...sent }] of Object.entries(CASES)) {
    test(`fast path: ${name} is answered ahead as by the router, with ${trustedProxies.join(' and ') || 'no proxy'} trusted`, async () => {
      const before = ahead.routed();
      assert.deepEqual(await send(ahead.port, sent), await send(router.port, sent));
      assert.deepEqual(ahead.asked.splice(0), router.asked.splice(0));
      assert.equal(ahead.routed() > before, routed);
    });
  }
}
