// Sign-in by OpenID Connect: answers that are refused, a provider that is down or slow, and what the page and the log say.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { readAttempt } from '../../../server/src/accounts/openid-attempt.ts';
import { createOpenIdProvider } from '../../../server/src/accounts/openid-provider.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { startApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { withStarted } from '../../support/app/fixture.ts';
import { startOpenIdServer, type OpenIdServer } from '../../support/app/openid-server.ts';
import {
  signedByAnotherKey,
  signedBySecret,
  unsigned,
  type IdToken,
  type OpenIdPeer,
  type Sign,
} from '../../support/peers/openid-provider.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const clock = createManualClock(new Date().toISOString());

withStarted(
  {
    all: () => startOpenIdServer({ engine: GATE_ENGINE, clock }),
  },
  [GATE_ENGINE],
).describe('openid', (on) => {
  before(async () => {
    on.all.provider.roles.set('pat', ['askusnow:coordinator']);
  });
  beforeEach(() => {
    // Limits and failures are kept for minutes: each test has some of its own.
    clock.advance(15 * MINUTE_MS);
    on.all.server.log.length = 0;
    on.all.provider.asked.length = 0;
    on.all.provider.alter = null;
    on.all.provider.before = () => undefined;
  });

  const warnings = (): string => on.all.server.log.filter((line) => line.startsWith('warning:')).join('');
  /** Nobody is in, the page has one sentence, and neither names the person. */
  async function isRefused(
    browser: ReturnType<OpenIdServer['browser']>,
    end: { status: number; text: string },
    why: RegExp,
  ) {
    assert.match(end.text, why);
    assert.match(end.text, /href="\/sign-in"/);
    assert.equal(await on.all.session(browser), null);
    assert.doesNotMatch(on.all.server.log.join('') + end.text, /\bpat\b|people\.example|eyJ|code=/i);
  }
  const open = async (browser: ReturnType<OpenIdServer['browser']>, url: string) => {
    const reply = await browser.get(url);
    return { status: reply.status, text: await reply.text() };
  };

  describe('openid: answers that this browser has not asked for', () => {
    const notStarted = /was not started in this browser in the last 10 minutes/;

    test('openid: another browser’s answer signs nobody in; mutant: an attempt found by its state alone signs in the attacker', async () => {
      const [attacker, victim] = [on.all.browser(), on.all.browser()];
      const callback = await attacker.toCallback('pat');
      const end = await open(victim, callback);
      assert.equal(end.status, 400);
      await isRefused(victim, end, notStarted);
      // Also with an attempt of its own under way.
      await victim.toCallback('pat');
      const second = await open(victim, callback);
      assert.equal(second.status, 400);
      await isRefused(victim, second, notStarted);
      // The mutant keeps attempts by their state, and so finds the attacker's for the victim.
      const { server } = on.all;
      const attempt = readAttempt(attacker.cookies(server.url), clock.now(), server.config)!;
      const provider = createOpenIdProvider({
        config: server.config,
        settings: server.config.openId!,
        clock,
        onWarning: () => undefined,
      });
      const naive = new Map([[attempt.state, attempt]]);
      const { search, searchParams } = new URL(callback);
      const person = await provider.identify(search.slice(1), naive.get(searchParams.get('state')!)!);
      provider.close();
      assert.deepEqual(person.roleClaim, ['askusnow:coordinator']);
    });

    test('openid: an answer without a state, with two, or with another one is refused before the provider is asked', async () => {
      const browser = on.all.browser();
      const callback = new URL(await browser.toCallback('pat'));
      const cookies = browser.cookies(on.all.server.url);
      const [name, value] = cookies.split('=') as [string, string];
      const state = callback.searchParams.get('state')!;
      for (const change of [
        (url: URL) => url.searchParams.delete('state'),
        (url: URL) => url.searchParams.set('state', state.toUpperCase()),
        (url: URL) => url.searchParams.append('code', 'another'),
        (url: URL) => url.searchParams.append('state', 'another'),
      ]) {
        browser.setCookie(on.all.server.url, name, value);
        const url = new URL(callback);
        change(url);
        const end = await open(browser, url.href);
        await isRefused(browser, end, /was not started in this browser|could not be verified/);
      }
      assert.ok(!on.all.provider.asked.includes('/token'));
    });

    test('openid: an answer is used once: its cookie is gone, and the provider refuses the code', async () => {
      const browser = on.all.browser();
      const callback = await browser.toCallback('pat');
      const [name, value] = browser.cookies(on.all.server.url).split('=') as [string, string];
      assert.equal((await browser.get(callback)).status, 303);
      const again = on.all.browser();
      await isRefused(again, await open(again, callback), notStarted);
      again.setCookie(on.all.server.url, name, value);
      const replayed = await open(again, callback);
      assert.equal(replayed.status, 403);
      await isRefused(again, replayed, /could not be verified/);
      assert.match(warnings(), /refused: the provider answers invalid_grant/);
    });

    test('openid: an answer that comes after ten minutes is refused', async () => {
      const browser = on.all.browser();
      const callback = await browser.toCallback('pat');
      clock.advance(10 * MINUTE_MS);
      await isRefused(browser, await open(browser, callback), notStarted);
    });

    test('openid: a person who cancels at the provider is not signed in', async () => {
      const browser = on.all.browser();
      const state = new URL(await browser.toCallback('pat')).searchParams.get('state')!;
      const query = new URLSearchParams({ error: 'access_denied', state, iss: on.all.provider.issuer });
      const end = await open(browser, `${on.all.server.url}/sign-in/openid/callback?${query.toString()}`);
      assert.equal(end.status, 403);
      await isRefused(browser, end, /was cancelled/);
    });

    test('openid: what is not a code of OAuth is not logged', async () => {
      const browser = on.all.browser();
      const state = new URL(await browser.toCallback('pat')).searchParams.get('state')!;
      const query = new URLSearchParams({ error: 'Pat Example\nforged line', state, iss: on.all.provider.issuer });
      await isRefused(
        browser,
        await open(browser, `${on.all.server.url}/sign-in/openid/callback?${query.toString()}`),
        /not be verified/,
      );
      assert.doesNotMatch(warnings(), /Example|forged/);
    });
  });

  describe('openid: ID tokens that are refused', () => {
    type Alter = NonNullable<OpenIdPeer['alter']>;
    const nowSec = Math.floor(Date.now() / 1000);
    const withClaims =
      (claims: Record<string, unknown>): Alter =>
      (token: IdToken, sign: Sign) =>
        sign({ ...token, claims: { ...token.claims, ...claims } });
    const CASES: [string, Alter][] = [
      ['of another key', signedByAnotherKey],
      [
        'of another key with an unknown name',
        (token) => signedByAnotherKey({ ...token, header: { ...token.header, kid: 'x' } }),
      ],
      ['without a signature', unsigned],
      ['signed with the client’s secret', signedBySecret],
      ['of another issuer', withClaims({ iss: 'https://login.evil.example' })],
      ['for another client', withClaims({ aud: 'another' })],
      ['for several clients, without ours as the party', withClaims({ aud: ['askusnow', 'another'], azp: 'another' })],
      ['that has expired', withClaims({ iat: nowSec - 7200, exp: nowSec - 3600 })],
      ['of a time to come', withClaims({ nbf: nowSec + 3600 })],
      ['without a nonce', withClaims({ nonce: undefined })],
      ['with another nonce', withClaims({ nonce: 'another' })],
      ['without a subject', withClaims({ sub: undefined })],
      ['with an empty subject', withClaims({ sub: '' })],
      ['that is issued in a time to come', withClaims({ iat: nowSec + 3600 })],
      ['that is no token', () => 'eyJub3QiOiJhIHRva2VuIn0'],
    ];
    for (const [name, alter] of CASES) {
      test(`openid: a token ${name} signs nobody in, and the log says why`, async () => {
        on.all.provider.alter = alter;
        const browser = on.all.browser();
        const end = await browser.signIn('pat');
        assert.equal(end.status, 403, end.text);
        await isRefused(browser, end, /could not be verified/);
        assert.match(warnings(), /^warning: sign-in by OpenID Connect: refused: \S/);
      });
    }

    test('openid: the same token, signed again with the right key, signs in', async () => {
      on.all.provider.alter = withClaims({});
      const browser = on.all.browser();
      assert.equal((await browser.signIn('pat')).status, 303);
    });
  });

  describe('openid: a provider that is down or slow', () => {
    test('openid: down at the start it stops nothing; once it is back it is used', async () => {
      const { provider, server } = on.all;
      await provider.stop();
      const environment = { ...provider.environment };
      const late = await startApp({ engine: GATE_ENGINE, environment, clock });
      try {
        const reply = await fetch(`${late.url}/sign-in/openid`, { redirect: 'manual' });
        assert.equal(reply.status, 503);
        assert.match(await reply.text(), /does not answer now[^]*a sign-in link works meanwhile/);
        assert.match(
          late.log.join(''),
          /warning: sign-in by OpenID Connect: unavailable: the provider cannot be reached/,
        );
        assert.match(await late.signIn('coordinator'), /^askusnow=/);
        await provider.start();
        clock.advance(5_000);
        const back = await fetch(`${late.url}/sign-in/openid`, { redirect: 'manual' });
        assert.equal(back.status, 303);
        assert.ok(back.headers.get('location')!.startsWith(`${provider.issuer}/auth?`));
      } finally {
        await late.close();
      }
      assert.equal((await fetch(`${server.url}/sign-in`)).status, 200);
    });

    test('openid: one that says nothing is given up within seven seconds, and sign-in links work meanwhile', async () => {
      const browser = on.all.browser();
      const callback = await browser.toCallback('pat');
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      on.all.provider.before = (path) => (path === '/token' ? held : undefined);
      let isGivenUp = false;
      const waiting = open(browser, callback).finally(() => (isGivenUp = true));
      assert.match(await on.all.server.signIn('liaison', ['harford']), /^askusnow=/);
      assert.equal(isGivenUp, false);
      const end = await waiting;
      release();
      assert.equal(end.status, 503);
      await isRefused(browser, end, /does not answer now/);
      assert.match(warnings(), /unavailable: the provider has not answered within 6000 ms/);
    });

    test('openid: keys that cannot be read, and errors of the provider, sign nobody in', async () => {
      const browser = on.all.browser();
      const callback = await browser.toCallback('pat');
      await on.all.provider.stop();
      try {
        const end = await open(browser, callback);
        assert.equal(end.status, 503);
        await isRefused(browser, end, /does not answer now/);
      } finally {
        await on.all.provider.start();
      }
    });

    test('openid: another issuer than the settings name is refused before anybody is sent there', async () => {
      const OIDC_ISSUER = on.all.provider.issuer.replace('127.0.0.1', 'localhost');
      const other = await startApp({
        engine: GATE_ENGINE,
        environment: { ...on.all.provider.environment, OIDC_ISSUER },
        clock,
      });
      try {
        const reply = await fetch(`${other.url}/sign-in/openid`, { redirect: 'manual' });
        assert.equal(reply.status, 403);
        assert.match(await reply.text(), /could not be verified/);
      } finally {
        await other.close();
      }
    });

    test('openid: a network that signs in again and again waits, and the provider is not asked', async () => {
      const statuses = new Map<number, number>();
      const browser = on.all.browser();
      const callback = await browser.toCallback('pat');
      const [name, value] = browser.cookies(on.all.server.url).split('=') as [string, string];
      for (let each = 0; each < 122; each++) {
        browser.setCookie(on.all.server.url, name, value);
        const { status } = await browser.get(callback);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      assert.equal(statuses.get(429), 2);
      assert.ok(on.all.provider.asked.filter((path) => path === '/token').length <= 120);
    });
  });

  test('openid: the sign-in page offers it where it is set up alone, by a link that needs no script', async () => {
    const page = await fetch(`${on.all.server.url}/sign-in`);
    assert.match(
      await page.text(),
      /<a class="button primary" href="\/sign-in\/openid">Sign in with your organization<\/a>/,
    );
    assert.match(page.headers.get('content-security-policy')!, /default-src 'none'.*form-action 'self'/);
    const without = await startApp({ engine: GATE_ENGINE });
    try {
      assert.doesNotMatch(await (await fetch(`${without.url}/sign-in`)).text(), /organization/);
      assert.equal((await fetch(`${without.url}/sign-in/openid/callback`)).status, 404);
    } finally {
      await without.close();
    }
  });
});
