// A sign-in leads back to the page of the dashboard that was opened, whatever the way, and never to another site.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { afterSignIn, returnCookie } from '../../../server/src/accounts/return-cookie.ts';
import type { openIdBrowser } from '../../support/app/openid-browser.ts';
import { startOpenIdServer, type OpenIdServer } from '../../support/app/openid-server.ts';
import { startMailServer, type MailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const HOME = '/dashboard';
const POLICIES = '/dashboard/harford/policies';
/** As a mail, a bookmark or a colleague has it: with filters. */
const DEEP = '/dashboard/-/follow-ups?show=overdue';

/** What a sibling host could plant, or a person could write into their own browser. */
const PLANTED = [
  '//evil.example',
  'https://evil.example/',
  '/\\evil.example',
  '%2F%2Fevil.example',
  '../../evil',
  'harford/../..//evil.example',
  'harford',
  '/v1/session',
  '/dashboard/nowhere/policies',
  '',
];

/** Where the browser goes with this cookie. */
const pathWith = (all: OpenIdServer, value: string): string =>
  afterSignIn(`askusnow-return=${value}`, all.server.registry, { secure: false }).path;

describe('return after sign-in', () => {
  let all: OpenIdServer;
  let mail: MailServer;
  before(async () => {
    mail = await startMailServer();
    const environment = { SMTP_URL: mail.url, MAIL_FROM: 'askusnow@state.example' };
    all = await startOpenIdServer({ engine: GATE_ENGINE, environment });
    all.provider.roles.set('pat', ['askusnow:provider']);
  });
  after(async () => {
    await all.close();
    await mail.close();
  });

  type Browser = ReturnType<typeof openIdBrowser>;
  const inviteProvider = async (email: string | null = null): Promise<string> => {
    const { token } = await invite(all.server.database, {
      ...{ label: 'Answers chats', role: 'provider', libraries: [], email },
      clock: { now: () => Date.now(), after: () => ({ cancel: () => undefined }) },
    });
    return token;
  };
  /** As this browser sends a form of the server's pages. */
  const press = (browser: Browser, path: string, fields: Record<string, string> = {}): Promise<Response> => {
    const { url, config } = all.server;
    const headers = {
      origin: config.publicUrl,
      cookie: browser.cookies(url),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = new URLSearchParams(fields).toString();
    return fetch(url + path, { method: 'POST', headers, body, redirect: 'manual' });
  };
  const openLink = async (browser: Browser): Promise<Response> => {
    const reply = await press(browser, `/sign-in/${await inviteProvider()}`);
    assert.equal(reply.status, 303);
    return reply;
  };
  const openPage = (browser: Browser, path: string): Promise<Response> => browser.get(all.server.url + path);
  const cookiesOf = (reply: Response): string[] => reply.headers.getSetCookie();

  test('return: an invitation leads back to the page that was opened signed out, with its filters, once', async () => {
    const browser = all.browser();
    const opened = await openPage(browser, '/dashboard/-/follow-ups?show=overdue&list=Miller&patron=Lee');
    assert.deepEqual([opened.status, opened.headers.get('cache-control')], [200, 'private, no-cache']);
    assert.deepEqual(cookiesOf(opened), [`askusnow-return=${DEEP}; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax`]);
    const reply = await openLink(browser);
    assert.equal(reply.headers.get('location'), DEEP);
    assert.match(cookiesOf(reply)[1]!, /^askusnow-return=; Path=\/; Max-Age=0;/);
    assert.deepEqual(
      all.server.log.filter((line) => /show|Miller|Lee/.test(line)),
      [],
    );
  });

  test('return: a link by mail leads back to it, past the sign-in page', async () => {
    const EMAIL = 'provider@harford.example';
    await inviteProvider(EMAIL);
    const browser = all.browser();
    await openPage(browser, DEEP);
    await openPage(browser, '/sign-in');
    assert.equal((await press(browser, '/sign-in', { email: EMAIL })).status, 200);
    await eventually(() => mail.mails.length > 0);
    const text = mail.mails[0]!.body.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const reply = await press(browser, /\/sign-in\/[\w-]{43}/.exec(text)![0]);
    assert.deepEqual([reply.status, reply.headers.get('location')], [303, DEEP]);
  });

  test('return: the organization’s sign-in leads back to it, once, also after one that was refused', async () => {
    const browser = all.browser();
    await openPage(browser, DEEP);
    all.provider.roles.set('sam', ['staff']);
    assert.equal((await browser.signIn('sam')).status, 403);
    all.provider.roles.set('sam', ['askusnow:provider']);
    assert.equal((await browser.signIn('sam')).url, all.server.url + DEEP);
    assert.equal((await browser.signIn('sam')).url, all.server.url + HOME);
  });

  test('return: the page that was opened last, also the home page, is where a sign-in leads', async () => {
    const browser = all.browser();
    for (const path of [DEEP, '/dashboard/harford?days=7', '/dashboard/assets/main.js', '/dashboard/-/nowhere'])
      await openPage(browser, path);
    assert.equal((await openLink(browser)).headers.get('location'), '/dashboard/harford?days=7');
    for (const path of [DEEP, HOME]) await openPage(browser, path);
    assert.equal((await openLink(browser)).headers.get('location'), HOME);
  });

  test('return: a browser that is signed in gets no cookie; one whose session has ended gets it at the sign-in page', async () => {
    const browser = all.browser();
    await browser.signIn('pat');
    assert.deepEqual(cookiesOf(await openPage(browser, DEEP)), []);
    await all.server.database.db.deleteFrom('session').execute();
    const toSignIn = `/sign-in?page=${encodeURIComponent(DEEP)}`;
    assert.equal(cookiesOf(await openPage(browser, toSignIn)).length, 1);
    assert.equal((await openLink(browser)).headers.get('location'), DEEP);
    for (const page of ['//evil.example', '/v1/session', '/dashboard/-/now&page=/dashboard'])
      assert.deepEqual(cookiesOf(await openPage(all.browser(), `/sign-in?page=${page}`)), [], page);
  });

  test('return: what is no page of the dashboard is not remembered', async () => {
    for (const path of [
      '/dashboard//evil.example',
      '/dashboard/%2F%2Fevil.example',
      '/dashboard/-/nowhere',
      '/dashboard/assets/main.js',
      '/go/harford',
      '/v1/session',
      '/sign-in',
    ])
      assert.deepEqual(cookiesOf(await openPage(all.browser(), path)), [], path);
  });

  test('return: a link leads back to the policies that were asked for, once', async () => {
    const browser = all.browser();
    const asked = await openPage(browser, '/local/harford');
    assert.deepEqual([asked.status, asked.headers.get('location')], [302, POLICIES]);
    assert.match(
      cookiesOf(asked)[0]!,
      /^askusnow-return=\/dashboard\/harford\/policies; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax$/,
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
    const leavesWith = (pathOf: (value: string) => string): string[] =>
      PLANTED.filter((value) => new URL(pathOf(value), publicUrl).origin !== new URL(publicUrl).origin);
    assert.deepEqual(
      leavesWith((value) => pathWith(all, value)),
      [],
    );
    assert.deepEqual(leavesWith(naive), PLANTED.slice(0, 3));
  });

  test('return: the cookie is bound to its host where the address is https', () => {
    assert.match(returnCookie(POLICIES, { secure: true })!, /^__Host-askusnow-return=\/[\w/]+; .*; Secure$/);
  });
});
