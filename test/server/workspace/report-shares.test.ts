// Links to month reports, for people without an account: who makes them, what they open, how they end.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { addReportShare, endReportShare, getReportShares, setMonthComment } from '@askusnow/sdk';
import { hashToken } from '../../../server/src/accounts/token.ts';
import { rowsOf } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';

withApp({ now: '2026-11-16T17:00:00Z', as: { liaison: ['liaison', 'harford'] } }).describe('report share', (on) => {
  before(async () => {
    const { db } = on.app.database;
    for (const [library, clicks] of [
      ['harford', 10],
      ['cecil', 777],
    ] as const) {
      const placement = await aPlacement(db, { library, pattern: '/catalog', firstSeen: '2026-09-01T12:00:00.000Z' });
      await aDay(db, { library, placement, date: '2026-09-01', clicks: 3, impressions: 60 });
      await aDay(db, { library, placement, date: '2026-10-05', clicks, impressions: 6_543 });
      await aDay(db, { library, placement, date: '2026-11-05', clicks: 321, impressions: 987 });
    }
  });

  const open = (link: string, query = ''): Promise<Response> =>
    fetch(on.app.url + new URL(link).pathname + query, { redirect: 'manual' });
  const textOf = async (link: string, query = ''): Promise<string> => {
    const reply = await open(link, query);
    assert.equal(reply.status, 200);
    return reply.text();
  };
  const states = async (): Promise<string[]> =>
    (await getReportShares(on.liaison, 'harford')).shares.map(({ state }) => state);

  test('report share: opens the last whole month without an account, in headers that keep its address', async () => {
    const { share, link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    assert.deepEqual([share.state, share.endsAt, share.openedOn], ['open', '2026-12-16T17:00:00.000Z', null]);
    const reply = await open(link);
    const { headers } = reply;
    assert.deepEqual(
      ['x-robots-tag', 'referrer-policy', 'cache-control', 'set-cookie'].map((name) => headers.get(name)),
      ['noindex', 'no-referrer', 'no-store', null],
    );
    assert.match(headers.get('content-security-policy')!, /default-src 'none'/);
    assert.doesNotMatch(headers.get('content-security-policy')!, /script-src|unsafe/);
    const page = await reply.text();
    assert.ok(page.includes('=Harford, &quot;County&quot;: chat by the numbers, October 2026'), page);
    assert.ok(page.includes('works until December 16, 2026'), page);
    assert.doesNotMatch(page, /<script|<form|777|321|987/);
  });

  test('report share: shows the comment and what improved as text, never as HTML', async () => {
    await setMonthComment(on.liaison, 'harford', '2026-10', { text: '<b>Good</b>\nmonth', revision: 0 });
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    const page = await textOf(link);
    assert.ok(page.includes('&lt;b&gt;Good&lt;/b&gt;\nmonth'), page);
    const september = await textOf(link, '?month=2026-09');
    assert.ok(september.includes('The button is now on /catalog'), september);
  });

  test('report share: leads to other whole months, and shows none that is not over', async () => {
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    assert.match(await textOf(link), /<nav[^>]*><a href="\?month=2026-09">September 2026<\/a><\/nav>/);
    assert.match(await textOf(link, '?month=2026-09'), /<nav[^>]*><a href="\?month=2026-10">October 2026<\/a><\/nav>/);
    for (const query of [
      '?month=2026-11',
      '?month=2027-01',
      '?month=0001-01',
      '?month=x',
      '?month=2026-10&month=2026-11',
    ])
      assert.match(await textOf(link, query), /numbers, October 2026/);
  });

  test('report share: figures below 5 are not shown; mutant: the report as its library reads it has them', async () => {
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    const shown = await textOf(link, '?month=2026-09');
    const cells = (page: string): string[] => [...page.matchAll(/<td[^>]*>([^<]+)<\/td>/g)].map(([, cell]) => cell!);
    const findsSmall = (texts: readonly string[]): boolean => texts.some((text) => /^[0-4]$/.test(text));
    assert.equal(cells(shown)[0], 'fewer than 5');
    assert.equal(findsSmall(cells(shown)), false);
    const cookie = await on.app.signIn('liaison', ['harford']);
    const own = await fetch(`${on.app.url}/v1/libraries/harford/report?month=2026-09`, { headers: { cookie } });
    const { metrics } = (await own.json()) as { metrics: { month: { counts: Record<string, number> } } };
    assert.equal(findsSmall(Object.values(metrics.month.counts).map(String)), true);
  });

  test('report share: its token reads no other route; mutant: a link that is a viewer’s session reads dozens', async () => {
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    const token = new URL(link).pathname.split('/').at(-1)!;
    const [name, session] = (await on.app.signIn('viewer', ['harford'])).split('=') as [string, string];
    const routes = on.app.app.routeAccess.filter(
      ({ method, access, url }) => method === 'GET' && access !== 'anyone' && !url.includes('stream'),
    );
    assert.ok(routes.length > 50);
    const readBy = async (headers: Record<string, string>): Promise<string[]> => {
      const read: string[] = [];
      for (const { url } of routes) {
        const path = url.replace(':library', 'harford').replace(/:\w+/g, '1');
        const { ok, body } = await fetch(on.app.url + path, { headers });
        await body?.cancel();
        if (ok) read.push(url);
      }
      return read;
    };
    assert.deepEqual(await readBy({ authorization: `Bearer ${token}` }), []);
    assert.deepEqual(await readBy({ cookie: `${name}=${token}` }), []);
    for (const path of ['/hand-over/', '/campaign/', '/unsubscribe/', '/sign-in/'])
      assert.equal((await fetch(on.app.url + path + token)).status, 404, path);
    assert.ok((await readBy({ cookie: `${name}=${session}` })).length > 12);
  });

  test('report share: stores the last day of opening, and nothing about a reader', async () => {
    const { share, link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    const find = async () =>
      (await getReportShares(on.liaison, 'harford')).shares.find(({ id }) => id === share.id)!.openedOn;
    await textOf(link);
    assert.equal(await find(), '2026-11-16');
    const before = await rowsOf(on.app.database, ['report_share', 'audit_entry']);
    await textOf(link, '?month=2026-09');
    assert.equal(await rowsOf(on.app.database, ['report_share', 'audit_entry']), before);
  });

  test('report share: ended, expired and unknown ones have one answer; mutant: one that looks for the token alone opens them', async () => {
    const [ended, expired] = [
      await addReportShare(on.liaison, 'harford', { days: 365 }),
      await addReportShare(on.liaison, 'harford', { days: 90 }),
    ];
    await endReportShare(on.liaison, 'harford', ended.share.id);
    assert.equal((await problemOf(endReportShare(on.liaison, 'harford', ended.share.id))).status, 404);
    on.clock.advance(90 * 86_400_000);
    // Their session is over, too.
    await on.signInAgain('liaison');
    assert.equal((await problemOf(endReportShare(on.liaison, 'harford', expired.share.id))).status, 404);
    const replies = [];
    for (const link of [ended.link, expired.link, `${on.app.url}/share/${'a'.repeat(43)}`, `${on.app.url}/share/x`]) {
      const reply = await open(link);
      replies.push({ status: reply.status, text: await reply.text(), policy: reply.headers.get('referrer-policy') });
    }
    for (const reply of replies) assert.deepEqual(reply, replies[0]);
    assert.deepEqual([replies[0]!.status, replies[0]!.policy], [404, 'no-referrer']);
    assert.match(replies[0]!.text, /This link does not work/);
    assert.ok((await states()).includes('ended') && (await states()).includes('expired'));
    for (const { link } of [ended, expired]) {
      const byTokenAlone = await on.app.database.db
        .selectFrom('report_share')
        .select('library_id')
        .where('token_hash', '=', hashToken(new URL(link).pathname.split('/').at(-1)!))
        .executeTakeFirst();
      assert.equal(byTokenAlone?.library_id, 'harford');
    }
  });

  const auditOf = async (action: string): Promise<unknown[]> =>
    on.app.database.db
      .selectFrom('audit_entry')
      .select(['subject', 'before', 'after'])
      .where('action', '=', action)
      .execute();

  test('report share: making and ending one is in the audit log, without its token', async () => {
    const made = (await auditOf('report-shared')) as { subject: string; after: unknown }[];
    assert.deepEqual(made.at(-1)!.subject, 'library:harford');
    assert.equal((await auditOf('report-share-ended')).length, 1);
    const { link } = await addReportShare(on.liaison, 'harford', { days: 30 });
    const token = new URL(link).pathname.split('/').at(-1)!;
    assert.ok(!JSON.stringify(await auditOf('report-shared')).includes(token));
    assert.ok(!(await rowsOf(on.app.database, ['report_share'])).includes(token));
  });

  test('report share: another library’s are neither listed, made nor ended; a viewer changes none', async () => {
    const other = await on.signIn('liaison', ['cecil']);
    const viewer = await on.signIn('viewer', ['harford']);
    const { id } = (await getReportShares(viewer, 'harford')).shares[0]!;
    assert.equal((await problemOf(getReportShares(other, 'harford'))).status, 404);
    assert.equal((await problemOf(addReportShare(other, 'harford', { days: 30 }))).status, 404);
    assert.equal((await problemOf(endReportShare(other, 'cecil', id))).status, 404);
    assert.equal((await problemOf(addReportShare(viewer, 'harford', { days: 30 }))).status, 403);
    assert.equal((await problemOf(endReportShare(viewer, 'harford', id))).status, 403);
    assert.deepEqual(await problemOf(addReportShare(on.liaison, 'harford', { days: 31 as 30 })), {
      status: 422,
      code: 'invalid-request',
      fields: ['days'],
    });
  });

  test('report share: a library has at most 20 open ones', async () => {
    const open = (await states()).filter((state) => state === 'open').length;
    for (let count = open; count < 20; count++) await addReportShare(on.liaison, 'harford', { days: 30 });
    assert.equal((await problemOf(addReportShare(on.liaison, 'harford', { days: 30 }))).code, 'quota-reached');
  });
});
