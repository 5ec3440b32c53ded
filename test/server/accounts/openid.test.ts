// Sign-in by OpenID Connect at a real provider: who gets in, as what, and what is stored.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { ENGINES } from '../../support/app/database.ts';
import { openIdBrowser } from '../../support/app/openid-browser.ts';
import { freePort } from '../../support/app/postgres.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { startOpenIdProvider, type OpenIdPeer } from '../../support/peers/openid-provider.ts';

for (const engine of ENGINES) {
  describe(`sign-in by OpenID Connect on ${engine}`, () => {
    let provider: OpenIdPeer;
    let server: TestApp;
    before(async () => {
      const port = await freePort();
      provider = await startOpenIdProvider({ publicUrl: `http://127.0.0.1:${port}` });
      const environment = { ...provider.environment, PORT: String(port) };
      server = await startApp({ engine, cooperative: TWO_LIBRARIES, environment });
    });
    after(async () => {
      await server.close();
      await provider.stop();
    });

    test('openid: a liaison of the claim signs in, with its libraries and a session of eight hours', async () => {
      provider.roles.set('pat', ['askusnow:liaison:harford', 'other:thing']);
      const browser = openIdBrowser(server.url);
      const end = await browser.signIn('pat');
      assert.deepEqual([end.status, new URL(end.url).pathname], [303, '/dashboard'], end.text + server.log.join(''));
      const reply = await browser.get(`${server.url}/v1/session`);
      const session = (await reply.json()) as Record<string, unknown>;
      assert.equal(session['label'], 'Liaison: =Harford, "County"');
      assert.equal(session['signsInBy'], 'organization');
    });
  });
}
