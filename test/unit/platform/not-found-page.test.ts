// An address that leads nowhere: a page for a browser, a problem for a program.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import Fastify from 'fastify';
import { answerFaults } from '../../../server/src/platform/http/faults.ts';

const app = Fastify();
answerFaults(app);
after(() => app.close());

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test('unknown address: a browser gets a page without script, which does not repeat the address', async () => {
  const { statusCode, headers, body } = await app.inject({ url: '/nothing?x=<b>', headers: { accept: BROWSER } });
  assert.equal(statusCode, 404);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(String(headers['content-security-policy']), /default-src 'none'/);
  assert.match(body, /<h1>There is no page at this address<\/h1>/);
  assert.match(body, /href="\/dashboard"/);
  assert.doesNotMatch(body, /nothing|<b>|<script/);
});

test('unknown address: a program gets a problem, and so does what a browser sends', async () => {
  for (const [method, accept] of [
    ['GET', '*/*'],
    ['GET', 'application/json'],
    ['POST', BROWSER],
  ] as const) {
    const { statusCode, headers } = await app.inject({ method, url: '/nothing', headers: { accept } });
    assert.equal(statusCode, 404);
    assert.match(String(headers['content-type']), /^application\/problem\+json/);
  }
});
