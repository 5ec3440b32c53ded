import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { createToken } from '../../../server/src/accounts/token.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { createTestCommands } from '../../support/app/commands.ts';
import { welcome } from '../../../server/src/cli/welcome.ts';
import { startApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

withApp({ engines: [GATE_ENGINE], now: '2026-11-24T12:00:00.000Z' }).describe('sign-in link', (on) => {
  const newLink = async (label = 'Harford liaison'): Promise<string> => {
    const { token } = await invite(on.app.database, {
      label,
      role: 'liaison',
      libraries: ['harford'],
      clock: on.clock,
    });
    return `/sign-in/${token}`;
  };
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(on.app.url + path, { method, headers, redirect: 'manual' });
  /** As a browser sends the page's form. */
  const press = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(on.app.url + path, {
      method: 'POST',
      headers: { origin: on.app.config.publicUrl, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: '',
      redirect: 'manual',
    });
  const cookieOf = (reply: Response): string => reply.headers.getSetCookie()[0]!.split(';')[0]!;
  const signIn = async (headers?: Record<string, string>): Promise<string> =>
    cookieOf(await press(await newLink(), headers));
  const sessionStatus = async (cookie: string): Promise<number> => (await get('/v1/session', { cookie })).status;

  describe('a sign-in link', () => {
    test('sign-in link: opens a page that says for whom it is, with one button and no script', async () => {
      const path = await newLink('Harford <liaison> & "co"');
      const reply = await get(path);
      const html = await reply.text();
      assert.equal(reply.status, 200);
      assert.match(
        html,
        /signs you in as <strong>Harford &lt;liaison&gt; &amp; &quot;co&quot;<\/strong>, to see =Harford, &quot;County&quot;\./,
      );
      assert.equal(html.match(/<button/g)!.length, 1);
      assert.match(html, new RegExp(`<form method="post" action="${path}">`));
      assert.match(html, /^<!doctype html>\n<html lang="en">[^]*<title>Sign in · AskUsNow<\/title>[^]*<main>[^]*<h1>/);
      assert.doesNotMatch(html, /<script| style=| on\w+=/);
    });

    test('sign-in link: has headers that keep its address from caches, frames and other sites', async () => {
      const { headers } = await get(await newLink());
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.match(
        headers.get('content-security-policy')!,
        /default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/,
      );
      assert.doesNotMatch(headers.get('content-security-policy')!, /unsafe|script-src/);
      // `no-referrer` would make browsers send "Origin: null" with the form.
      assert.equal(headers.get('referrer-policy'), 'strict-origin');
      assert.equal(headers.getSetCookie().length, 0);
    });

    test('sign-in link: not used up by scanners, whatever they request', async () => {
      const path = await newLink();
      for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS']) await get(path, { 'user-agent': 'SafeLinks' }, method);
      assert.equal((await press(path)).status, 303);
    });

    test('sign-in link: signs in once, and leads on', async () => {
      const path = await newLink();
      const reply = await press(path);
      assert.deepEqual([reply.status, reply.headers.get('location')], [303, '/dashboard']);
      assert.match(
        reply.headers.getSetCookie()[0]!,
        /^askusnow=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/,
      );
      assert.equal(await sessionStatus(cookieOf(reply)), 200);
      for (const again of [await press(path), await get(path)]) {
        assert.equal(again.status, 410);
        assert.match(await again.text(), /has been used[^]*Ask your statewide coordinator for a new link/);
        assert.equal(again.headers.getSetCookie().length, 0);
      }
    });

    test('sign-in link: used by another site, it does nothing and stays valid', async () => {
      const path = await newLink();
      const foreign: Record<string, string>[] = [
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { origin: 'null' },
        { origin: `${on.app.config.publicUrl}.evil.example` },
      ];
      for (const headers of foreign) {
        const reply = await press(path, headers);
        assert.equal(reply.status, 403);
        assert.equal(reply.headers.getSetCookie().length, 0);
      }
      assert.equal((await press(path)).status, 303);
    });

    test('sign-in link: an expired or unknown one shows so, and what to do', async () => {
      const path = await newLink();
      on.clock.advance(3 * DAY_MS);
      for (const reply of [await get(path), await press(path)]) {
        assert.equal(reply.status, 410);
        assert.match(await reply.text(), /has expired[^]*Ask your statewide coordinator for a new link/);
      }
      for (const unknown of [
        `/sign-in/${createToken()}`,
        '/sign-in/short',
        '/sign-in/%00',
        `/sign-in/${'a'.repeat(90)}`,
      ]) {
        assert.equal((await get(unknown)).status, 404, unknown);
        assert.equal((await press(unknown)).status, 404, unknown);
      }
      const how = await get('/sign-in');
      assert.equal(how.status, 200);
      const text = await how.text();
      assert.match(text, /Ask your statewide coordinator, by phone or in person/);
      assert.doesNotMatch(text, /<code>|askusnow invite/);
    });
  });

  describe('a session', () => {
    test('session: says who is signed in, libraries by name', async () => {
      const coordinator = await on.app.signIn('coordinator');
      assert.deepEqual(await (await get('/v1/session', { cookie: coordinator })).json(), {
        label: 'coordinator',
        role: 'coordinator',
        mayChange: true,
        cooperative: 'Test cooperative',
        libraries: [
          { id: 'harford', name: '=Harford, "County"' },
          { id: 'cecil', name: 'Cecil' },
        ],
        worksFor: [],
        sharedDesks: [{ id: 'statewide', name: 'Statewide desk' }],
        queues: [],
        endsAt: new Date(on.clock.now() + 14 * DAY_MS).toISOString(),
        endsAtLatest: new Date(on.clock.now() + 90 * DAY_MS).toISOString(),
        signsInBy: 'link',
      });
      const liaison = (await (await get('/v1/session', { cookie: await signIn() })).json()) as { libraries: unknown[] };
      assert.deepEqual(liaison.libraries, [{ id: 'harford', name: '=Harford, "County"' }]);
      const desk = await on.app.signIn('desk', ['statewide', 'harford-desk']);
      assert.deepEqual(await (await get('/v1/session', { cookie: desk })).json(), {
        label: 'desk statewide harford-desk',
        role: 'desk',
        mayChange: true,
        cooperative: 'Test cooperative',
        libraries: [],
        worksFor: [],
        sharedDesks: [{ id: 'statewide', name: 'Statewide desk' }],
        queues: [
          { id: 'harford-desk', name: 'Harford desk' },
          { id: 'statewide', name: 'Statewide desk' },
        ],
        endsAt: new Date(on.clock.now() + 30 * DAY_MS).toISOString(),
        endsAtLatest: null,
        signsInBy: 'link',
      });
    });

    test('session: a desk’s starts on a page that names its queues, a liaison’s on one with the libraries', async () => {
      const text = async (asked: Partial<Parameters<typeof invite>[1]>): Promise<string> => {
        const { token } = await invite(on.app.database, {
          label: null,
          role: 'desk',
          libraries: [],
          clock: on.clock,
          ...asked,
        });
        return (await get(`/sign-in/${token}`)).text();
      };
      const page = await text({ queues: ['statewide'] });
      assert.match(page, /signs you in as <strong>Desk: Statewide desk<\/strong>, to answer at Statewide desk\./);
      assert.match(await text({ role: 'liaison', libraries: ['cecil'] }), /, to see Cecil\./);
      assert.match(await text({ role: 'coordinator' }), /, to see every library of the cooperative\./);
    });

    test('session: signed out, it is over for a copied cookie too', async () => {
      const cookie = await signIn();
      const reply = await fetch(`${on.app.url}/v1/session/end`, {
        method: 'POST',
        headers: { cookie, origin: on.app.config.publicUrl },
      });
      assert.equal(reply.status, 204);
      assert.deepEqual(reply.headers.getSetCookie(), ['askusnow=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax']);
      assert.equal(reply.headers.get('clear-site-data'), '"cache"', 'not what other pages of this server keep');
      assert.equal(await sessionStatus(cookie), 401);
    });

    test('session: is not ended by another site', async () => {
      const cookie = await signIn();
      for (const headers of [{ origin: 'https://evil.example' }, {}] as Record<string, string>[]) {
        const reply = await fetch(`${on.app.url}/v1/session/end`, { method: 'POST', headers: { cookie, ...headers } });
        assert.deepEqual([reply.status, ((await reply.json()) as { code: string }).code], [403, 'cross-site']);
      }
      assert.equal(await sessionStatus(cookie), 200);
    });

    test('session: never uses a token that was planted in the browser', async () => {
      const planted = await signIn();
      const cookie = await signIn({ cookie: planted });
      assert.notEqual(cookie, planted);
      assert.equal(await sessionStatus(planted), 401);
    });

    test('session: ends after 14 days without a visit; a visit moves its end, and the cookie’s', async () => {
      const [used, idle] = [await signIn(), await signIn()];
      on.clock.advance(10 * DAY_MS);
      const visit = await get('/v1/session', { cookie: used });
      assert.match(visit.headers.getSetCookie()[0]!, /^askusnow=.*Max-Age=1209600/);
      on.clock.advance(4 * DAY_MS);
      assert.deepEqual([await sessionStatus(used), await sessionStatus(idle)], [200, 401]);
    });
  });

  test('sign-in: where the server is reached by https, the cookie is bound to its host', async () => {
    const secure = await startApp({
      engine: GATE_ENGINE,
      cooperative: TWO_LIBRARIES,
      environment: { PUBLIC_URL: 'https://ask.example.org' },
    });
    try {
      const { token } = await invite(secure.database, {
        label: 'x',
        role: 'coordinator',
        libraries: [],
        clock: { ...on.clock, now: Date.now },
      });
      const reply = await fetch(`${secure.url}/sign-in/${token}`, {
        method: 'POST',
        headers: { origin: 'https://ask.example.org' },
        redirect: 'manual',
      });
      assert.match(
        reply.headers.getSetCookie()[0]!,
        /^__Host-askusnow=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure$/,
      );
    } finally {
      await secure.close();
    }
  });

  test('sign-in: no token is ever logged, the server’s own faults included', async () => {
    const path = await newLink();
    const cookie = await signIn();
    await get(path);
    await on.app.database.db.schema.alterTable('session').renameTo('session_away').execute();
    const broken = [await press(path, { cookie }), await get('/v1/session', { cookie })];
    await on.app.database.db.schema.alterTable('session_away').renameTo('session').execute();
    assert.deepEqual(
      broken.map(({ status }) => status),
      [500, 500],
    );
    const log = on.app.log.join('');
    assert.match(log, /request failed/); // The planted fault is there; what it was about is not.
    assert.ok(!log.includes(path.split('/')[2]!) && !log.includes(cookie.split('=')[1]!));
    assert.equal((await press(path)).status, 303); // The half-done sign-in was rolled back.
  });

  test('sign-in: a link from the command line and one that a start prints are of one account', async () => {
    const { database, config, registry } = on.app;
    const accountCount = async (): Promise<number> =>
      (await database.db.selectFrom('account').select('id').execute()).length;
    const commands = createTestCommands({ database, clock: on.clock, publicUrl: config.publicUrl });
    await commands.invite({ role: 'liaison', libraries: ['harford'], label: null });
    await commands.invite({ role: 'coordinator', libraries: [], label: null });
    const before = await accountCount();
    const lines: string[] = [];
    const say = (line: string): void => void lines.push(line);
    const around = {
      terminal: { print: say, complain: say },
      log: { write: say },
      isTerminal: true,
      program: ['askusnow'],
      runtime: { version: '0.1.0', tz: '2026a', node: '24.0.0' },
    };
    await welcome({ config, database, registry, demo: true, around });
    assert.equal(lines.filter((line) => line.includes('/sign-in/')).length, 2);
    assert.equal(await accountCount(), before);
  });
});
