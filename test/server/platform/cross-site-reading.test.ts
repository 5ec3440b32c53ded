// Which routes a page of another site may read. Public ones send a constant `*`, those with a session send no header,
// and none answers a preflight, since the API uses simple requests only.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsSession } from '../../../server/src/accounts/access.ts';
import { withApp } from '../../support/app/fixture.ts';

withApp({ engines: ['postgres'], as: { coordinator: ['coordinator'] } }).describe('cross-site reading', (on) => {
  const ALLOWED = 'access-control-allow-origin';
  const addressOf = (url: string): string =>
    url
      .replace(':library', 'harford')
      .replace(':queue', 'statewide')
      .replace(/:\w+|\*/g, 'x');
  const ask = (path: string, method: string): Promise<Response> =>
    fetch(on.app.url + path, {
      method,
      redirect: 'manual',
      headers: {
        cookie: on.cookies.coordinator,
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'PUT',
      },
    });

  test('cross-site reading: no route with a session may be read from another site, cookie or not', async () => {
    const asking = on.app.app.routeAccess.filter(({ access }) => needsSession(access));
    assert.ok(asking.length > 8);
    for (const { url, method } of asking) {
      const reply = await ask(addressOf(url), method);
      assert.equal(reply.headers.get(ALLOWED), null, `${method} ${url}`);
      assert.equal(reply.headers.get('access-control-allow-credentials'), null, `${method} ${url}`);
      await reply.body?.cancel();
    }
  });

  test('cross-site reading: public routes may be read from anywhere, by a constant without an origin', async () => {
    for (const path of [
      '/v1/libraries',
      '/v1/libraries/harford/availability',
      '/v1/origins/check?library=harford',
      '/openapi.json',
      '/widget/versions.json',
    ]) {
      const reply = await ask(path, 'GET');
      assert.equal(reply.headers.get(ALLOWED), '*', path);
      assert.equal(reply.headers.get('access-control-allow-credentials'), null, path);
      await reply.body?.cancel();
    }
  });

  test('cross-site reading: a preflight finds no route, since what needs one is not for other sites', async () => {
    for (const { url } of on.app.app.routeAccess) {
      const reply = await ask(addressOf(url), 'OPTIONS');
      assert.equal(reply.status, 404, url);
      assert.equal(reply.headers.get('access-control-allow-methods'), null, url);
      assert.equal(reply.headers.get('access-control-allow-headers'), null, url);
      await reply.body?.cancel();
    }
  });
});
