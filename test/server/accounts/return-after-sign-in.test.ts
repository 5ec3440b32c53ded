// A sign-in leads back to the policies whose short address was opened, whatever the way, and never to another site.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { afterSignIn, returnCookie } from '../../../server/src/accounts/return-cookie.ts';
import type { openIdBrowser } from '../../support/app/openid-browser.ts';
import { startOpenIdServer, type OpenIdServer } from '../../support/app/openid-server.ts';

const HOME = '/dashboard';
const POLICIES = '/dashboard/harford/policies';

/** What a sibling host could plant, or a person could write into their own browser. */
const PLANTED = [
  '//evil.example',
  'https://evil.example/',
  '/\\evil.example',
  '%2F%2Fevil.example',
  '../../evil',
  'harford/../..//evil.example',
  'nowhere',
  '',
];

describe('return after sign-in', () => {
  let all: OpenIdServer;
  before(async () => {
    all = await startOpenIdServer({ engine: 'pglite' });
    all.provider.roles.set('pat', ['askusnow:provider']);
  });
  after(() => all.close());

  type Browser = ReturnType<typeof openIdBrowser>;
  /** Also how a mailed link is used: it is an invitation with an end after 15 minutes. */
  const openLink = async (browser: Browser): Promise<Response> => {
    const { server } = all;
    const { token } = await invite(server.database.db, {
      ...{ label: 'Answers chats', role: 'provider', libraries: [] },
      clock: { now: () => Date.now(), after: () => ({ cancel: () => undefined }) },
    });
    const headers = {
      origin: server.config.publicUrl,
      cookie: browser.cookies(server.url),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const reply = await fetch(`${server.url}/sign-in/${token}`, { method: 'POST', headers, redirect: 'manual' });
    assert.equal(reply.status, 303);
    return reply;
  };

  test('return: a link leads back to the policies that were asked for, once', async () => {
    const browser = all.browser();
    const asked = await browser.get(`${all.server.url}/local/harford`);
    assert.deepEqual([asked.status, asked.headers.get('location')], [302, POLICIES]);
    assert.match(
      asked.headers.getSetCookie()[0]!,
      /^askusnow-return=harford; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax$/,
    );
    const reply = await openLink(browser);
    assert.equal(reply.headers.get('location'), POLICIES);
    assert.match(reply.headers.getSetCookie()[1]!, /^askusnow-return=; Path=\/; Max-Age=0;/);
    assert.equal((await openLink(all.browser())).headers.get('location'), HOME);
  });

  test('return: the short address is typed by hand, too; what is no library’s leads to the home page', async () => {
    for (const [typed, path] of [
      ['Harford', POLICIES],
      ['HARFORD/', POLICIES],
      ['har%20ford', HOME],
      ['', HOME],
    ] as const) {
      const reply = await all.browser().get(`${all.server.url}/local/${typed}`);
      assert.deepEqual([reply.status, reply.headers.get('location')], [302, path], typed);
    }
  });

  test('return: the organization’s sign-in leads back to them too, once', async () => {
    const browser = all.browser();
    await browser.get(`${all.server.url}/local/harford`);
    assert.equal(new URL((await browser.signIn('pat')).url).pathname, POLICIES);
    assert.equal(new URL((await browser.signIn('pat')).url).pathname, HOME);
  });

  test('return: a planted cookie leads to the home page, whatever the way', async () => {
    for (const planted of PLANTED) {
      const browser = all.browser();
      browser.setCookie(all.server.url, 'askusnow-return', planted);
      assert.equal((await openLink(browser)).headers.get('location'), HOME, planted);
      browser.setCookie(all.server.url, 'askusnow-return', planted);
      assert.equal((await browser.signIn('pat')).url, `${all.server.url}${HOME}`, planted);
    }
  });

  test('return: mutant: a cookie that holds an address is an open redirect, and is found', () => {
    const { publicUrl } = all.server.config;
    const naive = (value: string): string => (value === '' ? HOME : value);
    const right = (value: string): string =>
      afterSignIn(`askusnow-return=${value}`, all.server.registry, { secure: false }).path;
    const leavesWith = (pathOf: (value: string) => string): string[] =>
      PLANTED.filter((value) => new URL(pathOf(value), publicUrl).origin !== new URL(publicUrl).origin);
    assert.deepEqual(leavesWith(right), []);
    assert.deepEqual(leavesWith(naive), PLANTED.slice(0, 3));
  });

  test('return: the cookie is bound to its host where the address is https', () => {
    assert.match(returnCookie('harford', { secure: true }), /^__Host-askusnow-return=harford; .*; Secure$/);
  });
});
