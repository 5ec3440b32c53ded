import assert from 'node:assert/strict';
import { test } from 'node:test';
import { libraryListSchema, originCheckSchema } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { aCooperativeText } from '../../support/data/cooperative-text.ts';

withApp({ engines: ['pglite'], cooperative: aCooperativeText() }).describe('public routes', (on) => {
  const check = (library: string, origin?: string): Promise<Response> =>
    fetch(`${on.app.url}/v1/origins/check?library=${library}`, origin === undefined ? {} : { headers: { origin } });

  test('public routes: the public list names the live libraries and no other', async () => {
    const reply = await fetch(`${on.app.url}/v1/libraries`);
    assert.deepEqual(libraryListSchema.parse(await reply.json()), {
      libraries: [{ id: 'harford', name: 'Harford County Public Library' }],
    });
    assert.equal(reply.headers.get('access-control-allow-origin'), '*');
    assert.equal(reply.headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(reply.headers.get('cache-control'), 'public, max-age=60');
    assert.equal(reply.headers.get('set-cookie'), null);
  });

  test('public routes: a page learns whether its own origin is registered', async () => {
    const answerOf = async (library: string, origin?: string) =>
      originCheckSchema.parse(await (await check(library, origin)).json());
    assert.deepEqual(await answerOf('harford', 'https://www.harford.example.org'), {
      library: 'harford',
      known: true,
      registered: true,
    });
    assert.deepEqual(await answerOf('harford', on.app.url), { library: 'harford', known: true, registered: true });
    assert.deepEqual(await answerOf('carroll', 'https://a.b.carroll.example.org'), {
      library: 'carroll',
      known: true,
      registered: true,
    });
    assert.deepEqual(await answerOf('harford', 'https://www.harford.example.org.evil.com'), {
      library: 'harford',
      known: true,
      registered: false,
    });
    assert.deepEqual(await answerOf('harford', 'null'), { library: 'harford', known: true, registered: false });
    assert.deepEqual(await answerOf('harford'), { library: 'harford', known: true, registered: false });
    assert.deepEqual(await answerOf('nowhere', on.app.url), { library: 'nowhere', known: false, registered: false });
  });

  test('public routes: no cache keeps one page its answer for another, and every page may read its own', async () => {
    for (const origin of ['https://www.harford.example.org', 'https://evil.com']) {
      const { headers } = await check('harford', origin);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.match(headers.get('vary') ?? '', /\bOrigin\b/);
      assert.equal(headers.get('access-control-allow-origin'), '*');
    }
  });

  test('public routes: a library whose name is none is a fault of the question', async () => {
    const reply = await check('No%20Such');
    assert.equal(reply.status, 422);
    assert.equal(((await reply.json()) as { code: string }).code, 'invalid-request');
  });
});
