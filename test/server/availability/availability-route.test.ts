// The public route of the real app: the same bytes for everyone, from memory, readable by any page and any cache.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { availabilitySchema, problemSchema } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { closeQueue } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

withApp({ engines: ['pglite'], desks: true }).describe('the availability route', (on) => {
  const ask = (library: string, init: RequestInit = {}) =>
    fetch(`${on.app.url}/v1/libraries/${library}/availability`, init);
  before(async () => {
    await eventually(() => on.app.live.frame('harford'));
  });

  test('availability route: the body is what the contract says, with headers that let pages and caches use it', async () => {
    const reply = await ask('harford');
    assert.equal(reply.status, 200);
    assert.equal(availabilitySchema.parse(await reply.json()).library, 'harford');
    assert.deepEqual(
      [
        'content-type',
        'cache-control',
        'access-control-allow-origin',
        'access-control-expose-headers',
        'x-content-type-options',
        'set-cookie',
      ].map((name) => reply.headers.get(name)),
      [
        'application/json; charset=utf-8',
        'public, max-age=15, stale-while-revalidate=30, stale-if-error=60',
        '*',
        'Date, Age, ETag',
        'nosniff',
        null,
      ],
    );
    assert.match(reply.headers.get('etag') ?? '', /^"[\w-]{22}"$/);
    assert.ok(reply.headers.get('date'));
  });

  test('availability route: a current ETag gets 304, however the header lists it', async () => {
    const etag = (await ask('harford')).headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const reply = await ask('harford', { headers: { 'if-none-match': known } });
      assert.equal(reply.status, 304, known);
      assert.equal(await reply.text(), '');
      assert.equal(reply.headers.get('etag'), etag);
    }
    assert.equal((await ask('harford', { headers: { 'if-none-match': '"other"' } })).status, 200);
  });

  test('availability route: HEAD says what GET would', async () => {
    const [head, get] = [await ask('harford', { method: 'HEAD' }), await ask('harford')];
    assert.equal(await head.text(), '');
    for (const name of ['content-length', 'etag', 'content-type', 'cache-control'])
      assert.equal(head.headers.get(name), get.headers.get(name), name);
  });

  test('availability route: a library that is not live answers, so that its webmaster can test', async () => {
    assert.equal((await ask('garrett')).status, 200);
  });

  test('availability route: an unknown library is a problem that pages can read and caches keep shortly', async () => {
    for (const library of ['nowhere', '__proto__', '%F0%9F%93%9A', 'a'.repeat(90)]) {
      const reply = await ask(library);
      assert.equal(reply.status, 404, library);
      assert.equal(problemSchema.parse(await reply.json()).code, 'unknown-library');
      assert.equal(reply.headers.get('access-control-allow-origin'), '*');
      assert.equal(reply.headers.get('cache-control'), 'public, max-age=15');
    }
  });

  test('availability route: letters beyond ASCII arrive as they were written', async () => {
    await on.app.database.db
      .updateTable('library')
      .set({ name: 'Condado de Peñablanca – 図書館' })
      .where('id', '=', 'garrett')
      .execute();
    await on.app.registry.reload();
    await eventually(() => on.app.live.frame('garrett')?.availability.name.startsWith('Condado'));
    assert.equal(availabilitySchema.parse(await (await ask('garrett')).json()).name, 'Condado de Peñablanca – 図書館');
  });

  test('availability route: with a query, and to a router that is asked first, the answer is the same', async () => {
    const [plain, withQuery] = [
      await ask('harford'),
      await fetch(`${on.app.url}/v1/libraries/harford/availability?x=1`),
    ];
    assert.equal(withQuery.headers.get('etag'), plain.headers.get('etag'));
    assert.equal(await withQuery.text(), await plain.text());
    const injected = await on.app.app.inject('/v1/libraries/harford/availability');
    assert.equal(injected.headers['etag'], plain.headers.get('etag'));
    const wrongMethod = await ask('harford', { method: 'POST' });
    assert.equal(wrongMethod.status, 404);
  });

  test('availability route: a change is a new body with a new tag', async () => {
    const etag = (await ask('carroll')).headers.get('etag');
    await closeQueue(on.app.database, 'state', '2999-01-01T00:00:00.000Z');
    await eventually(() => on.app.live.frame('carroll')?.etag !== etag);
    const reply = await ask('carroll', { headers: { 'if-none-match': etag ?? '' } });
    assert.equal(reply.status, 200);
    assert.equal(availabilitySchema.parse(await reply.json()).tier, 'global');
  });
});
