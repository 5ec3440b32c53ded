// At most four requests of an account and two heavy ones of all are under way: routes that are held open, on real sockets.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { after, before, beforeEach, test } from 'node:test';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import type { Account } from '../../../server/src/platform/http/access.ts';
import { createRequestLimits } from '../../../server/src/platform/http/limit-requests.ts';
import { limitTime } from '../../../server/src/platform/http/time-limit.ts';
import { eventually } from '../../support/waiting.ts';

let app: FastifyInstance;
let url: string;
/** Of each request whose handler has begun: how it is answered. */
let open: { path: string; answer: () => void }[] = [];
let arrived = 0;
let closed = 0;

before(async () => {
  app = Fastify({ forceCloseConnections: true });
  limitTime(app);
  app.decorateRequest('account', null);
  const limitRequests = createRequestLimits();
  app.addHook('onRoute', (route: RouteOptions) => limitRequests(route));
  app.addHook('onRequest', async (request, reply) => {
    arrived++;
    reply.raw.once('close', () => closed++);
    const id = Number(request.headers['x-account']);
    request.account = { id } as Account;
  });
  const hold = (path: string) =>
    new Promise<{ path: string }>((resolve) => open.push({ path, answer: () => resolve({ path }) }));
  app.get('/light', ({ url: path }) => hold(path));
  app.get('/heavy', { config: { isHeavy: true } }, ({ url: path }) => hold(path));
  app.get('/stream', { config: { answerWithinMs: Infinity } }, ({ url: path }) => hold(path));
  // More than the sockets between take.
  app.get('/heavy-file', { config: { isHeavy: true } }, async ({ url: path }, reply) => {
    await hold(path);
    return reply.send(Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(100_000))));
  });

  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
after(() => app.close());
beforeEach(() => {
  open = [];
  arrived = closed = 0;
});

const ask = (path: string, account: number, signal?: AbortSignal) =>
  fetch(url + path, { headers: { 'x-account': String(account) }, ...(signal && { signal }) });
const askMany = (path: string, account: number, count: number) =>
  Array.from({ length: count }, (_, n) => ask(`${path}?${n}`, account));
const paths = () => open.map(({ path }) => path);

/** Answers what is under way until all of it has been. Returns the most that were under way at once. */
async function answerAll(count: number): Promise<number> {
  let answered = 0;
  let most = 0;
  while (answered < count) {
    await eventually(() => open.length > answered);
    most = Math.max(most, open.length - answered);
    open[answered++]!.answer();
  }
  return most;
}

test('request limit: of 150 requests of an account four are under way, and another account’s begins at once', async () => {
  const all = askMany('/light', 1, 150);
  await eventually(() => open.length === 4);
  const other = ask('/light?other', 2);
  await eventually(() => paths().includes('/light?other'));
  open.at(-1)!.answer();
  assert.equal((await other).status, 200);
  assert.equal(open.length, 5, 'none of the first account has begun meanwhile');
  open.splice(4, 1);
  assert.equal(await answerAll(150), 4);
  for (const reply of await Promise.all(all)) assert.equal(reply.status, 200);
});

test('request limit: of heavy requests two are under way on a node, and accounts take turns', async () => {
  const all = askMany('/heavy', 1, 20);
  await eventually(() => open.length === 2);
  const other = ask('/heavy?other', 2);
  const light = ask('/light?other', 2);
  await eventually(() => open.length === 3);
  open.pop()!.answer();
  await light;
  open[0]!.answer();
  open[1]!.answer();
  await eventually(() => paths().includes('/heavy?other'));
  assert.ok(paths().indexOf('/heavy?other') <= 4);
  open.splice(0, 2);
  assert.equal(await answerAll(19), 2);
  for (const reply of await Promise.all([...all, other])) assert.equal(reply.status, 200);
});

test('request limit: a request whose client has gone is dropped before it begins', async () => {
  const held = askMany('/light', 1, 4);
  await eventually(() => open.length === 4);
  const leaving = new AbortController();
  const gone = Array.from({ length: 20 }, () => ask('/light?gone', 1, leaving.signal));
  const last = ask('/light?last', 1);
  await eventually(() => arrived === 25);
  leaving.abort();
  for (const each of await Promise.allSettled(gone)) assert.equal(each.status, 'rejected');
  await eventually(() => closed === 20);
  assert.equal(await answerAll(5), 4);
  await Promise.all([...held, last]);
  assert.equal(paths().includes('/light?gone'), false);
});

test('request limit: who reads a heavy reply slowly keeps no other from beginning', async () => {
  const slow = ['a', 'b'].map((name) => httpRequest(`${url}/heavy-file?${name}`, { headers: { 'x-account': '1' } }));
  for (const each of slow) {
    each.on('response', (response) => response.pause());
    each.end();
  }
  await eventually(() => open.length === 2);
  for (const { answer } of open) answer();
  const other = ask('/heavy?other', 2);
  await eventually(() => open.length === 3);
  open[2]!.answer();
  assert.equal((await other).status, 200);
  for (const each of slow) each.destroy();
});

test('request limit: streams are not counted', async () => {
  const all = askMany('/stream', 1, 10);
  await eventually(() => open.length === 10);
  await answerAll(10);
  await Promise.all(all);
});
