import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import type { Problem } from '@askusnow/sdk/contract';
import { serverOptions } from '../../../server/src/platform/http/server-options.ts';
import { startApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';

withApp({
  engines: ['pglite'],
  cooperative: COOPERATIVE_FILE,
  demoFolder: `${import.meta.dirname}/../../../examples`,
}).describe('http front', (on) => {
  const get = (path: string, init: RequestInit = {}) => fetch(`${on.app.url}${path}`, { redirect: 'manual', ...init });
  const isProblem = async (reply: Response, status: number, code: string): Promise<Problem> => {
    assert.equal(reply.status, status);
    assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json/);
    const problem = (await reply.json()) as Problem;
    assert.equal(problem.code, code);
    assert.equal(problem.status, status);
    return problem;
  };

  test('http front: an unknown, unreadable or malformed request gets a problem that repeats nothing of it', async () => {
    const nowhere = await isProblem(await get('/no<b>where?q=mark'), 404, 'not-found');
    assert.doesNotMatch(JSON.stringify(nowhere), /where\?|mark|<b>/);
    await isProblem(await get('/%zz'), 400, 'malformed-address');
    await isProblem(await get('/v1/libraries/Harford!/availability'), 404, 'unknown-library');
  });

  test('http front: a body that is no JSON, too large or of another kind is refused before anything reads it', async () => {
    const headers = { cookie: await on.app.signIn('liaison', ['harford']), origin: on.app.config.publicUrl };
    const put = (contentType: string, body: string) =>
      get('/v1/queues/harford-desk/hours', {
        method: 'PUT',
        headers: { ...headers, 'content-type': contentType },
        body,
      });
    await isProblem(await put('application/json', '{'), 400, 'malformed-body');
    await isProblem(await put('application/json', `"${'x'.repeat(70_000)}"`), 413, 'too-large');
    await isProblem(await put('application/xml', '<a/>'), 415, 'media-type');
    const problem = await isProblem(
      await put('application/json', '{"hours":{"weekly":7},"revision":"x"}'),
      422,
      'invalid-request',
    );
    const fields = problem.errors?.map(({ field }) => field).sort();
    assert.deepEqual(fields, ['hours.weekly', 'revision']);
    const repeated = await isProblem(
      await put('application/json', '{"hours":{"weekly":[],"weekly":null},"revision":1}'),
      400,
      'malformed-body',
    );
    assert.deepEqual(
      repeated.errors?.map(({ field }) => field),
      ['hours.weekly'],
    );
    await isProblem(await put('application/json', '{"__proto__":{},"revision":1}'), 400, 'malformed-body');
    await isProblem(await put('application/json', '['.repeat(40)), 400, 'malformed-body');
  });

  test('http front: health shows the database, the version and the time zones’ version', async () => {
    const reply = await get('/health');
    assert.equal(reply.status, 200);
    const body = (await reply.json()) as Record<string, unknown>;
    assert.deepEqual(body['database'], { kind: 'pglite', reachable: true });
    assert.deepEqual(body['clock'], { state: 'right', skewMs: 0 });
    assert.equal(body['tz'], process.versions.tz);
  });

  test('http front: metrics count requests by route, and name no address', async () => {
    await get('/v1/libraries?q=mark');
    const text = await on.app.metrics();
    assert.match(text, /askusnow_request_seconds_count\{method="GET",route="\/v1\/libraries",status="200"\} [1-9]/);
    assert.match(text, /askusnow_libraries 2/);
    assert.match(text, /askusnow_streams 0/);
    assert.doesNotMatch(text, /mark|127\.0\.0\.1/);
  });

  test('http front: metrics count events and batches by result, and libraries by what patrons see', async () => {
    const post = (body: string, origin = 'https://www.harford.example.org') =>
      get('/v1/events', {
        method: 'POST',
        body,
        headers: { origin, 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' },
      });
    const batch = aBatch();
    const strange = { ...batch, events: [...batch.events, { kind: 'from-the-future' }] };
    assert.equal((await post(JSON.stringify(strange))).status, 202);
    assert.equal((await post(JSON.stringify(aBatch()), 'https://elsewhere.example')).status, 403);
    assert.equal((await post('x'.repeat(9000))).status, 413);
    const text = await on.app.metrics();
    for (const line of [
      `askusnow_events_total{result="accepted"} ${batch.events.length}`,
      'askusnow_events_total{result="unknown-kind"} 1',
      'askusnow_batches_total{result="committed"} 1',
      'askusnow_batches_total{result="origin-not-registered"} 1',
      'askusnow_batches_total{result="too-large"} 1',
      'askusnow_commit_seconds_count 1',
      'askusnow_libraries_told{state="unknown"} 0',
    ])
      assert.ok(text.includes(`${line}\n`), line);
    const told = [...text.matchAll(/askusnow_libraries_told\{state="\w+"\} (\d)/g)].map(([, n]) => Number(n));
    assert.equal(
      told.reduce((sum, n) => sum + n),
      2,
    );
  });

  test('http front: the description lists every route of the contract', async () => {
    const { openapi, paths, components } = (await (await get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, unknown>;
      components: { schemas: Record<string, unknown> };
    };
    assert.match(openapi, /^3\.1/);
    const undescribed = on.app.app.routeAccess
      .filter(({ url, method }) => url.startsWith('/v1/') && method !== 'HEAD' && method !== 'OPTIONS')
      .map(({ url }) => url.replace(/:(\w+)/g, '{$1}'))
      .filter((url) => !(url in paths));
    assert.deepEqual(undescribed, []);
    for (const name of ['Availability', 'Metrics', 'Session']) assert.ok(name in components.schemas, name);
  });

  test('http front: pages carry a strict policy; the API’s replies may load nothing at all', async () => {
    for (const path of [
      '/dashboard',
      '/dashboard/harford',
      '/dashboard/assets/hours',
      '/sign-in',
      '/demo/harford',
      '/demo/chat/harford',
    ]) {
      const reply = await get(path);
      assert.equal(reply.status, 200, path);
      const policy = reply.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      assert.doesNotMatch(policy, /unsafe-/, path);
      assert.equal(reply.headers.get('x-content-type-options'), 'nosniff', path);
    }
    const hot = await get('/v1/libraries/harford/availability');
    assert.equal(hot.headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
    assert.equal(hot.headers.get('access-control-allow-origin'), '*');
  });

  test('http front: the demo shows each library its own page, and nothing for one that does not exist', async () => {
    const page = await (await get('/demo/carroll')).text();
    assert.match(page, /<ask-us-now library="carroll" placement="header" variant="button">/);
    assert.doesNotMatch(page, /\{library\}|\{name\}/);
    assert.equal((await get('/demo/carroll/catalog/search?q=%3Cscript%3E')).status, 200);
    await isProblem(await get('/demo/nowhere'), 404, 'unknown-library');
  });

  test('http front: without --demo there is no demo', async () => {
    const plain = await startApp({ engine: 'pglite', cooperative: COOPERATIVE_FILE });
    assert.equal((await fetch(`${plain.url}/demo/harford`)).status, 404);
    await plain.close();
  });

  test('http front: X-Forwarded-For counts only from a named proxy', async () => {
    const seenBy = async (trustedProxies: string[]): Promise<string> => {
      const app = Fastify(serverOptions({ ...on.app.config, trustedProxies }, { write: () => undefined }));
      app.get('/', ({ ip }) => ip);
      const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
      return (await app.inject({ url: '/', remoteAddress: '10.0.0.5', headers })).body;
    };
    assert.equal(await seenBy([]), '10.0.0.5');
    assert.equal(await seenBy(['192.0.2.1']), '10.0.0.5');
    assert.equal(await seenBy(['10.0.0.0/8']), '203.0.113.9', 'what the proxy saw, not what its client claimed');
  });
});
