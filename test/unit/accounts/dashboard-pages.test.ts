// Which addresses a sign-in may lead back to: pages of the dashboard, with the filters that they read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dashboardAddress, LIBRARY_PAGES, PAGES } from '../../../server/src/accounts/dashboard-pages.ts';

const ORIGIN = 'https://ask.example.org';

/** What must not be returned to: other sites, what is no page, and what would break a header or a cookie. */
const REFUSED = [
  '//evil.example',
  '//evil.example/dashboard/-/now',
  '///evil.example/dashboard',
  '/\\evil.example',
  '/\\/evil.example/dashboard',
  'https://evil.example/',
  'https:/dashboard',
  'https:evil.example',
  'javascript:alert(1)',
  '/%2Fevil.example',
  '%2F%2Fevil.example',
  '/dashboard/%2F%2Fevil.example',
  '/dashboard/harford%2Fpolicies',
  '/dashboard/..//evil.example',
  '/dashboard/../../evil',
  '/dashboard//evil.example',
  '/dashboard/harford/policies/more',
  '/dashboard\\evil.example',
  '/dashboard.evil.example',
  '/dashboard@evil.example',
  '/dashboards',
  '/dashboard/harford/policies\r\nset-cookie: a=b',
  '/dashboard/harford/policies%0d%0aset-cookie:a=b',
  '/dashboard\n',
  '/dashboard;a=b',
  ' /dashboard',
  '/Dashboard',
  '/dashboard/Harford',
  '/dashboard/-',
  '/dashboard/-harford/policies',
  '/dashboard/-/nowhere',
  '/dashboard/-/constructor',
  '/dashboard/harford/nowhere',
  '/dashboard/harford/accounts',
  '/dashboard/assets/main.js',
  `/dashboard/${'a'.repeat(41)}`,
  `/dashboard/harford/${'a'.repeat(4_000)}`,
  '/v1/session',
  '/v1/session/end',
  '/go/harford',
  '/sign-in',
  '/sign-in/openid',
  '/sign-out',
  '/local/harford',
  '/',
  'harford',
  '',
];

test('return address: every page of the dashboard is one', () => {
  for (const page of PAGES)
    assert.deepEqual(dashboardAddress(`/dashboard/-/${page}`), { address: `/dashboard/-/${page}`, library: null });
  for (const page of LIBRARY_PAGES) {
    const address = `/dashboard/anne-arundel/${page}`;
    assert.deepEqual(dashboardAddress(address), { address, library: 'anne-arundel' });
  }
  assert.deepEqual(dashboardAddress('/dashboard'), { address: '/dashboard', library: null });
  assert.deepEqual(dashboardAddress('/dashboard/assets'), { address: '/dashboard/assets', library: 'assets' });
});

test('return address: keeps the filters that pages read, each once, and nothing that somebody typed', () => {
  const long = 'a'.repeat(4_000);
  for (const [asked, address] of [
    ['/dashboard?days=7', undefined],
    ['/dashboard/', '/dashboard'],
    ['/dashboard/harford/?days=90', '/dashboard/harford?days=90'],
    ['/dashboard/harford/coverage?desk=harford-chat&week=2026-11-23', undefined],
    ['/dashboard/harford/month?month=2026-11', undefined],
    ['/dashboard/-/state-report?year=2026', undefined],
    ['/dashboard/-/desk?queue=harford-chat', undefined],
    ['/dashboard/-/audit?account=3&from=2026-11-01&kind=queue&library=cecil&to=2026-11-30', undefined],
    ['/dashboard?reverse=yes&sort=name&status=never-seen', undefined],
    ['/dashboard/-/policies?q=Lee%20Miller&q-page=2', '/dashboard/-/policies'],
    ['/dashboard/-/now?desks=Lee&libraries=Lee', '/dashboard/-/now'],
    ['/dashboard/-/follow-ups?show=overdue&utm_source=mail&patron=Lee', '/dashboard/-/follow-ups?show=overdue'],
    ['/dashboard/-/follow-ups?show=overdue&show=Lee', '/dashboard/-/follow-ups?show=overdue'],
    ['/dashboard/-/follow-ups?show=Lee%20Miller', '/dashboard/-/follow-ups'],
    ['/dashboard/-/audit?account=21234005558817&from=Lee', '/dashboard/-/audit'],
    ['/dashboard?days=7%0d%0aset-cookie:a=b', '/dashboard'],
    ['/dashboard?days=7;a=b', '/dashboard'],
    ['/dashboard?days=%', '/dashboard'],
    ['/dashboard?return=//evil.example', '/dashboard'],
    [`/dashboard?desk=${long}&show=${long}&${long}`, '/dashboard'],
  ])
    assert.equal(dashboardAddress(asked!)?.address, address ?? asked, asked);
});

test('return address: a cookie holds its characters, and it is read back as it was written', () => {
  const { address } = dashboardAddress('/dashboard/-/audit?to=2026-11-30&kind=queue&from=2026-11-01&account=3')!;
  assert.match(address, /^[\w/?&=-]+$/);
  assert.deepEqual(dashboardAddress(address), { address, library: null });
});

test('return address: whatever is no page is refused; mutant: taking any path leads to other sites', () => {
  const naive = (asked: string): string | undefined => (asked.startsWith('/') ? asked : undefined);
  const right = (asked: string): string | undefined => dashboardAddress(asked)?.address;
  const taken = (of: (asked: string) => string | undefined): string[] =>
    REFUSED.filter((asked) => of(asked) !== undefined);
  const leaves = (asked: string): boolean => new URL(asked, ORIGIN).origin !== ORIGIN;
  assert.deepEqual(taken(right), []);
  assert.deepEqual(taken(naive).filter(leaves), [
    '//evil.example',
    '//evil.example/dashboard/-/now',
    '///evil.example/dashboard',
    '/\\evil.example',
    '/\\/evil.example/dashboard',
  ]);
  assert.ok(taken(naive).includes('/v1/session/end'));
});
