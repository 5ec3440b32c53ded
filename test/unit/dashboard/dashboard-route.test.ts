// Which page an address under /dashboard asks for: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  homeHref,
  libraryHref,
  libraryPageHref,
  numbersHref,
  pageHref,
  placeOf,
  readRoute,
  signInHref,
} from '../../../server/dashboard/out/ui/route.js';

const NOTHING = { page: null, library: null, queue: null, part: null, days: 30, period: '' };

describe('an address', () => {
  const route = (path: string) => readRoute(new URL(path, 'https://ask.example.org'));

  test('dashboard address: names page and window, and round-trips', () => {
    assert.deepEqual(route('/dashboard'), { ...NOTHING, page: 'home' });
    assert.deepEqual(route('/dashboard/'), { ...NOTHING, page: 'home' });
    assert.deepEqual(route(libraryHref('anne-arundel', 7)), {
      ...NOTHING,
      page: 'library',
      library: 'anne-arundel',
      days: 7,
      period: '7',
    });
    assert.deepEqual(route(homeHref(90)), { ...NOTHING, page: 'home', days: 90 });
  });

  test('dashboard address: an unknown window becomes the default', () => {
    for (const days of ['', '8', '-7', '7.0', '1e9', 'x'])
      assert.deepEqual(route(`/dashboard?days=${days}`), { ...NOTHING, page: 'home' });
  });

  test('dashboard address: a month of a library’s numbers, and the former address of its months', () => {
    const numbers = { ...NOTHING, page: 'library', library: 'anne-arundel' };
    assert.deepEqual(route(numbersHref('anne-arundel', '2026-10')), { ...numbers, period: '2026-10' });
    assert.deepEqual(route(numbersHref('anne-arundel', 30)), { ...numbers, period: '30' });
    assert.deepEqual(route('/dashboard/anne-arundel/month?month=2026-10'), { ...numbers, period: '2026-10' });
    assert.deepEqual(route('/dashboard/anne-arundel/month'), { ...numbers, period: 'month' });
    for (const month of ['', '2026-13', '2026', 'x'])
      assert.deepEqual(route(`/dashboard/anne-arundel?month=${month}`), numbers);
  });

  test('dashboard address: any other is unknown', () => {
    for (const path of [
      '/',
      '/dashboards',
      '/dashboard/a/hours/b',
      '/dashboard/-',
      '/dashboard/%3Cscript%3E',
      '/dashboard/UPPER',
    ]) {
      assert.deepEqual(route(path), NOTHING, path);
    }
  });

  test('dashboard address: a library’s page names both', () => {
    const href = libraryPageHref('anne-arundel', 'hours');
    assert.deepEqual(route(href), { ...NOTHING, page: 'hours', library: 'anne-arundel' });
  });

  test('dashboard address: a page without a library is no library’s id', () => {
    for (const page of ['desk', 'now', 'account', 'accounts', 'system']) {
      assert.deepEqual(route(pageHref(page)), { ...NOTHING, page });
      assert.deepEqual(route(pageHref(page, 'harford-desk')), { ...NOTHING, page, queue: 'harford-desk' });
    }
    for (const id of ['desk', 'hours', 'now', 'people']) {
      assert.deepEqual(route(libraryHref(id)), { ...NOTHING, page: 'library', library: id });
      assert.deepEqual(route(libraryPageHref(id, 'hours')), { ...NOTHING, page: 'hours', library: id });
    }
  });

  test('dashboard address: the link to the sign-in page has the page and its filters, and no words that were typed', () => {
    const linkOf = (address: string) => signInHref(new URL(address, 'https://ask.example.org'));
    const followUps = '/dashboard/-/follow-ups?show=overdue&list=Miller&list-page=2&patron=Lee#content';
    assert.equal(linkOf(followUps), '/sign-in?page=%2Fdashboard%2F-%2Ffollow-ups%3Fshow%3Doverdue');
    assert.equal(linkOf('/dashboard/-/policies?q=a%26b&q-page=2'), '/sign-in?page=%2Fdashboard%2F-%2Fpolicies');
    assert.equal(linkOf('/dashboard/-/nowhere?q=Miller'), '/sign-in');
  });

  test('dashboard address: another window is the same place, another library or desk is not', () => {
    assert.equal(placeOf(route(libraryHref('a', 7))), placeOf(route(libraryHref('a', 90))));
    assert.equal(placeOf(route(homeHref())), placeOf(route(pageHref('partners'))), 'two parts of one page');
    const places = [
      libraryHref('a'),
      libraryHref('b'),
      libraryPageHref('a', 'hours'),
      pageHref('desk', 'a'),
      pageHref('desk'),
    ];
    assert.equal(new Set(places.map((href) => placeOf(route(href)))).size, places.length);
  });
});
